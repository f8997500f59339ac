"""A share at each run, and everything in as many turns as there are shares."""

from itertools import chain

from tests.sampled import TURN, dealt, due


def test_shares_are_different_and_together_everything() -> None:
    shares = [dealt(range(10), turn, 3, whole=False) for turn in range(3)]

    assert sorted(chain(*shares)) == list(range(10))
    assert dealt(range(10), 0, 3, whole=True) == list(range(10))


def test_each_place_is_due_once_in_as_many_turns() -> None:
    asked = [[place for place in range(10) if due(place, 3, turn, whole=False)] for turn in range(3)]

    assert sorted(chain(*asked)) == list(range(10))
    assert all(due(place, 3, whole=True) for place in range(3))
    assert [place for place in range(2) if due(place, 2, whole=False)] == [TURN % 2]
