"""Where the day stands: warned of before, told upward after, paused only where a province says so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.triage.domain.policy import Policy
from services.triage.domain.standing import aim, level, resumed, stage, superiors
from shared import workdays
from tests.triage.builders import COUNTRY, HANGZHOU, NATION, TODAY, XIHU, ZHEJIANG

DUE = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("left", "told"), [(10, "ahead"), (4, "ahead"), (3, "near"), (1, "near"), (0, "today"), (-1, "overdue")]
)
def test_one_is_warned_three_days_before(left: int, told: str) -> None:
    assert stage(DUE, DUE - timedelta(days=left)) == told


@pytest.mark.parametrize(("late", "bodies"), [(-3, 0), (0, 0), (1, 1), (5, 1), (6, 2), (400, 2)])
def test_the_longer_it_is_late_the_more_bodies_know(late: int, bodies: int) -> None:
    assert level(DUE, DUE + timedelta(days=late)) == bodies


def test_the_house_aims_at_five_working_days_or_at_what_its_province_sets() -> None:
    assert aim(TODAY, workdays.load(), Policy()) == date(2026, 11, 30)
    assert aim(TODAY, workdays.load(), Policy(aim_workdays=2)) == date(2026, 11, 25)


def test_a_superior_that_must_not_learn_of_it_is_passed_over() -> None:
    assert superiors(XIHU, lambda division: False, COUNTRY) == [HANGZHOU, ZHEJIANG, NATION]
    assert superiors(XIHU, lambda division: division == HANGZHOU, COUNTRY) == [ZHEJIANG, NATION]


def test_time_stands_still_only_where_a_province_says_so() -> None:
    asked, answered = date(2026, 11, 24), date(2026, 11, 27)

    assert resumed(DUE, asked, answered, Policy(), workdays.load()) == DUE
    pauses = replace(Policy(), pauses_while_asked=True)
    assert resumed(DUE, asked, answered, pauses, workdays.load()) == date(2026, 12, 11)
    assert resumed(DUE, asked, asked, pauses, workdays.load()) == DUE  # answered on the day
    assert resumed(DUE, answered, asked, pauses, workdays.load()) == DUE
