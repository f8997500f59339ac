"""For what the clock of a case may stand still, how long, and what its last day becomes."""

from datetime import date, timedelta

import pytest

from services.investigation.domain import pauses
from services.investigation.domain.case import Action, State
from services.investigation.domain.limits import Limits, last_day
from services.investigation.domain.pauses import Pause
from services.investigation.domain.states import may
from shared import office_days
from shared.contracts.pauses import KEYS, key_of
from shared.contracts.terms import PauseGround, Role
from tests.investigation.domain.test_states import LEAD, caller, facts

TODAY = date(2026, 11, 23)
NONE = Limits()
SOME = Limits(pause_appraisal=30, pause_hearing=10, pause_in_all=45)
CALENDAR = office_days.calendar()


def appraisal(since: date, days: int) -> Pause:
    return Pause(PauseGround.APPRAISAL, since, since + timedelta(days=days))


def test_without_a_word_of_the_province_nothing_stops_the_clock() -> None:
    assert pauses.allowed(NONE, (), second_recheck=False) == {}
    assert pauses.allowed(Limits(pause_appraisal=30), (), second_recheck=False) == {}


def test_the_law_itself_does_not_count_a_hearing_at_the_second_recheck() -> None:
    """Petition art. 36; it takes nothing from what the province gives."""
    hearing = Pause(PauseGround.HEARING, TODAY, TODAY + timedelta(days=30))

    assert pauses.allowed(NONE, (), second_recheck=True) == {PauseGround.HEARING: 30}
    assert pauses.allowed(SOME, (hearing,), second_recheck=True) == {
        PauseGround.HEARING: 30,
        PauseGround.APPRAISAL: 30,
    }


def test_what_stood_still_before_is_taken_from_what_is_left_of_all() -> None:
    found = pauses.allowed(SOME, (appraisal(TODAY, 30), appraisal(TODAY, 7)), second_recheck=False)

    assert found == {PauseGround.APPRAISAL: 8, PauseGround.HEARING: 8}
    used = (appraisal(TODAY, 30), appraisal(TODAY, 15))
    assert pauses.allowed(SOME, used, second_recheck=False) == {}


@pytest.mark.parametrize(
    ("ground", "days", "reason", "codes"),
    [
        ("appraisal", 30, "鉴定", []),
        ("appraisal", 31, "鉴定", ["pause_too_long"]),
        ("appraisal", 0, "鉴定", ["day_is_past"]),
        ("litigation", 5, "诉讼", ["pause_not_allowed"]),
        ("weather", 5, " ", ["pause_not_allowed", "required"]),
    ],
)
def test_an_application_names_a_ground_and_a_day_that_are_allowed(
    ground: str, days: int, reason: str, codes: list[str]
) -> None:
    possible = pauses.allowed(SOME, (), second_recheck=False)
    found = pauses.faults(ground, reason, TODAY + timedelta(days=days), TODAY, possible)

    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("day", "code"), [(-1, "outside_the_pause"), (0, None), (9, None), (10, None), (11, "day_is_to_come")]
)
def test_the_clock_runs_again_from_a_day_of_the_pause_that_has_come(day: int, code: str | None) -> None:
    until, today = TODAY + timedelta(days=20), TODAY + timedelta(days=10)
    found = pauses.ending_faults(TODAY + timedelta(days=day), "完成", TODAY, until, today)

    assert [each.code for each in found] == ([code] if code else [])


def test_the_last_day_counts_from_acceptance_without_the_days_between_and_the_extension_on_top() -> None:
    term = last_day(SOME, TODAY, None, CALENDAR)
    longer = last_day(SOME, TODAY, 30, CALENDAR)

    assert pauses.with_pauses(term, SOME, TODAY, None, 0, CALENDAR) == term
    # Day 60 and day 70 are a Friday and a Monday: no day off is counted twice.
    assert pauses.with_pauses(term, SOME, TODAY, None, 10, CALENDAR) == date(2027, 2, 1)
    assert pauses.with_pauses(longer, SOME, TODAY, 30, 10, CALENDAR) == last_day(
        Limits(investigation=70), TODAY, 30, CALENDAR
    )


def test_a_day_set_by_the_assigner_moves_by_the_days_themselves() -> None:
    given = date(2026, 12, 14)

    assert pauses.with_pauses(given, SOME, TODAY, None, 2, CALENDAR) == date(2026, 12, 16)


CLOCK = {"pauses_possible": True}
PAUSED = CLOCK | {"paused_until": date(2026, 12, 20)}
HEAD = caller("head", Role.HEAD)


@pytest.mark.parametrize(
    ("action", "about", "code"),
    [
        (Action.ASK_PAUSE, {}, "no_pause_allowed"),
        (Action.ASK_PAUSE, CLOCK, None),
        (Action.ASK_PAUSE, PAUSED, "paused_already"),
        (Action.ASK_PAUSE, CLOCK | {"pause_asked_by": "second"}, "pause_asked"),
        (Action.ASK_PAUSE, CLOCK | {"investigate_by": facts().today - timedelta(days=1)}, "term_passed"),
        (Action.ASK_PAUSE, CLOCK | {"state": State.CONCLUDED}, "state"),
        (Action.END_PAUSE, CLOCK, "not_paused"),
        (Action.END_PAUSE, PAUSED, None),
    ],
)
def test_an_investigator_stops_and_starts_the_clock_only_where_it_may_be(
    action: Action, about: dict[str, object], code: str | None
) -> None:
    closed = may(facts(**about), LEAD)[action]

    assert (closed.code if closed else None) == code


def test_a_head_decides_who_neither_asked_nor_had_a_hand_in_the_case() -> None:
    asked = {"pause_asked_by": "lead"}

    assert may(facts(**asked), HEAD)[Action.DECIDE_PAUSE] is None
    for about, code in (
        ({"pause_asked_by": HEAD.staff_id}, "own_application"),
        (asked | {"hands": frozenset({HEAD.staff_id})}, "investigated_it"),
        ({}, "no_pause_asked"),
    ):
        closed = may(facts(**about), HEAD)[Action.DECIDE_PAUSE]
        assert closed is not None
        assert closed.code == code


def test_limits_know_every_key_under_which_a_province_speaks() -> None:
    held = Limits().as_json()

    assert set(KEYS) <= set(held)
    assert all(held[key_of(ground)] == 0 for ground in PauseGround)
