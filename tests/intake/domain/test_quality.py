"""Which calls are drawn for their quality, and what marks come to."""

from uuid import UUID

import pytest

from services.intake.domain.quality import WORTH, Criterion, Grade, draw, missing, score
from services.intake.wording_quality import CRITERIA, GRADES

CALLS = [UUID(int=number) for number in range(50)]


def test_the_same_seed_draws_the_same_calls_whatever_their_order():
    drawn = draw("a3f1", CALLS, 5)

    assert drawn == draw("a3f1", reversed(CALLS), 5)
    assert drawn != draw("a3f2", CALLS, 5)
    assert len(set(drawn)) == 5


def test_the_lot_favours_nobody():
    times = [sum(call in draw(f"{seed:x}", CALLS, 10) for seed in range(500)) for call in CALLS]

    assert sum(times) == 5_000
    assert (
        min(times) > 60
    )  # of 100 expected; a fair lot misses by four deviations less than once in a thousand
    assert max(times) < 140


def test_fewer_calls_than_wanted_are_all_drawn():
    assert sorted(draw("x", CALLS[:3], 5)) == CALLS[:3]


@pytest.mark.parametrize(
    ("grades", "comes_to"),
    [
        ((Grade.MET, Grade.MET, Grade.MISSED), 67),
        ((Grade.PARTLY, Grade.UNKNOWN), 50),
        ((Grade.UNKNOWN, Grade.UNKNOWN), None),
        ((), None),
    ],
)
def test_what_cannot_be_told_counts_neither_way(grades, comes_to):
    assert score(dict(zip(Criterion, grades, strict=False))) == comes_to


def test_every_criterion_and_grade_has_its_words_and_worth():
    assert set(CRITERIA) == set(Criterion) == set(missing({}))
    assert set(GRADES) == set(Grade) == set(WORTH)
    assert missing(dict.fromkeys(Criterion, Grade.MET)) == []
