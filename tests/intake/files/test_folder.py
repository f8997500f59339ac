"""The copies of a complaint's files as one folder that can be checked without us, with what stays and why."""

import io
import json
import wave
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import event, select

from services.intake.files import folder
from services.intake.files.folder import Folder
from services.intake.models import Attachment, Base
from shared.contracts.terms import Role
from shared.files.sealed import PIECE
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM
from tests.intake.files.conftest import STAFF, send
from tests.shared.files.samples import SECRET, jpeg


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


def fetched(client, answer, who) -> dict[str, bytes]:
    found = client.get(
        f"{STAFF}/copies", query_string={"tracking_number": answer["tracking_number"]}, headers=who
    )
    assert (found.status_code, found.mimetype) == (200, "application/zip")
    return unpacked(found.data)


def told(inside: dict[str, bytes]) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = json.loads(inside["copies/list.json"])["files"]
    return files


def test_copies_go_along_with_hashes_that_fit(client, answer, photo, officer, works) -> None:
    inside = fetched(client, answer, officer)

    (one,) = told(inside)
    with works.reading() as session:
        original = session.query(Attachment).one().sha256
    assert (one["file"], one["original"]["sha256"], one["left_out"]) == ("copies/001.jpg", original, None)
    assert one["sha256"] == sha256(inside["copies/001.jpg"]).hexdigest() != original
    assert SECRET.encode() not in inside["copies/001.jpg"]
    lines = inside["copies/SHA256SUMS"].decode().splitlines()
    assert dict(reversed(line.split("  ")) for line in lines) == {
        name: sha256(data).hexdigest() for name, data in inside.items() if name != "copies/SHA256SUMS"
    }
    assert "张三" not in str(inside)
    with works.reading() as session:
        kept = [row.action for row in session.execute(select(Base.metadata.tables["audit"]))]
    assert {"files.listed", "file.copy_read", "files.packed"} <= set(kept)
    assert fetched(client, answer, officer) == inside, "it may be fetched again"


def test_what_stays_is_listed_with_its_reason(client, answer, door, key, photo, officer, work_on) -> None:
    word = {"withheld": True, "reason": "可见工牌"}
    assert client.post(f"{STAFF}/{photo}/withholdings", json=word, headers=officer).status_code == 201
    send(client, door, key, b"From: a@b.c\r\nSubject: x\r\n\r\nhello", "信.eml")
    send(client, door, key, jpeg())
    inside = fetched(client, answer, officer)

    stays = [(each["number"], each["file"], each["left_out"]) for each in told(inside)]
    assert stays[0] == (1, None, "withheld")
    assert stays[-1][1:] == (None, "waits")
    assert "可见工牌" in told(inside)[0]["note"]
    assert set(inside) == {"copies/list.json", "copies/README.txt", "copies/SHA256SUMS"}
    work_on()
    assert told(fetched(client, answer, officer))[-1]["left_out"] is None


def test_a_copy_that_cannot_be_read_is_told_and_holds_nothing_up(
    client, answer, photo, officer, store, works
) -> None:
    with works.reading() as session:
        key = session.query(Attachment).one().id
    store.delete(str(key))

    assert told(fetched(client, answer, officer))[0]["left_out"] == "unreadable"


def test_a_copy_that_cannot_be_read_to_its_end_holds_the_others_up_as_little(
    client, answer, door, key, photo, officer, store, works, work_on
) -> None:
    """Nor is half of it given."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(PIECE))
    send(client, door, key, sound.getvalue(), "录音.wav")
    work_on()
    with works.reading() as session:
        long = session.query(Attachment).filter(Attachment.copy_size > PIECE).one().id
    store._path(f"{long}/copy.00001").unlink()
    inside = fetched(client, answer, officer)

    assert [each["left_out"] for each in told(inside)] == [None, "unreadable"]
    assert [name for name in inside if name.endswith((".wav", ".jpg"))] == ["copies/001.jpg"]
    assert "copies/002" not in inside["copies/SHA256SUMS"].decode()


def test_the_day_is_that_of_china(client, answer, photo, bearer, time) -> None:
    time.now = time.now.replace(hour=20)
    inside = fetched(client, answer, bearer(Role.TRIAGE, "SUP-330106"))

    assert "2026-11-24" in inside["copies/README.txt"].decode()


def test_more_files_ask_no_more_of_the_database(
    client, answer, door, key, photo, officer, works, work_on
) -> None:
    asked: list[str] = []
    event.listen(works.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def selects() -> int:
        asked.clear()
        fetched(client, answer, officer)
        return sum(each.lstrip().startswith("SELECT") for each in asked)

    few = selects()
    for _ in range(4):
        send(client, door, key, jpeg())
    work_on()
    assert selects() == few


def test_no_copy_stays_in_memory_before_it_is_sent_or_afterwards(
    client, answer, door, key, photo, works, store, work_on, time
) -> None:
    send(client, door, key, jpeg())
    work_on()
    seat = StaffToken(
        uuid4(), "t", "研判员", "SUP-330106", frozenset([Role.TRIAGE]), uuid4(), time.now, time.now
    )
    with works.begin(SYSTEM) as work:
        made = folder.of(work, store, seat, answer["tracking_number"])

    def held() -> list[bytes]:
        return [each.reader._kept[1] for each in made.files]

    assert held() == [b"", b""]
    assert len(unpacked(b"".join(made.sent()))) == 5
    assert held() == [b"", b""]


def test_nobody_else_gets_them(client, answer, photo, bearer) -> None:
    asked = {"tracking_number": answer["tracking_number"]}
    for who, status in (
        (bearer(Role.TRIAGE, "SUP-330110"), 404),
        (bearer(Role.INVESTIGATOR, "SUP-330106"), 404),
        (bearer(Role.AUDITOR, "SUP-330106"), 403),
        ({}, 401),
    ):
        assert client.get(f"{STAFF}/copies", query_string=asked, headers=who).status_code == status


def test_the_page_leads_to_them(client, answer, photo, officer, browser) -> None:
    number = answer["tracking_number"]
    desk = browser(officer)
    assert f"/files/{number}/copies.zip" in desk.get(f"/files/{number}").text
    found = desk.get(f"/files/{number}/copies.zip")
    assert f"copies-{number}.zip" in found.headers["Content-Disposition"]
    assert "copies/001.jpg" in unpacked(found.data)
    assert folder.LIST in unpacked(found.data)


def test_the_day_of_the_folder_is_that_of_its_house() -> None:
    night = Folder("7K3M-9QXT-AB2C", datetime(2026, 11, 27, 20, 35, tzinfo=UTC), [])

    assert "2026-11-28" in unpacked(b"".join(night.sent()))["copies/README.txt"].decode()
