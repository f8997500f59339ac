"""What a complainant may do with a complaint, as its facts stand."""

from datetime import date

import pytest

from services.intake.domain.actions import Action, Closed, may
from services.intake.domain.heard import Kind
from services.intake.domain.progress import progress
from services.intake.presentation import outcome
from services.intake.wording import step
from shared.contracts.terms import Status
from tests.intake.domain.life import (
    ACCEPT_BY,
    ACCEPTED,
    ALL,
    ANSWERED,
    CONCLUDED,
    OPENED,
    RE_CONCLUDED,
    RE_OPENED,
    RECEIVED,
    STARTED,
    after,
    fact,
)

ACTIONS = list(Action)
YES, N = None, Closed
WHO_MAY = [
    # facts, then supplement, withdraw, rate, request_recheck
    ([], (YES, YES, N.NO_OUTCOME, N.NO_OUTCOME)),
    ([ACCEPTED, OPENED, STARTED], (YES, YES, N.NO_OUTCOME, N.NO_OUTCOME)),
    ([fact(1, Kind.DECIDED, 1, decision="refer")], (N.ELSEWHERE, N.ELSEWHERE, N.NO_OUTCOME, N.NO_OUTCOME)),
    ([fact(1, Kind.DECIDED, 1, decision="merge")], (YES, N.ELSEWHERE, N.NO_OUTCOME, N.NO_OUTCOME)),
    ([fact(1, Kind.WITHDRAWN)], (N.OVER, N.ALREADY_DONE, N.NO_OUTCOME, N.NO_OUTCOME)),
    ([fact(1, Kind.DECIDED, 1, decision="answer")], (N.OVER, N.OVER, N.NO_OUTCOME, N.NO_OUTCOME)),
    (ALL[:6], (YES, N.OUTCOME_GIVEN, YES, YES)),
    (ALL[:7], (N.OVER, N.OUTCOME_GIVEN, YES, YES)),
    (ALL[:8], (N.OVER, N.OUTCOME_GIVEN, N.ALREADY_DONE, YES)),
    (ALL[:9], (YES, YES, N.ALREADY_DONE, N.UNDER_RECHECK)),
    (ALL[:14], (N.OVER, N.OUTCOME_GIVEN, YES, YES)),
    ([*ALL[:9], fact(4, Kind.WITHDRAWN, 1)], (YES, YES, N.ALREADY_DONE, N.UNDER_RECHECK)),
    ([*ALL[:9], fact(28, Kind.WITHDRAWN, 9)], (YES, N.ALREADY_DONE, N.ALREADY_DONE, N.UNDER_RECHECK)),
]


@pytest.mark.parametrize(("facts", "closed"), WHO_MAY)
def test_what_a_complainant_may_do(facts, closed):
    permissions = may(after(*facts), date(2026, 12, 1))

    assert tuple(permissions[action].closed for action in ACTIONS) == closed


def test_a_recheck_can_be_asked_for_until_its_last_day():
    found = after(*ALL[:7])

    assert may(found, date(2026, 12, 22))[Action.REQUEST_RECHECK].open
    assert may(found, date(2026, 12, 23))[Action.REQUEST_RECHECK].closed is Closed.TOO_LATE


def test_after_the_second_recheck_there_is_none():
    again = fact(42, Kind.RECHECK_REQUESTED, 9, of=["B"], decision_version=7)
    said = {"reply": "", "findings": [], "outcomes": [], "rectify_by": None, "recheck_until": "2027-02-01"}
    third = fact(60, Kind.CONCLUDED, 3, "C", **said)

    found = after(*ALL, again, third)
    assert (found.status, found.next.by) == (Status.CONCLUDED, None)
    asked = next(step(entry) for entry in found.timeline if entry.rechecks == 2)
    assert asked in (
        "您申请了复核",
        "You asked for a second recheck",
    )  # as the texts of the service are read in
    assert outcome(found.outcome, last=found.history.last_instance)["recheck_until"] is None
    assert may(found, date(2026, 12, 1))[Action.REQUEST_RECHECK].closed is Closed.LAST_INSTANCE


def test_a_complaint_that_is_itself_a_recheck_has_the_second_one_left() -> None:
    anew = fact(2, Kind.ACCEPTED, 2, decision="recheck", body="SUP-330100")
    asked = fact(21, Kind.RECHECK_REQUESTED, 3, of=["A"], decision_version=2)
    facts = [anew, OPENED, STARTED, CONCLUDED]

    first = may(after(*facts), date(2026, 12, 1))[Action.REQUEST_RECHECK]
    second = may(after(*facts, asked, RE_OPENED, RE_CONCLUDED), date(2026, 12, 1))[Action.REQUEST_RECHECK]
    assert (first.closed, second.closed) == (None, Closed.LAST_INSTANCE)


def test_a_complaint_about_what_was_rechecked_before_is_the_last_recheck() -> None:
    anew = fact(2, Kind.ACCEPTED, 2, decision="recheck", body="SUP-330000", rechecked_before=True)
    found = after(anew, OPENED, STARTED, CONCLUDED)

    assert may(found, date(2026, 12, 1))[Action.REQUEST_RECHECK].closed is Closed.LAST_INSTANCE


def test_what_was_rechecked_under_another_number_has_the_second_one_left() -> None:
    told = [RECEIVED, ACCEPTED, OPENED, CONCLUDED, ANSWERED]
    found = progress(told, ACCEPT_BY)
    assert found.outcome == ANSWERED  # though the version of its case is lower
    assert may(found, date(2026, 12, 20))[Action.REQUEST_RECHECK].open

    again = fact(42, Kind.RECHECK_REQUESTED, 9, of=["A", "B"], decision_version=2, decide_by="2027-01-13")
    last = fact(60, Kind.CONCLUDED, 3, "C", recheck_until="2027-02-01")
    over = progress([*told, again, last], ACCEPT_BY)
    assert may(over, date(2027, 1, 5))[Action.REQUEST_RECHECK].closed is Closed.LAST_INSTANCE
    second = fact(60, Kind.CONCLUDED, 3, "C", recheck_until="2027-02-01", rechecks=2)
    over = progress([*told, second], ACCEPT_BY)
    assert may(over, date(2027, 1, 5))[Action.REQUEST_RECHECK].closed is Closed.LAST_INSTANCE
