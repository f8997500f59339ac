"""PDF written anew: without scripts, actions, embedded files, authors, dates and its former versions."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from shared.files.cleaning import pictures
from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.cleaning.strip import strip
from shared.files.kinds import Kind, Note

MOST_PAGES = 3_000
PREVIEW_PAGES = 3
PREVIEW_SIDE = 1_000
DEEPEST = 40
_ROOT = ("/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/Legal", "/DSS")
_EVERYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/JS", "/AA", "/EF", "/XFA", "/RichMediaContent")
_NAMED = ("/JavaScript", "/EmbeddedFiles", "/Renditions")
_OBJECTS = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
_SIGNED = ("/T", "/M", "/CreationDate")
"""Who made a mark on a page, and when."""


def clean(kind: Kind, data: bytes) -> Made:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Cannot("encrypted") from error
    with pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Cannot("too many pages")
        made = Made()
        if _has_files(pdf):
            made.notes.add(Note.EMBEDDED)
        _strip(pdf)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    made.parts[COPY] = target.getvalue()
    for seen in previews(made.parts[COPY]):
        made.preview(seen)
    return made


def previews(data: bytes) -> list[bytes]:
    """The first pages as pictures: nothing of the file reaches a reader's own programs."""
    document, seen = pypdfium2.PdfDocument(data), []
    for number in range(min(PREVIEW_PAGES, len(document))):
        page = document[number]
        scale = min(2.0, PREVIEW_SIDE / max(1.0, *page.get_size()))
        seen.append(pictures.small(page.render(scale=scale).to_pil().convert("RGB"), PREVIEW_SIDE))
    return seen


def _has_files(pdf: Pdf) -> bool:
    names = pdf.Root.get("/Names")
    return isinstance(names, Dictionary) and "/EmbeddedFiles" in names


def _strip(pdf: Pdf) -> None:
    _drop(pdf.Root, _ROOT)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, _NAMED)
    for page in pdf.pages:
        _annotations(page.obj)
    for found in pdf.objects:
        _walk(found, 0)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _annotations(page: Any) -> None:
    marks = page.get("/Annots")
    if not isinstance(marks, Array):
        return
    kept = [
        mark for mark in marks if isinstance(mark, Dictionary) and str(mark.get("/Subtype")) not in _OBJECTS
    ]
    for mark in kept:
        if str(mark.get("/Subtype")) != "/Widget":  # there /T is the field's name
            _drop(mark, _SIGNED)
    page["/Annots"] = Array(kept)


def _walk(found: Object, depth: int) -> None:
    """What may stand at any depth; what is an object of its own is visited by itself."""
    if depth > DEEPEST:
        raise Cannot("too deep")
    if isinstance(found, Dictionary | Stream):
        _clean_one(found)
        values = [found[key] for key in found.keys()]  # noqa: SIM118 a stream iterates as bytes
    elif isinstance(found, Array):
        values = list(found)
    else:
        return
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            _walk(value, depth + 1)


def _clean_one(found: Any) -> None:
    _drop(found, _EVERYWHERE)
    action, kind = found.get("/S"), str(found.get("/Type", "/Action"))
    if isinstance(action, Name) and kind == "/Action" and str(action) in _ACTIONS:
        found["/S"], found["/N"] = Name("/Named"), Name("/Nothing")
        _drop(found, ("/F", "/Win", "/Next", "/D", "/R"))
    if isinstance(found, Stream) and found.get("/Filter") == Name("/DCTDecode"):
        before = found.read_raw_bytes()
        if (after := strip(before)) != before:
            found.write(after, filter=Name("/DCTDecode"), decode_parms=found.get("/DecodeParms"))  # type: ignore[arg-type]


_ACTIONS = (
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/GoTo3DView", "/Rendition",
    "/RichMediaExecute", "/Movie", "/Sound", "/ResetForm", "/SetOCGState", "/Trans", "/Hide",
)  # fmt: skip


def _drop(found: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in found:
            del found[name]
