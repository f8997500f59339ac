"""They come, are kept once and sealed, and are read again by whom they are for."""

from hashlib import sha256

import pytest

from services.investigation.domain import evidence as rules
from services.investigation.domain.records import RecordKind
from services.investigation.models import Base
from shared.contracts.terms import Role
from shared.files import clamd
from shared.files.store import StoreAway, StoreFull
from tests.investigation.builders import record_fields
from tests.investigation.evidence.sending import BASE, files, forgotten, rows, send
from tests.investigation.test_api import concluded
from tests.shared.files.samples import jpeg, png


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


def test_a_name_shows_as_what_it_is(case, exhibit, seat) -> None:
    assert send(seat("anna"), case, exhibit, jpeg(), "照片\u202egpj.exe\x07.jpg").status_code == 201

    assert [each["name"] for each in files(seat("anna"), case)] == ["照片_gpj.exe_.jpg"]


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


def test_what_proves_a_correction_is_kept_as_evidence_while_the_unit_corrects(case, seat) -> None:
    """The unit's page asks for the papers by the usual way; once they came, the case took none of them."""
    concluded(case, seat)
    anna = seat("anna")
    said = record_fields(RecordKind.EXHIBIT, item="退款收条")
    kept = anna.change(case, "exhibits", {"fields": said})
    assert kept["state"] == "rectifying"
    assert send(anna, case, kept["records"][-1]["id"], jpeg(), "收条.jpg").status_code == 201
    assert [each["name"] for each in files(anna, case)] == ["收条.jpg"]


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
