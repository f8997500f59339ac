"""Copies hold what was to be seen and nothing of who made it; made where nothing can be done to the house."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from PIL import Image

from shared.files import sandbox
from shared.files.kinds import TYPES, Kind, Note
from shared.files.sandbox import Cleaned, Failed
from shared.files.sniff import Memory, sniff
from tests.shared.files.samples import GOOD, SECRET, docx, gif, jpeg, mp3, mp4, pdf, png, wav, xlsx

CLEANED = [kind for kind, type_ in TYPES.items() if type_.copy]


@pytest.fixture(scope="module")
def copies() -> dict[Kind, Cleaned]:
    made = {kind: sandbox.clean(kind, GOOD[kind]()) for kind in CLEANED}
    return {kind: copy for kind, copy in made.items() if copy}


def opened(data: bytes) -> bytes:
    """All that can be read of a file: itself, and what is packed in it."""
    found = [data, data.decode("utf-16-le", "ignore").encode()]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            found += [packed.read(name) for name in packed.namelist()]
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as made:
            for each in made.objects:
                found.append(repr(each).encode())
                if isinstance(each, pikepdf.Stream):
                    pixels = each.get("/Filter") == pikepdf.Name("/DCTDecode")
                    found.append(each.read_raw_bytes() if pixels else each.read_bytes())
    return b"".join(found)


@pytest.mark.parametrize("kind", CLEANED)
def test_no_copy_tells_who_made_it(copies: dict[Kind, Cleaned], kind: Kind) -> None:
    assert SECRET.encode() not in opened(copies[kind].parts["copy"])


@pytest.mark.parametrize("kind", CLEANED)
def test_a_copy_is_a_good_file_of_the_promised_kind(copies: dict[Kind, Cleaned], kind: Kind) -> None:
    copy = copies[kind].parts["copy"]

    assert sniff(Memory(copy)).kind is TYPES[kind].copy


def test_the_samples_do_hold_the_secret() -> None:
    for make in (jpeg, png, gif, pdf, docx, xlsx, mp4, mp3, wav):
        assert SECRET.encode() in opened(make()), make


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in CLEANED])
def test_of_other_kinds_no_copy_is_promised(kind: Kind) -> None:
    assert sandbox.clean(kind, GOOD[kind]()) is None


def test_a_picture_is_turned_as_it_was_meant(copies: dict[Kind, Cleaned]) -> None:
    with Image.open(BytesIO(copies[Kind.JPEG].parts["copy"])) as seen:
        assert seen.size == (32, 64)
        assert not seen.getexif()
        assert "comment" not in seen.info


def test_pictures_and_papers_have_previews(copies: dict[Kind, Cleaned]) -> None:
    for kind in (Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.BMP, Kind.TIFF, Kind.PDF):
        with Image.open(BytesIO(copies[kind].parts["preview-1"])) as seen:
            assert seen.format == "JPEG"


def test_a_paper_keeps_its_pages_and_loses_what_acts(copies: dict[Kind, Cleaned]) -> None:
    assert copies[Kind.PDF].notes == (Note.EMBEDDED,)
    with pikepdf.open(BytesIO(copies[Kind.PDF].parts["copy"])) as made:
        assert len(made.pages) == 1
        assert len(made.pages[0].Annots) == 2
        text = opened(copies[Kind.PDF].parts["copy"])
    for word in (b"JavaScript", b"Launch", b"EmbeddedFile", b"Author"):
        assert word not in text


def test_a_letter_keeps_its_words_and_loses_macros_and_authors() -> None:
    made = sandbox.clean(Kind.DOCX, docx(macros=True))
    assert made

    with zipfile.ZipFile(BytesIO(made.parts["copy"])) as packed:
        assert not [name for name in packed.namelist() if "vba" in name.lower() or "docProps" in name]
        assert b"macroEnabled" not in packed.read("[Content_Types].xml")
        relations = packed.read("word/_rels/document.xml.rels")
    assert b"vbaProject" not in relations
    assert b"example.org" not in relations
    assert Note.LINKS_OUT in made.notes
    letter = Document(BytesIO(made.parts["copy"]))
    assert letter.paragraphs[0].text == "检查记录：二车间没有灭火器。"
    assert [comment.text for comment in letter.comments] == ["请核对"]


def test_a_film_keeps_its_frames_in_their_place(copies: dict[Kind, Cleaned]) -> None:
    film, copy = mp4(), copies[Kind.MP4].parts["copy"]

    assert len(copy) == len(film)
    assert copy.index(b"frames") == film.index(b"frames")
    assert copies[Kind.MP4].notes == (Note.TRACK,)


def test_sound_keeps_its_sound(copies: dict[Kind, Cleaned]) -> None:
    assert copies[Kind.MP3].parts["copy"] == mp3()[len(mp3()) - 128 - 4 * 417 : -128]
    assert b"\x01\x02" * 200 in copies[Kind.WAV].parts["copy"]


def test_an_animated_picture_is_said_to_be_one(copies: dict[Kind, Cleaned]) -> None:
    assert copies[Kind.GIF].notes == (Note.ANIMATED,)


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PDF, Kind.DOCX, Kind.MP4, Kind.FLAC, Kind.TIFF])
def test_a_file_that_breaks_the_cleaner_breaks_nothing_else(kind: Kind) -> None:
    with pytest.raises(Failed) as failed:
        sandbox.clean(kind, b"\x00\x00\x00\x02moov not at all")

    assert "not at all" not in str(failed.value)


BOUND = """
import sys; sys.path.insert(0, {root!r})
from shared.files.cleaning import child
child.bind()
import os, resource
try:
    os.write(os.open({file!r}, os.O_CREAT | os.O_WRONLY), b"x")
except OSError as error:
    print("no file", end=" ")
try:
    bytearray(3 << 30)
except MemoryError:
    print("no memory", end=" ")
print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_NPROC)[1], sorted(os.environ))
"""


def test_the_process_that_makes_copies_can_do_nothing_else(tmp_path: Path) -> None:
    code = BOUND.format(root=str(Path.cwd()), file=str(tmp_path / "made"))
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", code], env=sandbox._ENVIRONMENT, capture_output=True, text=True
    )

    assert done.stdout.strip() == "no file no memory 60 0 ['LC_ALL', 'PYTHONHASHSEED']", done.stderr
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_a_cleaner_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Failed, match="timeout"):
        sandbox.clean(Kind.PDF, pdf(), seconds=0.01)
