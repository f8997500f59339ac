"""What triage hears takes effect once, in any order, and is told to the others."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice, permutations
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.triage.models import Complaint
from shared.contracts.events import CaseKeptFrom, ComplaintAccepted, ComplaintAssessed, ComplaintDecided
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import (
    NOW,
    concluded,
    passed_up,
    received,
    recheck_requested,
    respondent,
    supplemented,
    withdrawn,
)
from tests.triage.kept import held

Hear = Callable[..., None]
Said = Callable[..., list[Any]]


def test_a_complaint_waits_at_the_desk_of_the_body_that_the_rows_name(
    hear: Hear, said: Said, desk_works: Works
) -> None:
    hear(received(respondent("department")))

    complaint = held(desk_works)
    assert (complaint.state, complaint.desk, complaint.decision) == (
        "awaiting_decision",
        "SUP-330100",
        "accept",
    )
    assert said(ComplaintAssessed)[0].barred == ["DEP-330106", "SUP-330106"]
    assert not said(ComplaintAccepted)


@pytest.mark.usefixtures("automatic")
def test_a_clear_cut_complaint_is_accepted_at_once_in_automatic_mode(hear: Hear, said: Said) -> None:
    event = received(respondent(name="甲"), respondent("internal_unit", name="执法大队"))

    hear(event)

    (accepted,) = said(ComplaintAccepted)
    assert (accepted.body, accepted.recheck_body) == ("SUP-330106", "SUP-330100")
    assert accepted.body_name == "杭州市西湖区应急管理局执法监督科"
    assert str(accepted.investigate_by) == "2027-01-22"
    assert accepted.statement == event.statement
    assert [one["respondent"]["kind"] for one in accepted.allegations] == ["internal_unit", "officer"]
    assert accepted.reasons[0]["text"] != accepted.reasons[0]["text_en"]


@pytest.mark.usefixtures("automatic")
def test_what_needs_a_human_eye_waits_even_in_automatic_mode(hear: Hear, said: Said) -> None:
    hear(received(circumstances={"hazard": True}))

    assert not said(ComplaintAccepted)


def test_the_national_department_is_referred_at_once_and_no_desk_holds_it(
    hear: Hear, said: Said, desk_works: Works
) -> None:
    hear(received(respondent("department", "000000")))

    (decided,) = said(ComplaintDecided, Service.INTAKE)
    assert decided.decision == "refer"
    assert [one["to"] for one in decided.referrals] == ["MOJ"]
    assert "司法部" in decided.text
    assert held(desk_works).desk is None


def test_the_same_event_twice_is_judged_once(hear: Hear, said: Said) -> None:
    event = received()

    hear(event, event)

    assert len(said(ComplaintAssessed)) == 1


@pytest.mark.parametrize("mode", ["assisted", "automatic"])
def test_any_order_and_repetition_ends_in_one_state(
    mode: str, hear: Hear, desk_works: Works, request: pytest.FixtureRequest
) -> None:
    if mode == "automatic":
        request.getfixturevalue("automatic")
    ends = set()
    for order in islice(permutations(range(5)), 0, None, 6):
        first = received(respondent(name="甲"))
        story = [
            first,
            supplemented(first),
            withdrawn(first),
            concluded(first),
            recheck_requested(first),
        ]
        for place in order:
            hear(story[place], story[place])
        with desk_works.reading() as session:
            kept = session.get(Complaint, first.complaint_id)
            assert kept is not None
            ends.add((kept.state, kept.decision, kept.body, kept.desk, kept.rechecks))

    assert len(ends) == 1


def test_a_withdrawal_before_the_decision_is_judged_anew(hear: Hear, desk_works: Works) -> None:
    event = received()
    hear(event, withdrawn(event))

    complaint = held(desk_works)
    assert (complaint.state, complaint.decision) == ("awaiting_decision", "close_withdrawn")


def test_a_handler_who_let_the_days_pass_is_complained_about_in_turn(hear: Hear, desk_works: Works) -> None:
    first = received(same_person="hash")
    hear(first)
    desk_works.clock = lambda: NOW + timedelta(days=16)
    second = received(same_person="hash", facts={"earlier_tracking_number": first.tracking_number})

    hear(second)

    with desk_works.reading() as session:
        found = session.get_one(Complaint, second.complaint_id)
        assert (found.decision, found.desk) == ("accept", "SUP-330100")
        assert "OVERDUE_HANDLER" in found.flags


def test_a_named_earlier_complaint_of_the_same_person_is_found(hear: Hear, desk_works: Works) -> None:
    first = received(same_person="hash")
    second = received(same_person="hash", facts={"earlier_tracking_number": first.tracking_number})
    stranger = received(same_person="other", facts={"earlier_tracking_number": first.tracking_number})

    hear(first, second, stranger)

    with desk_works.reading() as session:
        decisions = {one.id: one.decision for one in session.scalars(select(Complaint))}
    assert decisions[second.complaint_id] == "merge"
    assert decisions[stranger.complaint_id] == "accept"


@pytest.mark.usefixtures("automatic")
def test_a_case_that_its_body_cannot_handle_is_accepted_once_one_level_up(
    hear: Hear, said: Said, desk_works: Works
) -> None:
    event = received(respondent(name="甲"))
    up = passed_up(event)
    hear(event)
    for _ in range(2):
        hear(up)

    first, second = said(ComplaintAccepted)
    assert (first.body, second.body) == ("SUP-330106", "SUP-330100")
    assert second.recheck_body == "SUP-330000"
    assert (second.accepted_at, second.investigate_by) == (first.accepted_at, first.investigate_by)
    assert second.version > first.version
    assert held(desk_works).body == "SUP-330100"


@pytest.mark.usefixtures("automatic")
def test_what_came_up_before_the_complaint_itself_is_done_when_it_comes(hear: Hear, said: Said) -> None:
    event = received(respondent(name="甲"))
    hear(passed_up(event))
    hear(event)

    assert [each.body for each in said(ComplaintAccepted)] == ["SUP-330106", "SUP-330100"]


@pytest.mark.usefixtures("automatic")
def test_a_case_never_goes_up_to_a_barred_body(hear: Hear, said: Said) -> None:
    event = received(
        respondent(name="甲"),
        respondent(
            "supervision_staff",
            "330106",
            name="乙",
            current_post={"kind": "supervision_staff", "division": "330000"},
        ),
    )
    hear(event)
    body = said(ComplaintAccepted)[0].body
    hear(passed_up(event, body, "SUP-330000"))

    assert [each.body for each in said(ComplaintAccepted)] == [body, "SUP-000000"]


def test_who_withdrew_from_the_case_sees_it_at_no_desk(hear: Hear, seat: Any) -> None:
    """Also where that is heard of before the complaint."""
    for late in (False, True):
        event, clerk, other = (
            received(respondent("department")),
            seat("SUP-330100"),
            seat("SUP-330100", name="他人"),
        )
        about: dict[str, Any] = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
        codes = [f"STAFF-{clerk.token.staff_id}"]
        kept = CaseKeptFrom(id=uuid4(), at=NOW, case_id=uuid4(), version=4, barred=codes, **about)
        for told in (kept, event) if late else (event, kept):
            hear(told)
        path = f"/triage/api/v1/complaints/{event.tracking_number}"
        assert (clerk.get(path).status_code, other.get(path).status_code) == (404, 200)
