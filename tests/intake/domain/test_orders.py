"""An order's life is a table, and its days are those of the law."""

from datetime import date

import pytest

from services.intake.domain.orders import (
    AFTER,
    RESTS,
    Closed,
    Standing,
    State,
    Step,
    after,
    answers_by_itself,
    closed,
    days,
    rest_after,
)
from shared import workdays
from shared.contracts.terms import Channel, Decision

LINE, OFFICE = Channel.LINE_12345, Channel.PETITION_OFFICE
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("channel", "hard", "back"),
    [(LINE, False, 23), (LINE, True, 25), (OFFICE, False, 27), (Channel.SUPERIOR, True, 27)],
)
def test_days_run_from_the_dispatch_in_working_days(channel, hard, back):
    found = days(workdays.load(), FRIDAY, channel, hard=hard)

    assert (found.sign_by.day, found.return_by.day, found.interim_by.day) == (23, back, 27)


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (Standing(State.RECEIVED, LINE), Closed.NOT_DECIDED),
        (Standing(State.RECEIVED, LINE, decision=Decision.ACCEPT), Closed.OURS),
        (Standing(State.SIGNED, LINE, decision=Decision.RETURN), None),
        (Standing(State.SIGNED, OFFICE, decision=Decision.REFER), None),
        (Standing(State.SIGNED, LINE, returns=1, decision=Decision.RETURN), Closed.RETURNED_BEFORE),
        (Standing(State.SIGNED, LINE, designated=True, decision=Decision.RETURN), Closed.RETURNED_BEFORE),
        (Standing(State.RETURNED, LINE, returns=1, decision=Decision.RETURN), Closed.OVER),
        (Standing(State.REPLIED, LINE, decision=Decision.RETURN), Closed.OVER),
    ],
)
def test_an_order_goes_back_once_and_only_when_triage_has_decided_so(order, why):
    assert closed(Step.RETURN, order) == why


def test_every_pair_of_state_and_step_is_open_or_says_why():
    for state in State:
        for step in Step:
            order = Standing(state, LINE, decision=Decision.RETURN)

            assert (closed(step, order) is None) == ((state, step) in AFTER), (state, step)


def test_a_petition_office_must_agree():
    order = Standing(State.SIGNED, OFFICE, decision=Decision.REFER)

    assert after(Step.RETURN, order) is State.RETURN_ASKED
    assert after(Step.RETURN, Standing(State.SIGNED, LINE, decision=Decision.RETURN)) is State.RETURNED


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_that_ends_the_matter_is_the_answer_unless_the_order_goes_back(decision):
    ends = {"decline", "record_only", "answer", "close_withdrawn"}

    assert answers_by_itself(Standing(State.SIGNED, LINE, decision=decision)) == (str(decision) in ends)
    designated = Standing(State.SIGNED, LINE, designated=True, decision=decision)
    assert answers_by_itself(designated) == (str(decision) in ends | {"return", "refer"})


def test_tries_rest_longer_each_time_and_end():
    assert [rest_after(count) for count in range(1, len(RESTS) + 2)] == [*RESTS, None]
    assert list(RESTS) == sorted(RESTS)
