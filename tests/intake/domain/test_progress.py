"""Status and timeline follow from the set of facts: any order and repetition gives the same state."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.actions import Action, Closed, may
from services.intake.domain.heard import Kind
from services.intake.domain.progress import Next, Party, Progress, progress
from services.intake.domain.standing import DECIDED_STATUS
from services.intake.wording import step
from shared.contracts.terms import Decision, Status
from tests.intake.domain.life import (
    ACCEPT_BY,
    ACCEPTED,
    ALL,
    ANSWERED,
    CLOSED,
    CONCLUDED,
    LIFE,
    OPENED,
    RE_CONCLUDED,
    RE_OPENED,
    RECEIVED,
    RECHECK,
    STARTED,
    after,
    fact,
)

ACTIONS = list(Action)


def seen(found: Progress) -> tuple[object, ...]:
    """All that a complainant sees."""
    return (
        found.status,
        [(entry.fact.id, entry.status) for entry in found.timeline],
        found.body,
        found.decision,
        found.outcome,
        found.investigate_by,
        found.next,
        may(found, date(2026, 12, 1)),
    )


@given(st.data(), st.integers(1, len(ALL)))
def test_any_order_and_repetition_gives_the_same_state(data, count):
    facts = ALL[:count]
    heard = data.draw(st.permutations(facts + data.draw(st.lists(st.sampled_from(facts), max_size=5))))

    assert seen(progress(heard, ACCEPT_BY)) == seen(progress(facts, ACCEPT_BY))


def test_a_life_is_told_step_by_step():
    told = progress(ALL, ACCEPT_BY).timeline

    openings = [(OPENED, Status.ACCEPTED), (RE_OPENED, Status.RECHECK)]
    assert [(entry.fact, entry.status) for entry in told] == [step for step in LIFE if step not in openings]


def test_that_a_case_was_opened_is_told_only_while_nothing_said_it_was_taken_up():
    assert OPENED in [entry.fact for entry in after(OPENED).timeline]
    assert OPENED not in [entry.fact for entry in after(OPENED, ACCEPTED).timeline]


def test_the_second_word_of_a_concluded_case_is_that_it_was_put_right():
    first = fact(14, Kind.CONCLUDED, 3, "A", rectify_by="2027-01-15")
    second = fact(15, Kind.CONCLUDED, 4, "A")

    told = {entry.fact: entry.corrected for entry in after(ACCEPTED, first, second, RE_CONCLUDED).timeline}
    assert (told[first], told[second], told[RE_CONCLUDED]) == (False, True, False)


@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_any_part_of_what_happened_has_a_state(order, count):
    found = progress([RECEIVED, *order[:count]], ACCEPT_BY)

    assert found.status in Status
    assert set(may(found, date(2026, 12, 1))) == set(ACTIONS)


@pytest.mark.parametrize("decision", list(Decision))
def test_every_decision_of_triage_has_a_public_status(decision):
    kind = Kind.ACCEPTED if DECIDED_STATUS[decision] in (Status.ACCEPTED, Status.RECHECK) else Kind.DECIDED

    assert after(fact(2, kind, 2, decision=decision)).status is DECIDED_STATUS[decision]


def test_the_newer_version_of_triage_s_word_counts_whenever_it_was_heard():
    declined = fact(1, Kind.DECIDED, 1, decision="decline", body="SUP-330100")

    assert after(declined, ACCEPTED).status is Status.ACCEPTED
    assert after(ACCEPTED, declined).status is Status.ACCEPTED


def test_a_question_stands_until_it_is_answered():
    first, second = fact(1, Kind.INFORMATION_REQUESTED, 1), fact(2, Kind.INFORMATION_REQUESTED, 2)
    answer = fact(3, Kind.SUPPLEMENTED, answers=[first.id])

    assert after(first).status is Status.MORE_INFORMATION_NEEDED
    assert after(first).next.party is Party.YOU
    assert after(first, answer).status is Status.RECEIVED
    assert after(first, second, answer).status is Status.MORE_INFORMATION_NEEDED


def test_a_withdrawal_ends_what_was_not_accepted():
    withdrawn = fact(1, Kind.WITHDRAWN)

    assert after(withdrawn).status is Status.WITHDRAWN


def test_an_accepted_complaint_goes_on_until_the_body_ends_it():
    withdrawn = fact(4, Kind.WITHDRAWN)
    ended = fact(5, Kind.DECIDED, 3, decision="close_withdrawn")

    assert after(ACCEPTED, OPENED, STARTED, withdrawn).status is Status.INVESTIGATING
    assert after(ACCEPTED, OPENED, STARTED, withdrawn, ended).status is Status.WITHDRAWN
    assert (
        after(ACCEPTED, OPENED, STARTED, withdrawn, fact(5, Kind.CLOSED, 3, "A")).status is Status.WITHDRAWN
    )
    assert after(ACCEPTED, OPENED, STARTED, withdrawn, CONCLUDED).status is Status.CONCLUDED


def test_the_unit_acts_next_while_it_must_put_right():
    concluded = fact(20, Kind.CONCLUDED, 5, "A", rectify_by="2026-12-30")

    found = after(ACCEPTED, OPENED, STARTED, concluded)
    assert (found.status, found.next.party, found.next.by) == (
        Status.RECTIFYING,
        Party.SUPERVISED_UNIT,
        date(2026, 12, 30),
    )
    assert after(ACCEPTED, OPENED, concluded, CLOSED).status is Status.CLOSED


def test_a_refused_recheck_leaves_the_outcome_standing():
    refused = fact(30, Kind.DECIDED, 8, decision="decline")

    found = after(ACCEPTED, OPENED, STARTED, CONCLUDED, CLOSED, RECHECK, refused)
    assert (found.status, found.outcome) == (Status.CLOSED, CONCLUDED)


def test_one_of_two_cases_concluded_is_still_being_investigated():
    other = fact(5, Kind.INVESTIGATING, 2, "C")

    assert after(ACCEPTED, OPENED, STARTED, CONCLUDED, other).status is Status.INVESTIGATING


def test_a_merged_complaint_has_the_answer_of_the_one_it_joined():
    merged = fact(5, Kind.DECIDED, 3, decision="merge")

    assert after(merged).status is Status.MERGED
    answered = after(merged, CONCLUDED)
    assert (answered.status, answered.outcome) == (Status.CONCLUDED, CONCLUDED)
    assert after(merged, CONCLUDED, CLOSED).status is Status.CLOSED


def test_an_undone_merger_leaves_it_open_until_triage_speaks_again():
    merged, reopened = fact(5, Kind.DECIDED, 3, decision="merge"), fact(6, Kind.REOPENED, 4)

    found = after(merged, reopened)
    assert (found.status, found.decision) == (Status.RECEIVED, None)
    assert after(merged, reopened, fact(7, Kind.ACCEPTED, 6, decision="accept")).status is Status.ACCEPTED


def test_an_extension_moves_the_last_day_of_its_own_case_only() -> None:
    longer = fact(10, Kind.EXTENDED, 4, "A", investigate_by="2027-02-03")
    facts = [RECEIVED, ACCEPTED, OPENED, STARTED, longer]

    for order in (facts, facts[::-1], [longer, *facts, longer]):
        assert str(progress(order, ACCEPT_BY).investigate_by) == "2027-02-03"
    rechecked = progress([*ALL[:11], longer], ACCEPT_BY)
    assert str(rechecked.investigate_by) == "2026-12-29"


def test_a_clock_that_stands_still_tells_its_day_until_it_runs_again() -> None:
    still = fact(10, Kind.PAUSED, 4, "A", investigate_by="2027-02-03", until="2026-12-31")
    runs = fact(12, Kind.RESUMED, 5, "A", investigate_by="2027-01-14")
    longer = fact(14, Kind.EXTENDED, 6, "A", investigate_by="2027-02-13")
    facts = [RECEIVED, ACCEPTED, OPENED, STARTED, still]

    for order in (facts, facts[::-1]):
        found = progress(order, ACCEPT_BY)
        assert (str(found.investigate_by), str(found.paused_until)) == ("2027-02-03", "2026-12-31")
    for order in ([*facts, runs], [runs, *facts]):
        found = progress(order, ACCEPT_BY)
        assert (str(found.investigate_by), found.paused_until) == ("2027-01-14", None)
    assert str(progress([longer, runs, *facts], ACCEPT_BY).investigate_by) == "2027-02-13"
    assert progress([*ALL[:11], still], ACCEPT_BY).paused_until is None, "another round's"


def test_a_case_that_went_up_counts_no_more_and_the_next_one_goes_on() -> None:
    up = fact(5, Kind.PASSED_UP, 4, "A")
    again = fact(5, Kind.ACCEPTED, 3, decision="accept", body="SUP-330100", investigate_by="2027-01-04")
    opened, started = fact(5, Kind.CASE_OPENED, 1, "B"), fact(6, Kind.INVESTIGATING, 2, "B")
    before = [ACCEPTED, OPENED, STARTED, up]

    assert after(*before).status is Status.ACCEPTED
    assert after(*before, again, opened).status is Status.ACCEPTED
    assert after(*before, again, opened).body == ("SUP-330100", "SUP-330100")
    assert after(*before, again, opened, started).status is Status.INVESTIGATING


TOGETHER = fact(29, Kind.DECIDED, 9, decision="merge", body="SUP-330100", body_name="杭州")
"""The request is answered with the recheck that another complaint of the matter is in."""


def test_a_request_that_joins_a_running_recheck_is_under_recheck_until_its_answer() -> None:
    asked = [RECEIVED, ACCEPTED, OPENED, CONCLUDED, RECHECK, TOGETHER]
    waiting = progress(asked, ACCEPT_BY)
    assert (waiting.status, str(waiting.investigate_by)) == (Status.RECHECK, "2026-12-29")
    assert may(waiting, date(2026, 12, 1))[Action.REQUEST_RECHECK].closed is Closed.UNDER_RECHECK

    found = progress([*asked, ANSWERED], ACCEPT_BY)
    assert (found.status, found.outcome) == (Status.CONCLUDED, ANSWERED)
    assert may(found, date(2026, 12, 20))[Action.REQUEST_RECHECK].open


def test_another_day_for_the_unit_is_not_told_as_put_right():
    owed = fact(21, Kind.CONCLUDED, 6, "A", rectify_by="2026-12-26", recheck_until="2026-12-22")
    longer = fact(22, Kind.CONCLUDED, 7, "A", rectify_by="2027-01-26", recheck_until="2026-12-22")
    done = fact(23, Kind.CONCLUDED, 8, "A", recheck_until="2026-12-22")
    lines = after(RECEIVED, ACCEPTED, OPENED, STARTED, owed, longer, done).timeline

    assert [(line.moved, line.corrected) for line in lines[-3:]] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    told = [step(line) for line in lines[-2:]]
    assert "2027" in told[0]
    assert "2027" not in told[1]
    assert told[0] != told[1]


def test_that_an_answer_can_be_contested_longer_is_not_told_as_put_right():
    given = fact(21, Kind.CONCLUDED, 6, "A", rectify_by="2026-12-26", recheck_until="2026-12-22")
    served = fact(24, Kind.CONCLUDED, 7, "A", rectify_by="2026-12-26", recheck_until="2027-01-08")
    done = fact(25, Kind.CONCLUDED, 8, "A", recheck_until="2027-01-08")
    found = after(RECEIVED, ACCEPTED, OPENED, STARTED, given, served, done)
    lines = found.timeline[-3:]

    assert [(line.longer, line.moved, line.corrected) for line in lines] == [
        (False, False, False),
        (True, False, False),
        (False, False, True),
    ]
    assert "2027" in step(lines[1])
    assert may(found, date(2027, 1, 8))[Action.REQUEST_RECHECK].open
    assert may(found, date(2027, 1, 9))[Action.REQUEST_RECHECK].closed is Closed.TOO_LATE


def test_a_recheck_that_nobody_decided_on_yet_is_not_in_the_hands_of_whom_it_contests():
    below, above = ("SUP-330110", "余杭区监督科"), "SUP-330100"
    accepted = fact(1, Kind.ACCEPTED, 2, decision="accept", body=below[0], body_name=below[1])
    answer = fact(20, Kind.CONCLUDED, 5, "A", recheck_until="2026-12-22", recheck_body=above)
    taken = fact(28, Kind.ACCEPTED, 9, decision="recheck", body=above, body_name="杭州市监督处")
    refused = fact(28, Kind.DECIDED, 9, decision="decline", body=above, body_name="杭州市监督处")
    first = (RECEIVED, accepted, OPENED, STARTED, answer)

    assert after(*first).body == below
    assert after(*first, RECHECK).body == (above, None)
    for decided in (taken, refused):
        assert after(*first, RECHECK, decided).body == (above, "杭州市监督处")
    untold = fact(20, Kind.CONCLUDED, 5, "A", recheck_until="2026-12-22")
    assert after(*first[:-1], untold, RECHECK).body == below, "an answer from before it was told"


def test_an_answer_that_fell_is_none_of_those_that_a_recheck_was_asked_for():
    """The body below had answered, the one above took it over and answered, and that was rechecked."""
    joined = fact(1, Kind.DECIDED, 2, decision="merge")
    below = fact(10, Kind.CONCLUDED, 3, "A", reply="属实")
    fell = fact(12, Kind.PASSED_UP, 4, "A", taken_over=True, fell=True)
    above = fact(20, Kind.CONCLUDED, 3, "C", reply="不实")
    found = after(joined, below, fell, above, ANSWERED)

    assert found.outcome == ANSWERED
    assert [each for _, each in found.history.earlier] == [above]


@pytest.mark.parametrize("versions", [(5, 5), (5, 3), (3, 5)])
@pytest.mark.parametrize("ids", [("1", "2"), ("2", "1")])
def test_of_two_cases_that_are_through_in_one_moment_the_first_is_told_first(ids, versions):
    """Ids are chance within a millisecond, and versions tell nothing between cases."""
    later = fact(4, Kind.CASE_OPENED, 1, "0")
    ends = [
        replace(fact(9, Kind.CONCLUDED, version, case), id=name)
        for name, version, case in zip(ids, versions, ("A", "0"), strict=True)
    ]

    told = [entry.fact.case for entry in after(ACCEPTED, OPENED, later, *ends).timeline]
    assert told[-2:] == ["A", "0"]


def test_what_was_alleged_after_the_answer_is_answered_beside_it():
    """The same body opens a case for it, with days of its own; both answers stand, and both are contested
    together."""
    again = fact(30, Kind.ACCEPTED, 6, decision="accept", body="SUP-330106", investigate_by="2027-01-04")
    opened = fact(30, Kind.CASE_OPENED, 1, "C")
    moved = fact(30, Kind.TERM_MOVED, 2, "C", investigate_by="2027-01-31")
    begun = after(RECEIVED, ACCEPTED, OPENED, STARTED, CONCLUDED, CLOSED, again, opened, moved)

    assert (begun.status, begun.investigate_by) == (Status.INVESTIGATING, date(2027, 1, 31))
    assert (begun.next.party, begun.next.by) == (Party.BODY, date(2027, 1, 31))
    assert begun.outcome == CONCLUDED
    answer = fact(50, Kind.CONCLUDED, 5, "C", recheck_until="2027-01-21", reply="不实")
    answered = progress([*begun.history.facts, answer], ACCEPT_BY)
    assert (answered.status, answered.outcome) == (Status.CONCLUDED, answer)
    assert [each for _, each in answered.history.earlier] == [CONCLUDED]


def test_of_two_cases_the_days_of_the_one_that_is_not_answered_count():
    """Versions tell nothing between cases."""
    waited = fact(8, Kind.RESUMED, 4, "A", investigate_by="2027-01-08")
    opened = fact(30, Kind.CASE_OPENED, 1, "C")
    moved = fact(30, Kind.TERM_MOVED, 2, "C", investigate_by="2027-01-31")
    found = after(ACCEPTED, OPENED, STARTED, waited, CONCLUDED, CLOSED, opened, moved)

    assert found.investigate_by == date(2027, 1, 31)
    assert may(found, date(2026, 12, 1))[Action.REQUEST_RECHECK].closed is Closed.MORE_TO_COME


def test_that_an_answer_fell_is_told_of_one_that_was_given():
    """What is alleged after an answer has a case of its own; with that one no answer goes."""
    joined = fact(1, Kind.DECIDED, 2, decision="merge")
    fell = fact(12, Kind.PASSED_UP, 4, "C", taken_over=True, fell=True)
    found = after(joined, CONCLUDED, fell)

    assert (found.status, found.outcome) == (Status.CONCLUDED, CONCLUDED)
    assert fell not in found.history.facts


def test_what_is_owed_under_one_of_two_answers_has_its_day():
    """And both are contested together, until the last day of either."""
    owed = {"rectify_by": "2027-01-29", "recheck_until": "2027-02-22", "reply": "查实"}
    first = fact(20, Kind.CONCLUDED, 5, "A", **owed)
    later = fact(50, Kind.CONCLUDED, 3, "C", recheck_until="2027-01-21", reply="不实")
    found = after(ACCEPTED, OPENED, first, fact(30, Kind.CASE_OPENED, 1, "C"), later)

    assert (found.status, found.outcome) == (Status.RECTIFYING, later)
    assert found.next == Next(Party.SUPERVISED_UNIT, date(2027, 1, 29))
    assert may(found, date(2027, 2, 22))[Action.REQUEST_RECHECK].open
