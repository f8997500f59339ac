"""Sending files with a receipt code: at once or in pieces, gone on with after any trouble, refused with reasons."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from services.intake.domain import files as rules
from shared.files.sealed import PIECE
from shared.files.store import LocalStore, StoreAway, StoreFull
from tests.intake.conftest import DOOR
from tests.intake.files.conftest import announce, piece, send, unknown
from tests.shared.files.samples import BAD, box, jpeg, pdf

FILM = box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov") + box(b"mdat", bytes(range(256)) * 5200)
"""Three pieces, the last a short one."""


def pieces_in(store: LocalStore) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def test_a_file_is_taken_for_what_it_is_and_its_hash_shown(client, door, key) -> None:
    response = send(client, door, key, jpeg(), "report.pdf")

    assert response.status_code == 201
    shown = response.get_json()
    assert (shown["kind"], shown["state"], shown["number"]) == ("jpeg", "quarantined", 1)
    assert shown["sha256"] == hashlib.sha256(jpeg()).hexdigest()
    assert shown["name"] == "report.pdf"
    listed = client.get(door, headers=key).get_json()["items"]
    assert [each["id"] for each in listed] == [shown["id"]]
    assert client.get(response.headers["Location"], headers=key).get_json()["sha256"] == shown["sha256"]


def test_what_lies_in_store_and_database_cannot_be_read(client, door, key, store, tmp_path) -> None:
    send(client, door, key, jpeg(), "王某的照片.jpg")

    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert jpeg()[:64] not in content
            assert "王某".encode() not in content


def test_a_file_comes_in_pieces_and_is_whole(client, door, key) -> None:
    place = announce(client, door, key, len(FILM), sha256=hashlib.sha256(FILM).hexdigest())
    at = 0
    while at < len(FILM):
        response = piece(client, place, key, at, FILM[at : at + PIECE])
        assert response.status_code == 200, response.text
        at = int(response.headers["Upload-Offset"])

    assert response.get_json()["state"] == "quarantined"
    assert response.get_json()["sha256"] == hashlib.sha256(FILM).hexdigest()
    assert response.headers["Upload-Length"] == str(len(FILM))


def test_after_any_trouble_one_asks_where_to_go_on(client, door, key) -> None:
    place = announce(client, door, key, len(FILM))
    piece(client, place, key, 0, FILM[:PIECE])

    asked = client.head(place, headers=key)
    again = piece(client, place, key, 0, FILM[:PIECE])
    ahead = piece(client, place, key, 2 * PIECE, FILM[2 * PIECE :])

    assert (asked.status_code, asked.headers["Upload-Offset"]) == (200, str(PIECE))
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, str(PIECE))
    assert ahead.status_code == 409
    assert ahead.get_json()["type"] == "urn:jiandu:problem:other_offset"
    assert piece(client, place, key, PIECE, FILM[PIECE:]).get_json()["state"] == "quarantined"


def test_of_a_piece_as_much_is_kept_as_is_whole(client, door, key) -> None:
    place = announce(client, door, key, len(FILM))

    response = piece(client, place, key, 0, FILM[: PIECE + 7])

    assert response.headers["Upload-Offset"] == str(PIECE)
    assert piece(client, place, key, PIECE, b"short").status_code == 422


def test_a_last_answer_that_was_lost_can_be_had_again(client, door, key, works, store, monkeypatch) -> None:
    place = announce(client, door, key, len(jpeg()))
    from services.intake.files import taking

    with monkeypatch.context() as broken:
        broken.setattr(taking, "inspect", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            piece(client, place, key, 0, jpeg())

    assert client.head(place, headers=key).headers["Upload-Offset"] == str(len(jpeg()))
    assert piece(client, place, key, len(jpeg()), b"").get_json()["state"] == "quarantined"


def test_what_is_not_as_announced_is_refused_and_forgotten(client, door, key, store, work_on) -> None:
    place = announce(client, door, key, len(jpeg()), sha256="0" * 64)

    response = piece(client, place, key, 0, jpeg())

    assert response.status_code == 422
    assert response.get_json()["type"] == "urn:jiandu:problem:file_different"
    assert client.get(place, headers=key).status_code == 404
    assert pieces_in(store)
    work_on()
    assert pieces_in(store) == []


def test_more_than_was_announced_is_refused(client, door, key) -> None:
    place = announce(client, door, key, 10)

    assert piece(client, place, key, 0, jpeg()).get_json()["type"] == "urn:jiandu:problem:file_different"


@pytest.mark.parametrize("name", BAD)
def test_what_is_unfit_is_refused_with_its_reason_and_leaves_nothing(
    name, client, door, key, store, work_on
) -> None:
    data, reason = BAD[name]
    if len(data) > 60_000:
        data = data[:60_000] if reason != "bomb" else data

    response = send(client, door, key, data, "证据.jpg")

    assert response.status_code == 422, response.text
    assert response.get_json()["errors"][0]["code"] == reason
    assert client.get(door, headers=key).get_json()["items"] == []
    work_on()
    assert pieces_in(store) == []


def test_an_archive_is_refused_at_its_first_piece(client, door, key) -> None:
    place = announce(client, door, key, 10 * PIECE)

    response = piece(client, place, key, 0, b"Rar!\x1a\x07".ljust(PIECE, b"x"))

    assert response.get_json()["errors"][0]["code"] == "archive"
    assert "archive" in response.get_json()["detail"] or "压缩" in response.get_json()["detail"]


def test_a_file_too_large_is_refused_however_it_comes(client, door, key, monkeypatch) -> None:
    assert client.post(door, json={"name": "a", "size": rules.MOST_BYTES + 1}, headers=key).status_code == 413
    huge = client.post(door, headers=key, content_type="multipart/form-data; boundary=x",
                       data=b"--x", environ_overrides={"CONTENT_LENGTH": str(60 << 20)})  # fmt: skip
    assert huge.status_code == 413
    monkeypatch.setattr(rules, "MOST_BYTES", 1000)
    slightly = send(client, door, key, jpeg() + bytes(1000))
    assert slightly.status_code == 413
    assert slightly.get_json()["type"] == "urn:jiandu:problem:file_too_large"


def test_no_more_files_than_there_is_room_for(client, door, key, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 2)
    assert send(client, door, key, jpeg()).status_code == 201
    announce(client, door, key, 500)

    many = send(client, door, key, jpeg())

    assert (many.status_code, many.get_json()["type"]) == (409, "urn:jiandu:problem:file_too_many")


def test_as_many_files_may_come_as_large_as_each_may_be(client, door, key) -> None:
    said = [{"name": f"{number}.mp4", "size": rules.MOST_BYTES} for number in range(rules.MOST_FILES + 1)]
    answers = [client.post(door, json=each, headers=key).status_code for each in said]

    assert answers == [201] * rules.MOST_FILES + [409]


def test_sent_again_with_its_key_a_file_is_one_file(client, door, key) -> None:
    first = send(client, door, key, jpeg(), **{"Idempotency-Key": "one"})
    again = send(client, door, key, jpeg(), **{"Idempotency-Key": "one"})
    other = send(client, door, key, pdf(), **{"Idempotency-Key": "one"})

    assert again.get_json() == first.get_json()
    assert again.headers["Location"] == first.headers["Location"]
    assert other.status_code == 422
    assert len(client.get(door, headers=key).get_json()["items"]) == 1


def test_announced_twice_with_its_key_a_file_is_one_file(client, door, key) -> None:
    said, headers = {"name": "a.mp4", "size": 5}, key | {"Idempotency-Key": "two"}
    sent = [client.post(door, json=said, headers=headers) for _ in range(2)]

    assert sent[0].get_json() == sent[1].get_json()


def test_an_unfinished_upload_can_be_left_and_a_finished_file_cannot(client, door, key) -> None:
    place = announce(client, door, key, 5000)
    finished = send(client, door, key, jpeg()).headers["Location"]

    assert client.delete(place, headers=key).status_code == 204
    assert client.delete(place, headers=key).status_code == 404
    assert client.delete(finished, headers=key).status_code == 404
    assert len(client.get(door, headers=key).get_json()["items"]) == 1


def test_an_upload_that_rests_too_long_is_forgotten(client, door, key, time, work_on, store) -> None:
    place = announce(client, door, key, len(FILM))
    piece(client, place, key, 0, FILM[:PIECE])
    time.now += timedelta(hours=rules.UNFINISHED_HOURS - 1)
    assert work_on() == 0

    time.now += timedelta(hours=2)

    assert work_on() == 1
    assert client.get(place, headers=key).status_code == 404
    assert pieces_in(store) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_code_there_is_nothing(client, door, method) -> None:
    assert getattr(client, method)(door).status_code == 401
    wrong = {"Authorization": "Receipt 0000-0000"}
    assert getattr(client, method)(door, headers=wrong).status_code == 404


def test_nobody_reaches_a_file_by_another_complaint(client, door, key) -> None:
    from tests.intake.conftest import receipt, submit

    mine = send(client, door, key, jpeg()).headers["Location"].rsplit("/", 1)[1]
    other = submit(client, statement="另一件事，另一个人。")

    place = f"{DOOR}/{other['tracking_number']}/attachments/{mine}"
    assert client.get(place, headers=receipt(other)).status_code == 404
    assert piece(client, place, receipt(other), 0, b"x").status_code == 404


def test_a_withdrawn_complaint_takes_no_more_files(client, door, key, hear, known, time) -> None:
    from shared.contracts.events import ComplaintDecided

    hear(ComplaintDecided, **known, version=2, decision="decline", decided_at=time.now)

    for response in (
        send(client, door, key, jpeg()),
        client.post(door, json={"name": "a", "size": 3}, headers=key),
    ):
        assert response.status_code == 409
        assert response.get_json()["type"] == "urn:jiandu:problem:not_open_elsewhere"


@pytest.mark.parametrize("failure", [StoreFull(28, "file store"), StoreAway(5, "file store")])
def test_a_store_without_room_or_life_is_said_clearly(client, door, key, store, monkeypatch, failure) -> None:
    monkeypatch.setattr(LocalStore, "check", lambda self: (_ for _ in ()).throw(failure))
    status = 507 if isinstance(failure, StoreFull) else 503

    assert send(client, door, key, jpeg()).status_code == status
    assert client.post(door, json={"name": "a", "size": 3}, headers=key).status_code == status


@pytest.mark.parametrize("said", [b"", b"--x", b"--x\r\n\r\n", b"--x--\r\n", b"\xff" * 300])
def test_a_form_that_is_none_is_refused_calmly(client, door, key, said: bytes) -> None:
    response = client.post(door, data=said, headers=key, content_type="multipart/form-data; boundary=x")

    assert 400 <= response.status_code < 500


def test_two_files_in_one_request_are_refused(client, door, key) -> None:
    form: dict[str, Any] = {"a": (BytesIO(jpeg()), "a.jpg"), "b": (BytesIO(jpeg()), "b.jpg")}

    response = client.post(door, data=form, headers=key, content_type="multipart/form-data")

    assert response.get_json()["errors"][0]["code"] == "one_file"
    assert client.get(door, headers=key).get_json()["items"] == []


@pytest.mark.parametrize("offset", ["", "-1", "x", "１", "9" * 20])
def test_an_offset_that_is_none_is_told(client, door, key, offset: str) -> None:
    place = announce(client, door, key, 500)

    response = client.patch(
        place, data=b"x", headers=key | {"Upload-Offset": offset.encode().decode("latin-1")},
        content_type="application/offset+octet-stream",
    )  # fmt: skip

    assert response.status_code == 422
    assert response.get_json()["errors"][0]["pointer"] == "/Upload-Offset"


def test_a_piece_for_nothing_finds_nothing(client, door, key) -> None:
    assert piece(client, f"{door}/{unknown()}", key, 0, b"x").status_code == 404
    assert client.patch(f"{door}/{unknown()}", json={}, headers=key).status_code == 415
