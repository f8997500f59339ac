"""What sending costs in a crowd: nothing where it is calm, bounded everywhere, and nobody waits for ever."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain import crowd
from services.intake.domain.crowd import (
    BITS,
    EVERY,
    LONGEST_WAIT,
    MOST_BITS,
    PRICE_HOLDS,
    PROOF_LIMIT,
    SHORTEST_WAIT,
    Crowd,
    Price,
    Rate,
)

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
NUMBER = "7K3M-9QXT-AB2C"
RATES = st.floats(0, 1e9)


def worked(bits: int) -> str:
    return next(str(proof) for proof in count() if crowd.solves(NUMBER, str(proof), bits))


@given(RATES)
def test_where_it_is_calm_nothing_is_asked_however_busy_the_house(rate):
    assert crowd.bits(Crowd.CALM, rate) == 0


@given(st.sampled_from([Crowd.BUSY, Crowd.CROWDED]), RATES, RATES)
def test_the_price_rises_with_the_load_and_has_a_top(where, one, other):
    less, more = sorted((one, other))

    assert BITS[where] <= crowd.bits(where, less) <= crowd.bits(where, more) <= MOST_BITS


@pytest.mark.parametrize(
    ("rate", "dearer"), [(0, 0), (5, 0), (5.1, 1), (10, 1), (10.1, 2), (20, 2), (1e6, 3)]
)
def test_each_doubling_adds_a_bit(rate, dearer):
    assert crowd.bits(Crowd.CROWDED, rate) == BITS[Crowd.CROWDED] + dearer


def test_a_proof_is_of_one_number_and_of_so_much_work():
    proof = worked(8)

    assert crowd.solves(NUMBER, proof, 8)
    assert crowd.solves(NUMBER, proof, 0)
    assert not crowd.solves(NUMBER, proof, 60)
    assert not crowd.solves("ANOTHER-NUMBER", worked(16), 16)
    assert not crowd.solves(NUMBER, "1" * (PROOF_LIMIT + 1), 0)


@pytest.mark.parametrize(
    ("where", "price", "proof", "in_now"),
    [
        (Crowd.CALM, None, "", True),
        (Crowd.CALM, Price(60, NOW), "", True),
        (Crowd.BUSY, None, "", False),
        (Crowd.CROWDED, None, worked(8), False),
        (Crowd.CROWDED, Price(8, NOW), worked(8), True),
        (Crowd.CROWDED, Price(60, NOW), worked(8), False),
        (Crowd.CROWDED, Price(8, NOW - PRICE_HOLDS), worked(8), False),
        (Crowd.CROWDED, Price(60, NOW, NOW + timedelta(seconds=1)), "", False),
        (Crowd.CROWDED, Price(60, NOW, NOW), "", True),
        (Crowd.CROWDED, Price(60, NOW - PRICE_HOLDS, NOW - timedelta(days=1)), "", True),
    ],
)
def test_who_comes_in(where, price, proof, in_now):
    assert crowd.admits(where, NUMBER, price, proof, NOW) is in_now


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 900)), min_size=1, max_size=200))
def test_everyone_in_the_line_has_a_turn_and_nobody_s_form_takes_longer_than_that(comers):
    free_at, now = None, NOW
    for gap, written in comers:
        now += timedelta(seconds=gap)
        begun_at = now - timedelta(seconds=written)
        turn_at, free_at = crowd.turn(free_at, now, begun_at)

        assert turn_at >= now + SHORTEST_WAIT
        assert turn_at <= max(now + SHORTEST_WAIT, begun_at + LONGEST_WAIT)


def test_a_full_line_passes_two_a_second_and_then_nobody_waits_longer():
    free_at, turns = None, []
    for _ in range(2_000):
        turn_at, free_at = crowd.turn(free_at, NOW)
        turns.append(turn_at)

    assert turns[1] - turns[0] == EVERY
    assert turns[-1] == NOW + LONGEST_WAIT


def test_a_rate_fades():
    rate = Rate()
    for _ in range(100):
        rate.count(1000.0)

    assert rate.at(1000.0) == pytest.approx(10)
    assert rate.at(1010.0) == pytest.approx(10 / 2.718, rel=0.01)
    assert rate.at(2000.0) < 1e-9


def test_no_proof_is_none_though_the_number_alone_would_do() -> None:
    lucky = next(str(n) for n in count() if hashlib.sha256(f"{n}:".encode()).digest()[0] == 0)

    assert not crowd.solves(lucky, "", 8)
