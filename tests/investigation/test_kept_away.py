"""Whoever works on a case and must not learn of it any more is on its team no more: it does not lie with them unseen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.event import listen

from services.investigation.handlers import HANDLERS
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintJoined,
    Event,
    StaffChanged,
    WordsPassed,
)
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, accepted, fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_heads import away
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser

Hear = Callable[[Event], None]


@pytest.fixture(scope="module")
def complaint() -> ComplaintAccepted:
    return accepted()


@pytest.fixture
def case(begun: Any, opened: Any, complaint: ComplaintAccepted, seat: Any) -> str:
    """Anna has begun; others are there."""

    def lead() -> str:
        for name in ("zoe", "ben"):
            seat(name)
        seat("head", Role.HEAD)
        made = str(opened(complaint))
        seat("anna").post(f"/cases/{made}/claim")
        seat("anna").change(made, "notes", {"fields": {"text": "已调卷"}})
        return made

    return str(begun("kept away: anna has begun", lead))


def bar(hear: Hear, complaint: ComplaintAccepted, *who: Any) -> None:
    about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
    codes = [f"STAFF-{each.token.staff_id}" for each in who]
    hear(ComplaintAssessed(id=uuid4(), at=NOW, version=9, barred=codes, **about))


def test_what_who_is_barred_later_had_is_in_the_queue_again(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    bar(hear, complaint, seat("anna"))
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert (seen["state"], seen["team"]) == ("queued", [])
    assert seen["may"]["claim"]["open"] is True
    assert "kept_away" in [each["kind"] for each in seen["timeline"]]
    assert seat("anna").get(f"/cases/{case}").status_code == 404


def test_so_is_what_they_had_when_a_complaint_that_accuses_them_joins_it(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
    barred = ["PERSON-330106:anna"]
    hear(ComplaintJoined(id=uuid4(), at=NOW, version=9, joined_id=uuid4(), barred=barred, held=True, **about))
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert seat("anna").get(f"/cases/{case}").status_code == 404
    assert (seen["state"], seen["team"]) == ("queued", [])


def test_so_is_what_they_had_when_an_older_word_that_bars_them_comes_late(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    late = replace(complaint, id=uuid4(), version=complaint.version - 1, barred=["PERSON-330106:anna"])
    hear(late)
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert seat("anna").get(f"/cases/{case}").status_code == 404
    assert (seen["state"], seen["team"]) == ("queued", [])


def test_so_is_what_they_had_when_words_that_accuse_them_are_passed_on(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
    barred = ["PERSON-330106:anna"]
    hear(WordsPassed(id=uuid4(), at=NOW, version=9, said_id=uuid4(), kept_from=[], barred=barred, **about))
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert seat("anna").get(f"/cases/{case}").status_code == 404
    assert (seen["state"], seen["team"]) == ("queued", [])


def test_so_is_what_they_had_when_it_is_bound_with_what_accuses_them(
    case: str, complaint: ComplaintAccepted, opened: Any, seat: Any
) -> None:
    """The special, and what it bound before: each stayed with whoever did not see it any more."""
    head, ben = seat("head", Role.HEAD), seat("ben")
    special = opened_by(head, origin="special", numbers=[complaint.tracking_number])["id"]
    ben.post(f"/cases/{special}/claim")
    accuses = accepted(barred=["PERSON-330106:anna", "PERSON-330106:ben"])
    opened(accuses)
    head.change(special, "bound-cases", {"numbers": [accuses.tracking_number]})

    for lost, who in ((case, "anna"), (special, "ben")):
        seen = seat("zoe").get(f"/cases/{lost}").get_json()
        assert seat(who).get(f"/cases/{lost}").status_code == 404
        assert (seen["state"], seen["team"], seen["may"]["claim"]["open"]) == ("queued", [], True)


def test_the_second_investigator_takes_the_lead(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    seat("head", Role.HEAD).change(case, "assignment", {"username": "zoe"})
    bar(hear, complaint, seat("anna"))
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert seen["state"] == "investigating"
    assert [(each["name"], each["part"]) for each in seen["team"]] == [("zoe", "lead")]


@pytest.mark.parametrize("bars", [["DEP-330110"], ["PERSON-330106:nobody"]])
def test_what_is_asked_does_not_grow_with_those_who_bar(
    opened: Any, seat: Any, works: Works, bars: Any
) -> None:
    seat("anna")

    def asked(count: int) -> int:
        complaints = [accepted() for _ in range(count)]
        for each in complaints:
            opened(each)
        events = [
            kind(
                id=uuid4(),
                at=NOW,
                complaint_id=each.complaint_id,
                tracking_number=each.tracking_number,
                **said,
            )
            for each in complaints
            for kind, said in (
                (ComplaintAssessed, {"version": 9, "barred": bars}),
                (WordsPassed, {"version": 10, "barred": bars, "said_id": uuid4(), "kept_from": []}),
            )
        ]
        said: list[str] = []
        with works.begin(SYSTEM) as work:
            work.foresee(events, {}, {})
            listen(work.session.connection(), "before_cursor_execute", lambda *given: said.append(given[2]))
            for each in events:
                HANDLERS[type(each)](work, each)
            return len(said)

    assert asked(2) == asked(12)


def test_who_came_in_the_same_batch_is_known(
    case: str, complaint: ComplaintAccepted, seat: Any, works: Works
) -> None:
    anna = seat("anna")
    about: dict[str, Any] = {
        "complaint_id": complaint.complaint_id,
        "tracking_number": complaint.tracking_number,
    }
    events = [
        ComplaintAssessed(id=uuid4(), at=NOW, version=9, barred=["PERSON-330106:安娜"], **about),
        changed(anna, display_name="安娜"),
        WordsPassed(
            id=uuid4(),
            at=NOW,
            version=10,
            barred=["PERSON-330106:安娜"],
            said_id=uuid4(),
            kept_from=[],
            **about,
        ),
    ]
    with works.begin(SYSTEM) as work:
        work.foresee(events, {}, {})
        for each in events:
            HANDLERS[type(each)](work, each)

    assert seat("zoe").get(f"/cases/{case}").get_json()["team"] == []


def test_who_is_not_on_the_team_changes_nothing(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    before = seat("anna").get(f"/cases/{case}").get_json()
    bar(hear, complaint, seat("zoe"))

    assert seat("anna").get(f"/cases/{case}").get_json()["team"] == before["team"]


def test_a_proposal_of_theirs_is_still_decided(
    case: str, complaint: ComplaintAccepted, seat: Any, hear: Hear
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    bar(hear, complaint, anna)
    seen = head.get(f"/cases/{case}").get_json()

    assert seen["team"] == []
    assert any(seen["may"][each]["open"] for each in ("approve", "return", "claim", "assign", "hand_over"))


@pytest.mark.parametrize(
    "now",
    [{"active": False}, {"home": "SUP-330110"}, {"roles": ["statistician"]}],
    ids=["closed", "elsewhere", "no investigator"],
)
@pytest.mark.parametrize("proposed", [False, True])
def test_the_cases_of_who_leaves_the_body_are_there_for_others(
    case: str, seat: Any, hear: Hear, now: dict[str, Any], proposed: bool
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    if proposed:
        anna.change(case, "findings", FINDING)
        anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    hear(changed(anna, **now))
    if proposed:
        head.change(case, "approval", {"decision": "return", "reason": "请补充"})
    seen = seat("zoe").get(f"/cases/{case}").get_json()

    assert (seen["state"], seen["team"], seen["may"]["claim"]["open"]) == ("queued", [], True)
    assert "left_the_body" in [each["kind"] for each in seen["timeline"]]


@pytest.mark.parametrize("others", [["bert"], []], ids=["a second", "alone"])
def test_who_becomes_a_head_and_investigates_no_more_leaves_their_cases(
    opened: Any, seat: Any, hear: Hear, others: list[str]
) -> None:
    case, anna, head = str(opened()), seat("anna"), seat("head", Role.HEAD)
    seat("bert"), seat("carl")
    anna.post(f"/cases/{case}/claim")
    for each in others:
        anna.change(case, "assignment", {"username": each, "part": "second"})
    hear(changed(anna, roles=["head"]))
    seen = head.get(f"/cases/{case}").get_json()

    assert [(each["name"], each["part"]) for each in seen["team"]] == [(each, "lead") for each in others]
    assert seen["state"] == ("investigating" if others else "queued")
    assert "investigates_no_more" in [each["kind"] for each in seen["timeline"]]
    assert "不再" in Browser(head).get(f"/investigation/cases/{case}", lang="zh")


def test_another_name_or_certificate_changes_nothing(case: str, seat: Any, hear: Hear) -> None:
    hear(changed(seat("anna"), display_name="安娜"))

    assert len(seat("zoe").get(f"/cases/{case}").get_json()["team"]) == 1


@pytest.mark.parametrize(
    "now",
    [{"active": False}, {"home": "SUP-330110", "roles": ["head"]}, {"roles": ["investigator"]}],
    ids=["closed", "elsewhere", "no head"],
)
def test_nobody_stands_in_for_who_is_no_head_any_more(
    case: str, seat: Any, hear: Hear, said: Any, now: dict[str, Any]
) -> None:
    anna, head, dora = seat("anna"), seat("head", Role.HEAD), seat("dora")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    away(Browser(head), "dora")
    assert dora.get(f"/cases/{case}").get_json()["may"]["approve"]["open"]
    hear(changed(head, **now))

    assert dora.get(f"/cases/{case}").get_json()["may"]["approve"]["code"] == "role"
    assert [each.ended for each in said() if each.name == "staff.absence_entered"] == [False, True]


def changed(who: Any, **now: Any) -> StaffChanged:
    said = {
        "username": who.token.username, "display_name": who.token.display_name, "home": who.token.home,
        "roles": ["investigator"], "tokens_valid_from": datetime(2020, 1, 1, tzinfo=UTC),
        "certificate_valid_to": date(2028, 1, 1),
    }  # fmt: skip
    return StaffChanged(id=uuid4(), at=NOW, staff_id=who.token.staff_id, version=9, **said | now)
