"""A share at each run, and everything in as many turns as there are shares."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests import dealing
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


class Item:
    """A test as pytest collects it."""

    def __init__(self, file: str, name: str, case: str | None = None, *asks: str) -> None:
        self.nodeid, self.originalname, self.module = f"tests/{file}::{name}[{case}]", name, None
        self.name = f"{name}[{case}]"
        self.fixturenames = asks or ("app",)
        if case is not None:
            self.callspec = case

    def get_closest_marker(self, _: str) -> None:
        return None


DESK, SIGHT, RULES = (
    "investigation/test_desk.py",
    "investigation/test_sight.py",
    "investigation/domain/test_x.py",
)
DRILLS = dealing.ONE_OF[-1]
UPGRADED = "investigation/test_upgraded.py"
COLLECTED: list[Any] = [
    *(Item(DESK, "given", str(case)) for case in range(7)),
    *(Item(DESK, f"alone {at}") for at in range(5)),
    *(Item(SIGHT, f"alone {at}") for at in range(5)),
    *(Item(SIGHT, "given", str(case)) for case in range(2)),
    *(Item(DESK, f"on servers {at}", None, "app", "new_postgres_url") for at in range(3)),
    *(Item(DESK, "without a door", str(case), "tmp_path") for case in range(4)),
    *(Item(RULES, "given", str(case)) for case in range(4)),
    *(Item(UPGRADED, "upgraded", ground, "new_postgres_url") for ground in ("sqlite", "postgresql")),
    *(Item(file, f"drill {at}", None, "tmp_path") for file in DRILLS for at in range(2)),
]


def test_each_test_that_is_given_cases_and_each_file_is_asked_on_each_day_and_everything_in_a_few() -> None:
    asked = [set(COLLECTED) - dealing.left_out(COLLECTED, day, whole=False) for day in range(12)]

    assert set().union(*asked) == set(COLLECTED)
    for day in asked:
        assert {
            (dealing.file_of(item), item.originalname) for item in COLLECTED if hasattr(item, "callspec")
        } <= {(dealing.file_of(item), item.originalname) for item in day}
        alone = [item for item in day if "alone" in item.name]
        assert len([item for item in alone if dealing.file_of(item) == DESK]) in (1, 2)
        assert len([item for item in alone if dealing.file_of(item) == SIGHT]) == 5
        assert len([item for item in day if dealing.file_of(item) == UPGRADED]) == 1
        (drill,) = {dealing.file_of(item) for item in day if "drill" in item.name}
        assert len([item for item in day if dealing.file_of(item) == drill]) == 2
    always = set.intersection(*asked)
    assert set(COLLECTED) - always == set(dealing.shared_out(COLLECTED)), "marked, so that a sweep reaches it"
    assert not dealing.left_out(COLLECTED, whole=True)


@pytest.mark.parametrize(("named", "everything"), [(".", True), ("tests", True), ("tests/api", False)])
def test_whoever_names_files_is_asked_all_that_is_in_them(named: str, everything: bool) -> None:
    class Config:
        class invocation_params:
            dir = Path(__file__).parents[1]

        args = (named,)

    assert dealing.everything_is_asked(Config) is everything  # type: ignore[arg-type]


def test_what_is_named_is_there() -> None:
    here = Path(__file__).parent
    named = [*dealing.EVERY_DAY, *dealing.ON_EACH, *dealing.TURNS, *chain(*dealing.ONE_OF)]
    assert [name for name in named if not (here / name.partition("::")[0]).exists()] == []
    tests = [name.split("::") for name in chain(*dealing.ONE_OF) if "::" in name]
    assert [name for file, name in tests if f"def {name}(" not in (here / file).read_text()] == []
