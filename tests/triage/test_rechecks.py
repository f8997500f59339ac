"""A contested reply, and a complaint made anew about an answered one, go one level up, twice at most."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.triage.models import Complaint, Judgment
from shared.contracts.events import ComplaintAccepted, ComplaintDecided
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import NOW, concluded, received, recheck_requested, respondent
from tests.triage.kept import held

Hear = Callable[..., None]
Said = Callable[..., list[Any]]


def test_a_contested_reply_goes_one_level_up(hear: Hear, said: Said, desk_works: Works) -> None:
    event = received()
    hear(event, concluded(event), recheck_requested(event))

    complaint = held(desk_works)
    assert (complaint.desk, complaint.decision) == ("SUP-330100", "recheck")
    with desk_works.reading() as session:
        assert session.scalars(select(Judgment)).all()


def test_a_danger_that_was_handed_on_makes_no_first_handling_of_a_recheck(
    hear: Hear, said: Said, desk_works: Works, seat: Any
) -> None:
    event = received(respondent(name="甲"), circumstances={"imminent_danger": True})
    hear(event)
    path, desk = f"/triage/api/v1/complaints/{event.tracking_number}", seat("SUP-330106")
    version = desk.get(path).get_json()["version"]
    assert desk.post(f"{path}/decision", {"decision": "urgent_forward"}, version).status_code == 200
    assert said(ComplaintAccepted)[-1].decision == "urgent_forward"

    hear(concluded(event), recheck_requested(event))

    assert (held(desk_works).decision, held(desk_works).desk) == ("recheck", "SUP-330100")


def test_a_danger_that_nobody_handed_on_goes_with_the_recheck_and_makes_no_first_handling_of_it(
    hear: Hear, said: Said, desk_works: Works, seat: Any
) -> None:
    event = received(respondent(name="甲"), circumstances={"imminent_danger": True})
    path = f"/triage/api/v1/complaints/{event.tracking_number}"

    def decided(home: str, decision: str, **said_besides: Any) -> int:
        desk = seat(home)
        version = desk.get(path).get_json()["version"]
        given = {"decision": decision, "reason": "另行处理"} | said_besides
        return int(desk.post(f"{path}/decision", given, version).status_code)

    hear(event)
    assert decided("SUP-330106", "accept", to=["WS_TIP:330106"]) == 200
    hear(concluded(event), recheck_requested(event))
    assert (held(desk_works).decision, held(desk_works).desk) == ("recheck", "SUP-330100")
    assert decided("SUP-330100", "urgent_forward") == 409
    assert decided("SUP-330100", "recheck") == 200
    once = said(ComplaintAccepted)[-1]
    above, later = concluded(event, "SUP-330100"), NOW + timedelta(minutes=1)
    hear(replace(above, at=later), replace(recheck_requested(event), at=later))
    assert decided("SUP-330000", "recheck") == 200
    again = said(ComplaintAccepted)[-1]

    assert (once.decision, once.recheck_of) == ("recheck", event.complaint_id)
    assert [each["to"] for each in once.referrals] == ["EMERGENCY"]
    assert (again.decision, again.body, again.referrals) == ("recheck", "SUP-330000", [])


def test_a_complaint_about_a_closed_one_is_a_recheck_of_that(hear: Hear, said: Said, seat: Any) -> None:
    first = received(same_person="hash")
    hear(first, concluded(first))
    anew = received(same_person="hash", facts={"earlier_tracking_number": first.tracking_number})

    hear(anew)
    path, desk = f"/triage/api/v1/complaints/{anew.tracking_number}", seat("SUP-330100")
    version = desk.get(path).get_json()["version"]
    assert desk.post(f"{path}/decision", {"decision": "recheck"}, version).status_code == 200

    found = next(each for each in said(ComplaintAccepted) if each.complaint_id == anew.complaint_id)
    assert (found.decision, found.body, found.recheck_of) == ("recheck", "SUP-330100", first.complaint_id)


def test_complaining_anew_leads_to_no_third_recheck(
    hear: Hear, said: Said, desk_works: Works, seat: Any
) -> None:
    """Answered, rechecked on request, and then complained of anew twice."""
    first = received(same_person="hash")

    def decided(event: Any, home: str, decision: str) -> None:
        path, desk = f"/triage/api/v1/complaints/{event.tracking_number}", seat(home)
        version = desk.get(path).get_json()["version"]
        answer = desk.post(f"{path}/decision", {"decision": decision}, version)
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def anew(about: Any) -> Any:
        event = received(same_person="hash", facts={"earlier_tracking_number": about.tracking_number})
        hear(event)
        return event

    def heard(event: Any) -> tuple[str | None, bool]:
        with desk_works.reading() as session:
            found = session.get_one(Complaint, event.complaint_id)
            return found.decision, "RECHECKED_BEFORE" in found.flags

    hear(first)
    decided(first, "SUP-330106", "accept")
    hear(concluded(first), recheck_requested(first))
    decided(first, "SUP-330100", "recheck")
    hear(replace(concluded(first, "SUP-330100"), at=NOW + timedelta(minutes=1)))
    second = anew(first)
    assert heard(second) == ("recheck", True)
    decided(second, "SUP-330000", "recheck")
    assert "RECHECKED_BEFORE" in said(ComplaintAccepted)[-1].flags
    hear(concluded(second, "SUP-330000"))

    assert heard(anew(second)) == ("decline", True)


@pytest.mark.parametrize("explicit", [True, False])
def test_danger_in_what_is_made_anew_is_handed_on_at_once_and_the_rest_is_a_recheck(
    explicit: bool, hear: Hear, said: Said, seat: Any
) -> None:
    first = received(same_person="hash")
    hear(first, concluded(first))
    about = {"earlier_tracking_number": first.tracking_number}
    anew = received(same_person="hash", facts=about, circumstances={"imminent_danger": True})
    hear(anew)
    desk, path = seat("SUP-330100"), f"/triage/api/v1/complaints/{anew.tracking_number}"

    def decide(decision: str) -> None:
        version = desk.get(path).get_json()["version"]
        assert desk.post(f"{path}/decision", {"decision": decision}, version).status_code == 200

    decide("urgent_forward" if explicit else "confirm")
    decided = said(ComplaintDecided, Service.INTAKE)
    (handed,) = [each for each in decided if each.complaint_id == anew.complaint_id]
    assert [each["to"] for each in handed.referrals] == ["EMERGENCY"]
    assert not [each for each in said(ComplaintAccepted) if each.complaint_id == anew.complaint_id]

    decide("confirm")
    (found,) = [each for each in said(ComplaintAccepted) if each.complaint_id == anew.complaint_id]
    assert (found.decision, found.body, found.recheck_of) == ("recheck", "SUP-330100", first.complaint_id)


def test_what_is_under_recheck_is_pending_there(hear: Hear, desk_works: Works, seat: Any) -> None:
    first = received(same_person="hash")
    hear(first, concluded(first), recheck_requested(first))
    anew = received(same_person="hash", facts={"earlier_tracking_number": first.tracking_number})
    hear(anew)

    with desk_works.reading() as session:
        found = session.get_one(Complaint, anew.complaint_id)
        assert (found.decision, found.body) == ("merge", "SUP-330100")


def test_a_recheck_is_overdue_after_its_own_days(hear: Hear, desk_works: Works, seat: Any) -> None:
    first = received(same_person="hash")
    hear(first, concluded(first), recheck_requested(first))
    path, desk = f"/triage/api/v1/complaints/{first.tracking_number}", seat("SUP-330100")
    version = desk.get(path).get_json()["version"]
    assert desk.post(f"{path}/decision", {"decision": "recheck"}, version).status_code == 200
    desk_works.clock = lambda: NOW + timedelta(days=45)
    anew = received(same_person="hash", facts={"earlier_tracking_number": first.tracking_number})
    hear(anew)

    with desk_works.reading() as session:
        assert "OVERDUE_HANDLER" in session.get_one(Complaint, anew.complaint_id).flags


def test_each_complaint_made_anew_about_the_last_counts_as_a_recheck(
    hear: Hear, desk_works: Works, seat: Any
) -> None:
    last, decisions = received(same_person="hash"), []
    hear(last)
    for home, decision in (("SUP-330106", "accept"), ("SUP-330100", "recheck"), ("SUP-330000", "recheck")):
        path, desk = f"/triage/api/v1/complaints/{last.tracking_number}", seat(home)
        version = desk.get(path).get_json()["version"]
        assert desk.post(f"{path}/decision", {"decision": decision}, version).status_code == 200
        hear(replace(concluded(last, home), at=NOW + timedelta(hours=len(decisions))))
        last = received(same_person="hash", facts={"earlier_tracking_number": last.tracking_number})
        hear(last)
        with desk_works.reading() as session:
            decisions.append(session.get_one(Complaint, last.complaint_id).decision)

    assert decisions == ["recheck", "recheck", "decline"]
