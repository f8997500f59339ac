"""What of the services' doors a run of all tests asks. The rules behind them are asked whole on each day, and without a
door; what leads cases through one has a share of it each day (tests/sampled.py).

On each day every file of FOLDERS is asked, and in it
- each test that is given cases, with one in CASES of them: no test of that kind is ever left out;
- one in OTHERS of the tests that are given none, and the others the next days;
- all that runs on PostgreSQL or the broker but for what is asked on other ground as well (ON_EACH), and all in EVERY_DAY: who may see, do and decide what, what attackers send,
  what is kept and forgotten, and what upgrades make of rows that lie there.
What is asked on each database or over each road of messages (ON_EACH) is asked on one of two, on the other the next day.
Of the benchmarks' short forms and of programs beside their forks (TURNS) a fourth is run on a day, and of what builds up or breaks a whole house in ways that are
alike (ONE_OF) one of each kind.
Besides, each day meets all of it in other ways: the rules themselves, the matrix of who may do what in which state, the
walks beside the core, events in any order, stories from the queue to the archive, and the journeys through a whole house.

Whoever names files or folders is asked all that is in them; `make sweep` asks all that is dealt out here.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import pytest

from tests.sampled import TURN, WHOLE, due

FOLDERS = ("investigation", "triage", "intake", "api")
DOORS = frozenset({"app", "works", "database", "house", "town"})
"""Who asks for one of these leads something through a service and its database."""
SERVERS = frozenset({"new_postgres_url", "new_rabbitmq_url"})
CASES = 4
OTHERS = 3
ON_EACH = (
    "intake/files/test_joined.py",
    "investigation/test_ends.py",
    "investigation/test_in_force_again.py",
    "investigation/test_upgraded.py",
    "shared/keys/test_rotation.py",
    "shared/messaging",
    "shared/test_foresight.py",
    "shared/test_migrations.py",
    "shared/web/test_idempotency.py",
)
"""Files and folders with tests that are given what they stand on."""
TURNS = {"bench/test_runs.py": 4, "journeys/test_preloaded.py": 4}
"""Files whose tests take so many days, whatever they ask for."""
ONE_OF = (
    (
        "deploy/test_up.py::test_whatever_is_killed_comes_back_and_loses_nothing",
        "deploy/test_up.py::test_it_continues_after_its_keeper_was_killed_and_after_down",
    ),
    ("journeys/test_restored.py", "journeys/test_kill_between_steps.py", "journeys/test_demo_cases.py"),
    ("browser/test_path.py", "browser/test_twenty.py"),
    ("journeys/test_cluster.py", "journeys/test_scaled_out.py"),
    ("faults/test_bodies_short.py", "faults/test_lost_answers.py"),
)
"""Whole files or tests in turns: what `make up` started is killed in parts or all at once; work goes on in a restored house,
behind power cuts, or in the demo's stories; one complaint by the mouse, or twenty by the keyboard; a house with several of
each part; drills under load. Each day sees a copy restored (shared/backup), programs killed (shared/messaging,
faults/test_short.py) and the demo's stories looked over (deploy/test_demo_complaints.py)."""
EVERY_DAY = (
    "api",
    "intake/files/test_looking.py",
    "intake/test_proofs.py",
    "intake/test_redactions.py",
    "intake/test_retention.py",
    "investigation/conflicts",
    "investigation/evidence/test_attacks.py",
    "investigation/supplement/test_hostile_folders.py",
    "investigation/test_above_barred.py",
    "investigation/test_held_words.py",
    "investigation/test_kept_away.py",
    "investigation/test_own_decision.py",
    "investigation/test_retention.py",
    "investigation/test_secured.py",
    "investigation/test_sight.py",
    "investigation/test_upgraded.py",
    "investigation/unit/test_followed_sight.py",
    "triage/signin",
    "triage/test_late_words.py",
    "triage/test_retention.py",
)
"""Files and folders of which every test is asked each day, if not with every case."""
OWN = frozenset({"dealt", "due"})
"""A file that has one of these at hand deals out for itself."""
Key = TypeVar("Key", bound=Hashable)


def everything_is_asked(config: pytest.Config) -> bool:
    """Whether nobody named files or folders, or tests by their names."""
    tests = Path(__file__).parent
    named = [Path(config.invocation_params.dir, each).resolve() for each in config.args]
    return all(each in (tests, tests.parent) for each in named)


def shared_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """All that some days leave out."""
    return [item for group, _ in _groups(items) for unit in group for item in unit]


def left_out(items: Sequence[pytest.Item], turn: int = TURN, whole: bool = WHOLE) -> set[pytest.Item]:
    """What is not asked on this day."""
    return {
        item
        for group, of in _groups(items)
        for place, unit in enumerate(group, _begin(group))
        if not due(place, of, turn, whole)
        for item in unit
    }


def _groups(items: Sequence[pytest.Item]) -> Iterator[tuple[list[list[pytest.Item]], int]]:
    """What takes turns, and one in how many of it is asked: never none."""
    for tests, of in _of_tests(items):
        yield [[test] for test in tests], of
    named = _by(file_of, items) | _by(lambda item: f"{file_of(item)}::{_test(item)}", items)
    for names in ONE_OF:
        there = [named[name] for name in names if name in named]
        if there:
            yield there, len(there)


def _of_tests(items: Sequence[pytest.Item]) -> Iterator[tuple[list[pytest.Item], int]]:
    given = _by(lambda item: (file_of(item), _test(item)), filter(_is_given, items))
    on_each = [
        cases for key, cases in given.items() if key[0].startswith(ON_EACH) and any(map(_on_servers, cases))
    ]
    yield from ((cases, min(2, len(cases))) for cases in on_each)
    dealt = {item for cases in on_each for item in cases}
    at_doors = [item for item in items if _is_at_a_door(item) and item not in dealt]
    alike = _by(lambda item: (file_of(item), _test(item), _on_servers(item)), filter(_is_given, at_doors))
    yield from ((cases, min(CASES, len(cases))) for cases in alike.values())
    others = _by(file_of, (item for item in at_doors if not _is_given(item) and _may_wait(item)))
    yield from ((tests, min(OTHERS, len(tests))) for tests in others.values())
    slow = _by(file_of, (item for item in items if file_of(item) in TURNS))
    yield from ((tests, min(TURNS[file], len(tests))) for file, tests in slow.items())


def _begin(group: Sequence[Sequence[pytest.Item]]) -> int:
    """Elsewhere for each, so that no day has more than another."""
    first = group[0][0]
    return crc32(file_of(first).encode() + _test(first).encode())


def _is_at_a_door(item: pytest.Item) -> bool:
    folder, *deeper = file_of(item).split("/")
    here = folder in FOLDERS and "domain" not in deeper and bool(DOORS & _fixtures(item))
    return here and not OWN & vars(getattr(item, "module", None) or object).keys()


def _is_given(item: pytest.Item) -> bool:
    return hasattr(item, "callspec")


def _may_wait(item: pytest.Item) -> bool:
    return not _on_servers(item) and not file_of(item).startswith(EVERY_DAY)


def _on_servers(item: pytest.Item) -> bool:
    return bool(SERVERS & _fixtures(item)) or item.get_closest_marker("postgres") is not None


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _test(item: pytest.Item) -> str:
    return str(getattr(item, "originalname", None) or item.name)


def file_of(item: pytest.Item) -> str:
    """Below tests/."""
    return item.nodeid.partition("::")[0].partition("/")[2]


def _by(key: Callable[[pytest.Item], Key], items: Iterable[pytest.Item]) -> dict[Key, list[pytest.Item]]:
    found: dict[Key, list[pytest.Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
