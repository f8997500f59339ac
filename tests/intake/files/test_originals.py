"""An original opens with a reason, for a while, and in parts."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.intake.models import Attachment, OriginalReading
from shared.files.kinds import Kind
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from tests.intake.files.conftest import STAFF, send
from tests.shared.files.samples import GOOD, jpeg

FILM = GOOD[Kind.MP4]()


def test_the_original_opens_with_a_reason_for_a_while_and_this_is_kept(
    client, photo, officer, works, time, answer
) -> None:
    place = f"{STAFF}/{photo}/original"
    assert client.get(place, headers=officer).get_json()["type"] == "urn:jiandu:problem:reason_first"

    given = client.post(f"{STAFF}/{photo}/readings", json={"reason": "核对拍摄时间"}, headers=officer)
    opened = client.get(place, headers=officer)

    assert given.status_code == 201
    assert opened.data == jpeg()
    assert "attachment" in opened.headers["Content-Disposition"]
    with works.reading() as session:
        (reading,) = session.query(OriginalReading)
        assert reading.reason == "核对拍摄时间"
        audit = Attachment.metadata.tables["audit"]
        actions = [row.action for row in session.execute(audit.select())]
    assert {"files.listed", "file.original_asked_for", "file.original_read"} - set(actions) == {
        "files.listed"
    }
    time.now += timedelta(minutes=16)
    fresh = {"Authorization": f"Bearer {_token(officer, time)}"}
    assert client.get(place, headers=fresh).status_code == 409


def _token(headers: dict[str, str], time: Any) -> str:
    """The same account, signed in anew."""
    held = tokens.read(
        headers["Authorization"].split()[1], tokens.verifying_keys(None), time.now - timedelta(minutes=10)
    )
    again = StaffToken(held.staff_id, held.username, held.display_name, held.home, held.roles, uuid4(), time.now,
                       time.now + timedelta(hours=1))  # fmt: skip
    return tokens.issue(again, tokens.signing_key())


@pytest.mark.parametrize(
    ("asked", "status", "answered"),
    [
        ("bytes=0-3", 206, FILM[:4]),
        ("bytes=-4", 206, FILM[-4:]),
        ("bytes=-9999999", 200, FILM),
        ("bytes=10-", 206, FILM[10:]),
        ("bytes=5-100000", 206, FILM[5:]),
        ("bytes=99999-", 416, None),
        ("lines=1-2", 200, FILM),
        ("bytes=0-1,4-5", 200, FILM),
        ("bytes=x", 200, FILM),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    client, door, key, at_desk, work_on, officer, asked, status, answered
) -> None:
    film = send(client, door, key, FILM).get_json()["id"]
    at_desk()
    work_on()
    whole = client.get(f"{STAFF}/{film}/copy", headers=officer).data

    response = client.get(f"{STAFF}/{film}/copy", headers=officer | {"Range": asked})

    assert response.status_code == status
    if answered is not None:
        start = FILM.index(answered) if status == 206 else 0
        assert response.data == whole[start : start + len(answered)]
        assert response.headers["Content-Length"] == str(len(answered))
        assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=1-", "bytes=1-1,0-", "lines=1-2"])
def test_whoever_says_that_they_read_on_is_written_down_unless_they_do(
    client, photo, officer, works, time, asked: str
) -> None:
    def read(who: dict[str, str], begin: str) -> int:
        client.get(f"{STAFF}/{photo}/copy", headers=who | {"Range": begin})
        with works.reading() as session:
            rows = session.execute(Attachment.metadata.tables["audit"].select())
            return [row.action for row in rows].count("file.copy_read")

    assert read(officer, asked) == 1
    assert read(officer, "bytes=7-") == 1, "goes on with it"
    time.now += timedelta(minutes=16)
    assert read({"Authorization": f"Bearer {_token(officer, time)}"}, "bytes=7-") == 2


def test_a_range_of_many_pieces_is_right_at_every_seam(
    client, door, key, at_desk, work_on, officer, store
) -> None:
    from shared.files.sealed import PIECE
    from tests.shared.files.samples import box

    film = box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov") + box(b"mdat", bytes(range(251)) * 5000)
    found = send(client, door, key, film).get_json()["id"]
    at_desk()
    work_on()
    for start, stop in (
        (PIECE - 1, PIECE),
        (PIECE, PIECE + 1),
        (0, len(film) - 1),
        (PIECE - 5, 2 * PIECE + 5),
    ):
        response = client.get(f"{STAFF}/{found}/copy", headers=officer | {"Range": f"bytes={start}-{stop}"})

        assert response.data == film[start : stop + 1]


def test_if_what_was_begun_has_changed_all_of_it_is_sent(client, photo, officer) -> None:
    etag = client.get(f"{STAFF}/{photo}/copy", headers=officer).headers["ETag"]
    same = {"Range": "bytes=0-3", "If-Range": etag}
    other = {"Range": "bytes=0-3", "If-Range": '"other"'}

    assert client.get(f"{STAFF}/{photo}/copy", headers=officer | same).status_code == 206
    assert client.get(f"{STAFF}/{photo}/copy", headers=officer | other).status_code == 200


def test_a_reason_sent_twice_with_its_key_is_one_reason(client, photo, officer, works) -> None:
    headers = officer | {"Idempotency-Key": "once"}
    given = [
        client.post(f"{STAFF}/{photo}/readings", json={"reason": "核对"}, headers=headers) for _ in range(2)
    ]

    assert given[0].get_json() == given[1].get_json()
    with works.reading() as session:
        assert session.query(OriginalReading).count() == 1
