"""Files of evidence: they come, are kept once and sealed, are read again by whom they are for, and go with their case."""

import html
import io
import json
import re
import subprocess
import zipfile
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from services.investigation import rounds
from services.investigation.domain import evidence as rules
from services.investigation.domain.records import RecordKind
from services.investigation.evidence.coming import Stream
from services.investigation.models import Base, EvidenceFile
from shared import settings
from shared.contracts.terms import Role
from shared.files import clamd
from shared.files.store import LocalStore, StoreAway, StoreFull
from tests.investigation.archived import put_away
from tests.investigation.builders import accepted, ending_fields, record_fields
from tests.investigation.conftest import Seat
from tests.investigation.test_api import CHECKS, concluded
from tests.investigation.test_retention import COMPLAINT, erased
from tests.investigation.test_views import Browser
from tests.shared.files.samples import jpeg, pdf, png
from tests.whole import everything

BASE = "/investigation/api/v1"
EDGE = "multipart/form-data; boundary=edge"


def form_of(*files: tuple[str, bytes], **fields: str) -> bytes:
    """The body of a form with files."""
    said = [(f'name="{name}"', text.encode()) for name, text in fields.items()]
    said += [(f'name="file"; filename="{name}"', data) for name, data in files]
    parts = [
        f"--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data for head, data in said
    ]
    return b"\r\n".join([*parts, b"--edge--\r\n"])


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    found = str(opened())
    seat("bert")
    seat("anna").post(f"/cases/{found}/claim")
    return found


@pytest.fixture
def exhibit(case: str, seat: Any) -> str:
    kept = seat("anna").change(case, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})
    return str(kept["records"][-1]["id"])


@pytest.fixture
def store(app: Any) -> LocalStore:
    found: LocalStore = app.extensions["file_store"]
    return found


def send(who: Seat, case: str, exhibit: str, data: bytes, name: str = "现场照片.jpg", **headers: str) -> Any:
    path = f"{BASE}/cases/{case}/exhibits/{exhibit}/files"
    return who.client.post(path, data=form_of((name, data)), content_type=EDGE, headers=who.headers | headers)


def files(who: Seat, case: str) -> list[dict[str, Any]]:
    records = who.get(f"/cases/{case}").get_json()["records"]
    return [file for row in records for file in row["files"]]


def rows(works: Any) -> list[EvidenceFile]:
    with works.reading() as session:
        return list(session.query(EvidenceFile))


def test_a_file_is_kept_with_its_hash_and_read_again_byte_for_byte(case, exhibit, seat, store) -> None:
    anna, data = seat("anna"), jpeg()
    answer = send(anna, case, exhibit, data)

    assert answer.status_code == 201, answer.text
    (file,) = files(anna, case)
    assert (file["number"], file["name"], file["kind"], file["size"]) == (
        1,
        "现场照片.jpg",
        "jpeg",
        len(data),
    )
    assert (file["sha256"], file["scan"], file["by"]) == (sha256(data).hexdigest(), "off", "anna")
    assert answer.get_json()["timeline"][-1]["kind"] == "evidence_file"
    read = anna.get(f"/cases/{case}/evidence-files/{file['id']}")
    assert (read.data, read.headers["Content-Type"]) == (data, "image/jpeg")
    assert read.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in read.headers["Content-Security-Policy"]
    part = anna.client.get(
        f"{BASE}/cases/{case}/evidence-files/{file['id']}", headers=anna.headers | {"Range": "bytes=2-5"}
    )
    assert (part.status_code, part.data) == (206, data[2:6])


def test_nothing_of_it_lies_in_the_clear(case, exhibit, seat, store, works, tmp_path) -> None:
    data = b"planted sentence of evidence \n" * 40
    assert send(seat("anna"), case, exhibit, data, "planted-name.txt").status_code == 201

    kept = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert kept
    assert not any(b"planted" in each for each in kept)


def test_numbers_run_through_the_case_and_the_same_bytes_are_kept_once(case, exhibit, seat, works) -> None:
    anna = seat("anna")
    for data in (jpeg(), png()):
        assert send(anna, case, exhibit, data).status_code == 201
    again = send(anna, case, exhibit, png())

    assert again.status_code == 422
    assert again.get_json()["errors"][0]["code"] == "file_kept_already"
    assert [each["number"] for each in files(anna, case)] == [1, 2]


def test_sent_twice_under_one_key_it_is_kept_once_and_answered_the_same(case, exhibit, seat, works) -> None:
    anna, key = seat("anna"), {"Idempotency-Key": "one and the same"}
    first, second = (send(anna, case, exhibit, jpeg(), **key) for _ in range(2))

    assert (first.status_code, first.get_json()) == (second.status_code, second.get_json())
    assert len(files(anna, case)) == 1
    other = send(anna, case, exhibit, png(), **key)
    assert other.get_json()["type"].endswith(":idempotency_key_reused")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (b"\x7fELF" + bytes(60), "program"),
        (bytes(99), "unknown"),
    ],
)
def test_what_is_no_evidence_that_can_be_kept_is_refused_and_nothing_stays(
    case, exhibit, seat, works, store, data: bytes, reason: str
) -> None:
    answer = send(seat("anna"), case, exhibit, data, "x")

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == reason
    assert files(seat("anna"), case) == []
    forgotten(works, store)


def forgotten(works: Any, store: LocalStore) -> None:
    """What was begun is gone after the next rounds, from the store and from the table."""
    while rounds.once(works, settings.load()):
        pass
    assert not [row for row in rows(works) if row.state != rules.State.KEPT]
    kept = {str(row.id) for row in rows(works)}
    assert {each.parent.name for each in store.folder.rglob("original*")} <= kept


def test_what_is_too_large_passes_by_and_is_refused(case, exhibit, seat, works, store, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_BYTES", 1000)
    answer = send(seat("anna"), case, exhibit, b"words " * 400, "x.txt")

    assert answer.status_code == 413
    forgotten(works, store)


def test_more_than_a_case_may_have_are_refused_before_they_come(
    case, exhibit, seat, works, monkeypatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    assert send(seat("anna"), case, exhibit, jpeg()).status_code == 201
    answer = send(seat("anna"), case, exhibit, png())

    assert answer.status_code == 409
    assert len(rows(works)) == 1


@pytest.mark.parametrize(("trouble", "status"), [(StoreAway, 503), (StoreFull, 507)])
def test_a_store_in_trouble_is_told_and_nothing_is_kept(
    case, exhibit, seat, works, store, monkeypatch, trouble: type[OSError], status: int
) -> None:
    def fails(*_: object) -> None:
        raise trouble(5, "file store")

    monkeypatch.setattr(store, "put", fails)
    answer = send(seat("anna"), case, exhibit, jpeg())

    assert answer.status_code == status
    assert files(seat("anna"), case) == []
    monkeypatch.undo()
    forgotten(works, store)


def test_a_scanner_refuses_what_is_infected_and_keeps_nothing_while_it_is_away(
    case, exhibit, seat, works, app, monkeypatch
) -> None:
    monkeypatch.setattr("services.investigation.evidence.doors.settings", lambda: Scanned)
    monkeypatch.setattr(
        clamd, "scan", lambda where, pieces: clamd.Verdict(clean=b"evil" not in b"".join(pieces))
    )
    anna = seat("anna")
    assert send(anna, case, exhibit, b"evil words", "x.txt").get_json()["errors"][0]["code"] == "infected"
    assert send(anna, case, exhibit, b"good words", "x.txt").status_code == 201
    assert [each["scan"] for each in files(anna, case)] == ["clean"]

    def away(*_: object) -> None:
        raise clamd.Away("closed")

    monkeypatch.setattr(clamd, "scan", away)
    answer = send(anna, case, exhibit, b"other words", "x.txt")
    assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (503, "scanner_away")
    assert len(files(anna, case)) == 1


class Scanned:
    clamd = "scanner:3310"


def test_only_who_may_gather_evidence_adds_it_and_no_byte_is_taken_from_others(
    case, exhibit, seat, works, store
) -> None:
    assert send(seat("bert"), case, exhibit, jpeg()).status_code == 403
    assert send(seat("zoe", home="SUP-330110"), case, exhibit, jpeg()).status_code == 404
    note = seat("anna").change(case, "notes", {"fields": {"text": "……"}})["records"][-1]["id"]
    assert send(seat("anna"), case, note, jpeg()).status_code == 404
    assert rows(works) == []
    assert not store.folder.exists() or not list(store.folder.iterdir())


def test_another_body_reads_none_and_colleagues_do(case, exhibit, seat) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    (file,) = files(seat("anna"), case)
    where = f"/cases/{case}/evidence-files/{file['id']}"

    assert seat("head", Role.HEAD).get(where).status_code == 200
    assert seat("zoe", home="SUP-330110").get(where).status_code == 404


def test_what_is_read_stands_in_the_trail(case, exhibit, seat, works) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    (file,) = files(seat("anna"), case)
    seat("anna").get(f"/cases/{case}/evidence-files/{file['id']}")

    with works.reading() as session:
        kinds = [row.action for row in session.execute(Base.metadata.tables["audit"].select())]
    assert kinds.count("evidence.read") == 1


def test_a_piece_that_was_tampered_with_is_told_and_not_given_out(case, exhibit, seat, store) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    (file,) = files(seat("anna"), case)
    (piece,) = store.folder.rglob("original*")
    kept = piece.read_bytes()
    piece.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))

    answer = seat("anna").get(f"/cases/{case}/evidence-files/{file['id']}")
    assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (503, "file_unreadable")


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
    anna.change(case, f"records/{exhibit}/ending", {"fields": ending_fields(RecordKind.EXHIBIT)})
    concluded(case, seat)
    for status in ("reported", "confirmed"):
        anna.change(case, "rectification", {"status": status, "text": "已整改"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})
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

    (piece,) = [each for each in store.folder.rglob("original*") if len(each.read_bytes()) < 300]
    piece.unlink()
    assert Browser(anna)._ask("GET", f"/investigation/cases/{case}/archive.zip").status_code == 503


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


def post(
    browser: Browser, case: str, exhibit: str, page: str, *sent: tuple[str, bytes], **fields: str
) -> Any:
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    data = form_of(*sent, **{"csrf_token": token[1] if token else "", "exhibit": exhibit} | fields)
    path = f"/investigation/cases/{case}/exhibits/{exhibit}/files"
    return browser._ask("POST", path, data=data, content_type=EDGE)


def test_the_page_takes_several_at_once_and_says_which_it_does_not(case, exhibit, seat, works, store) -> None:
    anna = Browser(seat("anna"))
    where = f"/investigation/cases/{case}"
    page = anna.get(where, tab="work", lang="en")
    assert 'enctype="multipart/form-data"' in page
    answer = post(
        anna, case, exhibit, page, ("a.jpg", jpeg()), ("run.exe", b"MZ" + bytes(90)), ("b.png", png())
    )

    assert (answer.status_code, answer.headers["Location"].rpartition("#")[2]) == (303, f"record-{exhibit}")
    page = anna.get(where, tab="work", lang="en")
    assert "run.exe: This is a program" in page
    assert [each["name"] for each in files(seat("anna"), case)] == ["a.jpg", "b.png"]
    assert f'id="record-{exhibit}"' in page
    forgotten(works, store)


@pytest.mark.parametrize(
    ("sent", "fields", "said", "status"),
    [
        ([], {}, "Choose a file first", 422),
        ([("run.exe", b"MZ" + bytes(90))], {}, "run.exe: This is a program", 422),
        ([("a.png", png())], {"csrf_token": "stale"}, "This page was open for too long", 400),
        ([("a.jpg", jpeg())], {}, "is kept with the piece of evidence already (file 1)", 422),
    ],
)
def test_a_refused_form_says_why_and_keeps_nothing(
    case, exhibit, seat, works, store, sent: Any, fields: Any, said: str, status: int
) -> None:
    send(seat("anna"), case, exhibit, jpeg())
    anna = Browser(seat("anna"))
    page = anna.get(f"/investigation/cases/{case}", tab="work", lang="en")
    answer = post(anna, case, exhibit, page, *sent, **fields)

    assert answer.status_code == status
    assert said in html.unescape(answer.get_data(as_text=True))
    assert len(files(seat("anna"), case)) == 1
    forgotten(works, store)


ODD = [
    (b'{"file": "x"}', "application/json"),
    (b"file=x", "application/x-www-form-urlencoded"),
    (b"x", "multipart/form-data"),
    (b"--edge\r\nnonsense", EDGE),
    (form_of(("", b"x")), EDGE),
    (form_of(("a.txt", b"words"))[:-12], EDGE),
    (form_of(("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), b"words")), EDGE),
    (form_of(*((f"{n}.txt", b"%d words" % n) for n in range(40))), EDGE),
    (form_of(("x" * 9000, b"many words")), EDGE),
]


@pytest.mark.parametrize("place", ["/investigation", BASE])
def test_odd_bodies_are_answered_and_leave_nothing_behind(
    case, exhibit, seat, works, store, place: str
) -> None:
    anna = seat("anna")
    browser = Browser(anna)
    for data, kind in ODD:
        path = f"{place}/cases/{case}/exhibits/{exhibit}/files"
        answer = (
            anna.client.post(path, data=data, content_type=kind, headers=anna.headers)
            if place == BASE
            else browser._ask("POST", path, data=data, content_type=kind)
        )
        assert 400 <= answer.status_code < 500 or answer.status_code == 201, (data[:60], answer.status_code)
    forgotten(works, store)
    assert {each["name"] for each in files(anna, case)} <= {"x" * rules.NAME_LIMIT, "a.txt"}
