"""However it is shared out, everything is asked."""

from itertools import product

import pytest

from tests.journeys.prying import Question, lists
from tests.journeys.routes import Route, routes
from tests.journeys.shares import DAYS, EVERY, open_to, share_of, sides
from tests.journeys.test_reaches_the_right_body import ACCUSATIONS, SEATS, SIDES, accounts


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    return routes(tmp_path_factory.mktemp("routes"))


@pytest.mark.parametrize(("complaints", "accounts"), [(1, 8), (1, 3), (3, 8), (4, 8)])
def test_dealt_out_every_question_is_asked_of_every_complaint(complaints: int, accounts: int) -> None:
    questions = [(Question("GET", f"/{number}"),) * 2 for number in range(480)]
    every = sides(complaints, accounts)
    asked = {
        (side, who, what[0].path, of)
        for turn in range(DAYS)
        for side, who, of in product(range(every * complaints), range(accounts), range(complaints))
        for what in share_of(side + who, of, complaints, accounts, full=False, turn=turn)(iter(questions))
    }
    first = {(who, what, of) for side, who, what, of in asked if side == 0}

    assert len(first) == accounts * len(questions) // every
    assert len({(what, of) for _, what, of in first}) == complaints * len(questions)
    assert len({(who, of) for who, _, of in first}) == accounts * complaints
    assert len({(who, what) for side, who, what, _ in asked if side < every}) == accounts * len(questions)


@pytest.mark.parametrize("turn", range(DAYS))
def test_with_accounts_enough_every_question_is_asked_of_a_complaint_on_each_day(turn: int) -> None:
    questions = [(Question("GET", f"/{number}"),) * 2 for number in range(480)]
    asked = {
        what[0].path
        for who in range(len(SEATS) + 1)
        for what in share_of(who, 0, 1, len(SEATS) + 1, full=False, turn=turn)(iter(questions))
    }

    assert len(asked) == len(questions)


@pytest.mark.parametrize(("complaints", "accounts"), [(2, 3), (2, 1), (1, 1), (8, 8)])
def test_few_accounts_ask_everything_of_every_complaint(complaints: int, accounts: int) -> None:
    questions = [(Question("GET", f"/{number}"),) * 2 for number in range(400)]

    assert list(share_of(0, 0, complaints, accounts, full=False)(iter(questions))) == questions


def _accused_alone() -> list[tuple[str, ...]]:
    """The sides that one complaint accuses and that have every seat."""
    return [
        side
        for side in SIDES
        if sum(one.accused_side == side for one in ACCUSATIONS) == 1
        and len([name for home in side for name in accounts(home)]) > len(SEATS)
    ]


def test_a_seat_asks_every_question_at_one_of_the_sides_that_one_complaint_accuses() -> None:
    assert len({SIDES.index(side) % EVERY for side in _accused_alone()}) == EVERY


def test_a_side_looks_at_every_list_and_a_seat_at_every_list_of_one_such_side(
    addresses: list[Route],
) -> None:
    every = [str(question) for question in lists(addresses)]
    by_seat: dict[int, list[str]] = {}
    for side in _accused_alone():
        names = [name for home in side for name in accounts(home)]
        looks = open_to(SIDES.index(side), names, 1, addresses, full=False)
        assert {str(question) for each in looks.values() for question in each} == set(every)
        for seat, each in enumerate(looks.values()):
            by_seat.setdefault(seat, []).extend(map(str, each))
    assert all(sorted(seen) == sorted(every) for seen in by_seat.values())


@pytest.mark.parametrize(("complaints", "accounts"), [(3, 8), (2, 1), (1, 1)])
def test_however_many_complaints_and_accounts_every_list_is_looked_at(
    addresses: list[Route], complaints: int, accounts: int
) -> None:
    names = [str(number) for number in range(accounts)]
    looks = open_to(0, names, complaints, addresses, full=False)

    assert {str(question) for each in looks.values() for question in each} == {
        str(question) for question in lists(addresses)
    }
