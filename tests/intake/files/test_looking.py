"""Staff see copies of what their body has; the accused see nothing; an original opens with a reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.intake.domain.files import MAY_READ, MOVES, Copy, Part, State, Viewer, may_read, retry_after
from services.intake.files.withholding import parted
from services.intake.models import Attachment, OriginalReading
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintReopened,
    FileAdded,
)
from shared.contracts.terms import Role, Service
from shared.files.kinds import Kind
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from tests.intake.conftest import submit
from tests.intake.files.conftest import STAFF, send, unknown
from tests.intake.views.forms import Page
from tests.shared.files.samples import GOOD, SECRET, jpeg, pdf

FILM = GOOD[Kind.MP4]()


@pytest.fixture
def photo(client, door, key, at_desk, work_on) -> str:
    """A picture that triage's desk may look at."""
    found = send(client, door, key, jpeg(), "张三在车间.jpg").get_json()["id"]
    at_desk()
    work_on()
    return str(found)


def listed(client, answer, who: dict[str, str]) -> Any:
    return client.get(STAFF, query_string={"tracking_number": answer["tracking_number"]}, headers=who)


def test_the_desk_sees_what_it_needs_and_not_the_name(client, answer, photo, officer) -> None:
    (file,) = listed(client, answer, officer).get_json()["items"]

    assert file["id"] == photo
    assert (file["group"], file["number"], file["state"], file["copy_state"]) == (
        "image",
        1,
        "clean",
        "ready",
    )
    assert "name" not in file
    assert "张三" not in str(file)


def test_a_copy_and_its_preview_are_shown_without_metadata(client, real_sandbox, photo, officer) -> None:
    copy = client.get(f"{STAFF}/{photo}/copy", headers=officer)
    preview = client.get(f"{STAFF}/{photo}/previews/1", headers=officer)

    for answer in (copy, preview):
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert SECRET.encode() not in answer.data
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{STAFF}/{photo}/previews/2", headers=officer).status_code == 404


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


WHO_SEES = [
    (Role.TRIAGE, "SUP-330106", "desk", True),
    (Role.INVESTIGATOR, "SUP-330106", "desk", False),
    (Role.HEAD, "SUP-330106", "desk", False),
    (Role.TRIAGE, "SUP-330100", "desk", False),
    (Role.TRIAGE, "DEP-330106", "desk", False),
    (Role.HOTLINE, "SUP-330106", "desk", None),
    (Role.AUDITOR, "SUP-330106", "desk", None),
    (Role.ADMIN, "SUP-330106", "desk", None),
    (Role.INVESTIGATOR, "SUP-330100", "accepted", True),
    (Role.HEAD, "SUP-330100", "accepted", True),
    (Role.TRIAGE, "SUP-330106", "accepted", True),
    (Role.INVESTIGATOR, "SUP-330106", "accepted", False),
    (Role.TRIAGE, "SUP-330106", "barred", False),
    (Role.TRIAGE, "SUP-330106", "person", False),
    (Role.TRIAGE, "SUP-330106", "moved", False),
    (Role.TRIAGE, "SUP-330100", "moved", True),
    (Role.TRIAGE, "SUP-330106", "received", False),
]


@pytest.mark.parametrize(("role", "home", "stage", "sees"), WHO_SEES)
def test_who_sees_files_when(
    client, door, key, answer, bearer, at_desk, accepted_by, work_on, role, home, stage, sees
) -> None:
    photo = send(client, door, key, jpeg()).get_json()["id"]
    if stage != "received":
        at_desk(
            barred={"barred": ["SUP-330106"], "person": ["PERSON-330106:坐席"]}.get(stage, ["DEP-330106"])
        )
    if stage == "accepted":
        accepted_by("SUP-330100")
    if stage == "moved":
        at_desk("SUP-330100", version=3)
        at_desk("SUP-330106", version=1)
    work_on()
    who = bearer(role, home)

    answers = [listed(client, answer, who).status_code]
    answers += [
        client.get(f"{STAFF}/{photo}/{part}", headers=who).status_code for part in ("copy", "previews/1")
    ]
    answers.append(client.post(f"{STAFF}/{photo}/readings", json={"reason": "看看"}, headers=who).status_code)

    expected = {True: [200, 200, 200, 201], False: [404] * 4, None: [403] * 4}[sees]
    assert answers == expected


def test_what_is_barred_and_what_is_not_there_are_answered_alike(
    client, door, key, answer, bearer, at_desk, work_on
) -> None:
    photo = send(client, door, key, jpeg()).get_json()["id"]
    at_desk(barred=["SUP-330106"])
    work_on()
    who = bearer(Role.TRIAGE, "SUP-330106")

    for part in ("copy", "original", "previews/1"):
        real = client.get(f"{STAFF}/{photo}/{part}", headers=who)
        fake = client.get(f"{STAFF}/{unknown()}/{part}", headers=who)
        assert (real.status_code, real.get_json()) == (fake.status_code, fake.get_json())


def test_before_it_was_looked_at_nobody_sees_anything_of_it(
    client, door, key, answer, at_desk, officer
) -> None:
    photo = send(client, door, key, jpeg()).get_json()["id"]
    at_desk()

    (file,) = listed(client, answer, officer).get_json()["items"]
    assert (file["state"], file["copy"]) == ("quarantined", None)
    assert client.get(f"{STAFF}/{photo}/copy", headers=officer).status_code == 404
    assert (
        client.post(f"{STAFF}/{photo}/readings", json={"reason": "看看"}, headers=officer).status_code == 404
    )


def test_the_others_are_told_of_a_file_once_it_can_be_looked_at(
    client, door, key, known, said, work_on
) -> None:
    sent = send(client, door, key, pdf()).get_json()
    assert not [event for event in said(Service.TRIAGE) if isinstance(event, FileAdded)]

    work_on()
    work_on()

    for reader in (Service.TRIAGE, Service.INVESTIGATION):
        (event,) = [event for event in said(reader) if isinstance(event, FileAdded)]
        assert str(event.file_id) == sent["id"]
        assert (event.group, event.copy, event.previews, event.sha256) == ("pdf", "ready", 1, sent["sha256"])
        assert event.notes == ["embedded"]


@pytest.fixture
def other(client, said, hear) -> dict[str, Any]:
    """Another complaint of theirs, which that body has as a case."""
    answer = submit(client)
    key = said(Service.TRIAGE)[-1].complaint_id
    known = {"complaint_id": key, "tracking_number": answer["tracking_number"]}
    hear(ComplaintAssessed, **known, version=1, desk="SUP-330106", barred=[])
    hear(
        ComplaintAccepted, **known, version=2, decision="accept", body="SUP-330100", body_name="市执法监督处",
        accepted_at=datetime.now(UTC), investigate_by=date(2027, 1, 22), identity="anonymous", channel="web",
        contactable=False,
    )  # fmt: skip
    return known


def test_who_has_the_case_reads_the_files_of_a_complaint_that_joined_it_as_long_as_it_does(
    client, photo, answer, known, other, hear, bearer
) -> None:
    handler, elsewhere = bearer(Role.INVESTIGATOR, "SUP-330100"), bearer(Role.INVESTIGATOR, "SUP-330110")
    copy = f"{STAFF}/{photo}/copy"
    assert client.get(copy, headers=handler).status_code == 404

    number = other["tracking_number"]
    decided = {"decision": "merge", "decided_at": datetime.now(UTC), "merged_into": number}
    hear(ComplaintDecided, **known, version=3, **decided)

    assert [file["id"] for file in listed(client, other, handler).get_json()["items"]] == [photo]
    assert client.get(copy, headers=handler).status_code == 200
    assert client.get(copy, headers=elsewhere).status_code == 404
    assert listed(client, answer, elsewhere).status_code == 404

    hear(ComplaintReopened, **known, version=4, joined_before=str(other["complaint_id"]))
    assert listed(client, other, handler).get_json()["items"] == []
    assert client.get(copy, headers=handler).status_code == 404


@pytest.mark.parametrize("which", ["joined", "answering"])
def test_who_is_barred_from_either_complaint_reads_no_file_of_the_other(
    client, photo, known, other, hear, bearer, which
) -> None:
    decided = {"decided_at": datetime.now(UTC), "merged_into": other["tracking_number"]}
    hear(ComplaintDecided, **known, version=3, decision="merge", **decided)
    accused = known if which == "joined" else other
    hear(ComplaintAssessed, **accused, version=4, desk="SUP-330106", barred=["SUP-330100"])

    answer = client.get(f"{STAFF}/{photo}/copy", headers=bearer(Role.HEAD, "SUP-330100"))

    assert answer.status_code == 404


# --- the tables -------------------------------------------------------------------------------


def test_the_life_of_a_file_is_whole() -> None:
    assert set(MOVES) == set(State)
    assert {after for afters in MOVES.values() for after in afters} == set(State) - {State.UPLOADING}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("part", Part)
def test_only_what_is_clean_is_read_and_originals_with_a_reason(state: State, part: Part) -> None:
    readers = {viewer for viewer in Viewer if may_read(state, part, viewer)}

    if state is not State.CLEAN:
        assert readers == set()
    else:
        assert readers == ({Viewer.REASONED} if part is Part.ORIGINAL else set(Viewer))
    assert {key[0] for key in MAY_READ} == {State.CLEAN}


def test_a_copy_is_tried_a_few_times_and_then_no_more() -> None:
    assert [retry_after(attempts) for attempts in range(1, 6)] == [1, 10, 60, None, None]
    assert set(Copy) == {"waiting", "ready", "failed", "impossible"}


def test_a_file_is_withheld_from_the_redacted_version_with_a_reason_and_may_be_given_again(
    client, photo, officer, answer, works, browser
) -> None:
    place = f"{STAFF}/{photo}/withholdings"

    def enclosed() -> tuple[list[str], int]:
        with works.reading() as session:
            return parted(session, session.query(Attachment).one().complaint_id)

    assert enclosed() == (["图片 1"], 0)
    assert client.post(place, json={"withheld": True, "reason": ""}, headers=officer).status_code == 422
    word, key = {"withheld": True, "reason": "可见工牌"}, {"Idempotency-Key": "once"}
    sent = [client.post(place, json=word, headers=officer | key) for _ in range(2)]
    assert (sent[0].status_code, sent[0].get_json()) == (201, sent[1].get_json())
    (file,) = listed(client, answer, officer).get_json()["items"]
    assert (file["withheld"]["reason"], enclosed()) == ("可见工牌", ([], 1))

    desk = browser(officer)
    page = Page(desk.get(f"/files/{answer['tracking_number']}"))
    assert "可见工牌" in page.text
    door = f"/files/{answer['tracking_number']}/{photo}/withholding"
    wrong = Page(desk.post(door, data=page.fields | {"why": "", "do": "release"}))
    assert (wrong.status, "#why" in wrong.links) == (422, True)
    assert desk.post(door, data=page.fields | {"why": "已作遮挡", "do": "release"}).status_code == 303
    assert enclosed() == (["图片 1"], 0)


def test_nobody_elses_file_is_withheld(client, photo, bearer) -> None:
    for who in (bearer(Role.TRIAGE, "SUP-330110"), bearer(Role.HEAD, "SUP-330106")):
        refused = client.post(
            f"{STAFF}/{photo}/withholdings", json={"withheld": True, "reason": "理由"}, headers=who
        )
        assert refused.status_code == 404
