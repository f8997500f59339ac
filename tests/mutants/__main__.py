"""`make mutants`: change the law's code in one place after the other and see whether a test notices.

Without arguments all of it, and docs/mutants.md is written; with names of files or --every N a part of it.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.kept import Kept
from tests.mutants.operators import Mutant, mutants
from tests.mutants.report import Result, explained, idle, write
from tests.mutants.trial import passes, prepare, trials

DOMAIN = Path("services/triage/domain")
TESTS = Path("tests/triage/domain")
RECORDS = ("test_outcomes", "test_readings")
LAST = (
    "test_properties", "test_any_text", "test_measures", "test_pairs", "test_registers", "test_settings",
    "test_competence",
)  # fmt: skip
"""Generated facts, and what is tried in every pair or place, find least and take longest."""


def main() -> int:
    asked = _asked()
    prepare()
    suites = {True: _modules(TESTS / "finding"), False: _modules(TESTS)}
    sources = list(_sources(asked.files))
    if not all(passes(suites[which]) for which in {"finding" in path.parts for path in sources}):
        print("The tests fail without any change; mend that first.")
        return 1
    kept = Kept(asked.fresh)
    results = [_tried(path, asked, suites["finding" in path.parts], kept) for path in sources]
    if not asked.files and asked.every == 1:
        write(results)
        for why in idle(results):
            print(f"explains nothing: {why}")
    killed, tried = sum(one.killed for one in results), sum(one.tried for one in results)
    alone = sum(not explained(each.path, one) for each in results for one in each.survivors)
    print(
        f"{killed} of {tried} mutants killed ({killed / max(tried, 1):.1%}); {alone} survivors not explained"
    )
    return 0


def _modules(folder: Path) -> list[str]:
    names = [".".join(path.with_suffix("").parts) for path in sorted(folder.glob("test_*.py"))]
    return sorted(names, key=lambda name: name.endswith(LAST))


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    asked.add_argument("files", nargs="*", help="parts of paths, as conflicts or finding/roles")
    asked.add_argument("--every", type=int, default=1, help="only every so-manieth mutant")
    asked.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="so many at the same time")
    asked.add_argument("--fresh", action="store_true", help="forget what earlier runs killed")
    return asked.parse_args()


def _sources(wanted: list[str]) -> Iterator[Path]:
    for path in sorted(DOMAIN.rglob("*.py")):
        if not wanted or any(name in str(path) for name in wanted):
            yield path


def _tried(path: Path, asked: argparse.Namespace, tests: list[str], kept: Kept) -> Result:
    start = time.monotonic()
    chosen = mutants(path.read_text("utf-8"))[:: asked.every]
    killed = kept.killed(path)
    open_still = [one.number for one in chosen if one.number not in killed]
    try:
        for number, survived in trials(path, open_still, _nearest_first(path, tests), asked.at_once):
            if not survived:
                killed.add(number)
    finally:
        kept.keep(path, killed)
    alive = tuple(one for one in chosen if one.number not in killed)
    _tell(path, chosen, alive, time.monotonic() - start)
    return Result(str(path), len(chosen), alive)


def _nearest_first(path: Path, tests: list[str]) -> list[str]:
    """The tests that bear the name of the module or of its folder find most, then the records."""
    order = (f"test_{path.stem}", f"test_{path.parent.name}", *RECORDS)
    rank = {name: at for at, name in enumerate(order)}
    return sorted(tests, key=lambda name: rank.get(name.rpartition(".")[2], len(rank)))


def _tell(path: Path, tried: list[Mutant], alive: tuple[Mutant, ...], took: float) -> None:
    print(
        f"{path.relative_to(DOMAIN)}: {len(tried) - len(alive)}/{len(tried)} killed, {took:.0f} s", flush=True
    )
    for one in alive:
        print(f"    {one.line} {one.where}: {one.before}  ->  {one.after}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
