"""They go with their case: to a recheck, into the archived folder, and out of the store."""

import io
import json
import subprocess
import zipfile
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from services.investigation import rounds
from services.investigation.domain import evidence as rules
from services.investigation.domain.records import RecordKind
from services.investigation.evidence.coming import Stream
from services.investigation.models import Base
from shared import settings
from shared.files.sealed import PIECE
from tests.investigation.archived import put_away
from tests.investigation.builders import accepted, ending_fields, record_fields
from tests.investigation.evidence.sending import files, forgotten, rows, send
from tests.investigation.test_api import CHECKS, concluded
from tests.investigation.test_retention import COMPLAINT, erased
from tests.investigation.test_views import Browser
from tests.shared.files.samples import jpeg, pdf, png
from tests.whole import everything


def test_what_was_begun_and_left_is_forgotten_after_a_day(
    case, exhibit, seat, works, store, time, monkeypatch
) -> None:
    monkeypatch.setattr(Stream, "drop", lambda self: None)  # the process died
    send(seat("anna"), case, exhibit, b"\x7fELF" + bytes(60))
    send(seat("anna"), case, exhibit, pdf())
    rounds.once(works, settings.load())
    assert len(rows(works)) == 2
    time.now += timedelta(hours=rules.UNFINISHED_HOURS)
    forgotten(works, store)

    assert [row.kind for row in rows(works)] == ["pdf"]
    assert len(list(store.folder.rglob("original*"))) == 1


def test_the_archived_folder_holds_them_as_they_came(case, exhibit, seat, store, tmp_path) -> None:
    anna, photo, words = seat("anna"), jpeg(), "证人证言\n".encode() * 9
    send(anna, case, exhibit, photo)
    send(anna, case, exhibit, words, "证言.txt")
    _ended(case, exhibit, seat)
    assert send(anna, case, exhibit, png()).status_code == 409
    put_away(case, seat)

    given = [Browser(anna)._ask("GET", f"/investigation/cases/{case}/archive.zip").data for _ in range(2)]
    assert given[0] == given[1]
    with zipfile.ZipFile(io.BytesIO(given[0])) as folder:
        assert folder.testzip() is None
        assert folder.read("evidence/001.jpeg") == photo
        folder.extractall(tmp_path / "folder")
        listed = json.loads(folder.read("manifest.json"))["evidence"]
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "folder", check=True)
    assert (tmp_path / "folder/evidence/002.txt").read_bytes() == words
    assert [each["file"] for each in listed] == ["evidence/001.jpeg", "evidence/002.txt"]
    pieces = anna.get(f"/cases/{case}/archive").get_json()["pieces"]
    assert [each["kind"] for each in pieces].count("evidence_files") == 1

    court = Browser(anna)._ask("GET", f"/investigation/cases/{case}/archive/court/other.zip").data
    with zipfile.ZipFile(io.BytesIO(court)) as folder:
        (name,) = [each for each in folder.namelist() if "evidence-files" in each]
        with pypdfium2.PdfDocument(folder.read(name)) as pages:
            text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "evidence/002.txt" in text.replace("\r\n", "")
    assert "证言" not in text  # a file's own name may tell who complained


@pytest.mark.parametrize("piece", [0, 1])
def test_of_a_file_that_is_lost_in_part_the_folder_holds_nothing_and_tells_it(
    piece, case, exhibit, seat, store, tmp_path
) -> None:
    anna, photo, long = seat("anna"), jpeg(), "证人证言\n".encode() * (PIECE // 10)
    send(anna, case, exhibit, long, "证言.txt")
    send(anna, case, exhibit, photo)
    _ended(case, exhibit, seat)
    put_away(case, seat)
    (lost,) = [each for each in store.folder.rglob(f"original.{piece:05}") if _of_long(each)]
    lost.unlink()

    answer = Browser(anna)._ask("GET", f"/investigation/cases/{case}/archive.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
        names, told = folder.namelist(), folder.read("MISSING.txt").decode()
        assert folder.read("evidence/002.jpeg") == photo
        folder.extractall(tmp_path)
    assert "evidence/001.txt" not in names
    assert "evidence/001.txt\n" in told
    assert "evidence/002.jpeg" not in told
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert checked.returncode == 1, "it does not pass for whole"
    assert b"evidence/001.txt" in checked.stdout
    assert b"evidence/002.jpeg" not in checked.stdout


def _of_long(piece: Any) -> bool:
    return (piece.parent / "original.00001").exists()


def _ended(case: str, exhibit: str, seat: Any) -> None:
    anna = seat("anna")
    anna.change(case, f"records/{exhibit}/ending", {"fields": ending_fields(RecordKind.EXHIBIT)})
    concluded(case, seat)
    for status in ("reported", "confirmed"):
        anna.change(case, "rectification", {"status": status, "text": "已整改"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})


def test_with_an_erased_case_its_files_leave_the_store(opened, seat, hear, works, store) -> None:
    case = str(opened(accepted(COMPLAINT)))
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    exhibit = anna.change(case, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})["records"][-1][
        "id"
    ]
    send(anna, case, exhibit, jpeg(), "planted.jpg")
    concluded(case, seat)
    for status in ("reported", "confirmed"):
        anna.change(case, "rectification", {"status": status, "text": "已整改"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})
    (file,) = files(anna, case)
    hear(erased())

    assert anna.get(f"/cases/{case}/evidence-files/{file['id']}").status_code == 404
    with works.reading() as session:
        assert "planted" not in everything(session, Base.metadata)
    forgotten(works, store)
    assert rows(works) == []
    assert not list(store.folder.rglob("original*"))


def test_who_rechecks_reads_what_was_handed_over(opened, seat) -> None:
    case, anna = str(opened(accepted(COMPLAINT))), seat("anna")
    anna.post(f"/cases/{case}/claim")
    exhibit = anna.change(case, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})["records"][-1][
        "id"
    ]
    send(anna, case, exhibit, jpeg())
    concluded(case, seat)
    (file,) = files(anna, case)
    recheck = {"version": 9, "body": "SUP-330100", "decision": "recheck", "recheck_of": COMPLAINT}
    above = str(opened(accepted(COMPLAINT, **recheck)))
    zoe = seat("zoe", home="SUP-330100")

    (before,) = zoe.get(f"/cases/{above}").get_json()["earlier"]
    assert [each["number"] for row in before["records"] for each in row["files"]] == [1]
    assert zoe.get(f"/cases/{above}/evidence-files/{file['id']}").status_code == 200
    page = Browser(zoe).get(f"/investigation/cases/{above}", tab="matters", lang="en")
    assert f"/evidence-files/{file['id']}" in page
