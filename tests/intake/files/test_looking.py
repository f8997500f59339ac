"""Staff see copies of what their body has; the accused see nothing; an original opens with a reason."""

from uuid import uuid4

import pytest

from services.intake.files.withholding import parted
from services.intake.models import Attachment
from shared.contracts.events import CaseKeptFrom, FileAdded
from shared.contracts.terms import Role, Service
from tests.intake.files.conftest import STAFF, listed, send, unknown
from tests.intake.views.forms import Page
from tests.shared.files.samples import SECRET, jpeg, pdf


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


def test_who_withdrew_from_the_case_sees_no_files(
    client, door, key, answer, bearer, at_desk, accepted_by, work_on, hear, known
) -> None:
    send(client, door, key, jpeg())
    at_desk()
    accepted_by("SUP-330106")
    work_on()
    staff, other = uuid4(), uuid4()
    for who in (staff, other):
        assert listed(client, answer, bearer(Role.INVESTIGATOR, "SUP-330106", who)).status_code == 200
    hear(CaseKeptFrom, **known, case_id=uuid4(), version=9, barred=[f"STAFF-{staff}"])

    assert listed(client, answer, bearer(Role.INVESTIGATOR, "SUP-330106", staff)).status_code == 404
    assert listed(client, answer, bearer(Role.INVESTIGATOR, "SUP-330106", other)).status_code == 200


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
