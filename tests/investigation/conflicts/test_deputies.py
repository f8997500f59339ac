"""Who stands in for a head and is tied is put before the superior, as the head would be; the case goes up when
nobody is left."""

from typing import Any

import pytest
from sqlalchemy import update

from services.investigation.handlers.absences import tell_absences
from services.investigation.handlers.acting import begin_absences
from services.investigation.models import Absence
from services.investigation.sight import caller_of
from shared.clock import china_day
from shared.contracts.events import AbsenceEntered, CasePassedUp
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, fields_for
from tests.investigation.conflicts.posts import ABOVE, audited, post, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser

GRANT = {"decision": "grant", "reason": "属实"}
PAST_THE_TERM = "2027-02-10"


def asked_of(anna: Any, case: str) -> list[tuple[str, str, str, bool | None]]:
    found = anna.get(f"/cases/{case}").get_json()["recusals"]
    return [(each["name"], each["tie"], each["decider"], each["granted"]) for each in found]


@pytest.fixture
def led(about_the_squad: Any, seat: Any) -> str:
    case: str = about_the_squad()
    seat("anna").post(f"/cases/{case}/claim")
    for name in ("carl", "dora"):
        seat(name)
    return case


def test_whoever_begins_to_stand_in_is_put_before_the_superior_once(
    led: str, seat: Any, serve: Any, away: Any, works: Works, database: Any, time: Any
) -> None:
    serve("bert", post())
    anna, head = seat("anna"), seat("head", Role.HEAD)
    assert asked_of(anna, led) == [], "an investigator who is not on the team is only not given it"
    away(head, "bert")
    assert asked_of(anna, led) == [("bert", "worked_there", ABOVE, None)]
    away(head, "bert", first="2026-12-01", last="2026-12-05")
    time.pass_days(8)
    assert begin_absences(works) == 1
    anna = seat("anna")
    assert len(asked_of(anna, led)) == len(audited(database, "case.apply_recusal")) == 1


def test_an_absence_of_later_days_asks_on_its_first(
    led: str, seat: Any, serve: Any, away: Any, works: Works, time: Any
) -> None:
    serve("bert", post())
    anna = seat("anna")
    away(seat("head", Role.HEAD), "bert", first="2026-11-25")
    assert begin_absences(works) == 0
    assert asked_of(anna, led) == []
    time.pass_days(2)
    assert (begin_absences(works), begin_absences(works)) == (1, 0)
    assert asked_of(seat("anna"), led) == [("bert", "worked_there", ABOVE, None)]


def test_a_case_that_opens_and_a_post_that_is_told_during_it_ask_as_well(
    about_the_squad: Any, seat: Any, serve: Any, away: Any
) -> None:
    for name in ("anna", "bert", "carl"):
        seat(name)
    away(seat("head", Role.HEAD), "bert")
    before = about_the_squad()
    serve("bert", post())
    later = about_the_squad()
    for case in (before, later):
        assert asked_of(seat("anna"), case) == [("bert", "worked_there", ABOVE, None)]


def test_granted_above_the_deputy_is_gone_and_the_case_waits_for_a_head_who_is_back_in_time(
    led: str, seat: Any, serve: Any, away: Any, time: Any
) -> None:
    serve("bert", post())
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(led, "findings", FINDING)
    away(head, "bert")
    anna.change(led, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    bert = seat("bert")
    approve = {"decision": "approve"}
    refused(bert.post(f"/cases/{led}/approval", approve, version_of(anna, led)), 403, "worked_there")
    (asked,) = anna.get(f"/cases/{led}").get_json()["recusals"]
    chief = seat("chief", Role.HEAD, home=ABOVE)
    assert chief.post(f"/recusals/{asked['id']}/decision", GRANT).status_code == 200
    assert bert.get(f"/cases/{led}").status_code == 404
    assert anna.get(f"/cases/{led}").get_json()["state"] == "proposed"
    time.pass_days(8)
    assert seat("head").change(led, "approval", approve)["state"] == "concluded", "back at the desk"


def test_with_no_head_back_in_time_it_goes_up(led: str, seat: Any, serve: Any, away: Any, said: Any) -> None:
    serve("bert", post())
    anna = seat("anna")
    away(seat("head", Role.HEAD), "bert", last=PAST_THE_TERM)
    (asked,) = anna.get(f"/cases/{led}").get_json()["recusals"]
    seat("chief", Role.HEAD, home=ABOVE).post(f"/recusals/{asked['id']}/decision", GRANT)
    assert anna.get(f"/cases/{led}").get_json()["state"] == "passed_up"
    assert [each.to_body for each in said(CasePassedUp)] == [ABOVE]


def test_a_deputy_who_serves_there_leaves_at_once(
    about_the_squad: Any, seat: Any, serve: Any, away: Any
) -> None:
    for name in ("anna", "bert", "carl"):
        seat(name)
    away(seat("head", Role.HEAD), "bert")
    serve("bert", post(None))
    case = about_the_squad()
    assert asked_of(seat("anna"), case) == [("bert", "worked_there", ABOVE, True)]
    assert seat("bert").get(f"/cases/{case}").status_code == 404


def test_who_opens_no_case_stands_in_for_nobody(seat: Any) -> None:
    seat("clerk", Role.TRIAGE)
    browser = Browser(seat("head", Role.HEAD))
    page = browser.get("/investigation/absences")
    assert "clerk" not in page
    days = {"first_year": "2026", "first_month": "11", "first_day": "23"}
    days |= {"last_year": "2026", "last_month": "11", "last_day": "30"}
    assert browser.post("/investigation/absences", page, deputy="clerk", **days).status_code == 422


def test_who_opens_no_case_any_more_does_neither(seat: Any, away: Any, works: Works, time: Any) -> None:
    seat("bert")
    away(seat("head", Role.HEAD), "bert")
    moved = seat("bert", Role.AUDITOR)
    with works.reading() as session:
        assert caller_of(session, moved.token, china_day(time())).roles == {Role.AUDITOR}


def test_what_waited_for_the_head_goes_above_when_they_stand_in_for_that_head(
    led: str, seat: Any, away: Any
) -> None:
    anna, bert = seat("anna"), seat("bert")
    kin = {"username": "bert", "side": "unit", "tie": "kin", "reason": "亲属"}
    anna.change(led, "recusals", kin)
    assert asked_of(anna, led) == [("bert", "kin", BODY, None)]
    away(seat("head", Role.HEAD), "bert")
    assert asked_of(anna, led) == [("bert", "kin", ABOVE, None)]
    assert bert.get(f"/cases/{led}").get_json()["may"]["decide_recusal"]["open"] is False
    assert "recusal_above" in {each["kind"] for each in anna.get(f"/cases/{led}").get_json()["timeline"]}


def test_absences_of_before_are_told_to_the_other_desks_once(
    seat: Any, away: Any, works: Works, said: Any, time: Any
) -> None:
    seat("bert")
    away(seat("head", Role.HEAD), "bert", last="2026-11-27")
    assert [(each.version, each.ended) for each in said(AbsenceEntered)] == [(1, False)]
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Absence).values(version=0))
    assert (tell_absences(works), tell_absences(works)) == (1, 0)
    assert len(said(AbsenceEntered)) == 2
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Absence).values(version=0))
    time.pass_days(9)
    assert tell_absences(works) == 0, "it is over"
