"""`make mutants`: change the law's code in one place after the other and see whether a test notices.

Without arguments all of it, and docs/mutants.md is written; with names of files or --every N a part of it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.operators import Mutant, mutants
from tests.mutants.report import Result, explained, write
from tests.mutants.trial import passes, prepare, survives

DOMAIN = Path("services/triage/domain")
TESTS = Path("tests/triage/domain")
LAST = ("test_properties", "test_any_text", "test_measures")
"""Generated facts find least and take longest."""


def main() -> int:
    asked = _arguments()
    prepare()
    suites = {True: _modules(TESTS / "finding"), False: _modules(TESTS)}
    if not all(passes(tests) for tests in suites.values()):
        print("The tests fail without any change; mend that first.")
        return 1
    results = [_tried(path, asked.every, suites["finding" in path.parts]) for path in _sources(asked.files)]
    whole = not asked.files and asked.every == 1
    if whole:
        write(results)
    unexplained = [one for result in results for one in result.survivors if not explained(result.path, one)]
    killed, tried = (
        sum(values) for values in zip(*((one.killed, one.tried) for one in results), strict=True)
    )
    print(
        f"{killed} of {tried} mutants killed ({killed / max(tried, 1):.1%}), {len(unexplained)} unexplained"
    )
    return 0


def _modules(folder: Path) -> list[str]:
    names = [".".join(path.with_suffix("").parts) for path in sorted(folder.glob("test_*.py"))]
    return sorted(names, key=lambda name: name.endswith(LAST))


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    asked.add_argument("files", nargs="*", help="parts of paths, as conflicts or finding/roles")
    asked.add_argument("--every", type=int, default=1, help="only every so-manieth mutant")
    return asked.parse_args()


def _sources(wanted: list[str]) -> Iterator[Path]:
    for path in sorted(DOMAIN.rglob("*.py")):
        if not wanted or any(name in str(path) for name in wanted):
            yield path


def _tried(path: Path, every: int, tests: list[str]) -> Result:
    start = time.monotonic()
    chosen = mutants(path.read_text("utf-8"))[::every]
    alive: list[Mutant] = [one for one in chosen if survives(path, one.number, tests)]
    took = time.monotonic() - start
    print(
        f"{path.relative_to(DOMAIN)}: {len(chosen) - len(alive)}/{len(chosen)} killed, {took:.0f} s",
        flush=True,
    )
    for one in alive:
        print(f"    {one.line} {one.where}: {one.before}  ->  {one.after}", flush=True)
    return Result(str(path), len(chosen), tuple(alive))


if __name__ == "__main__":
    sys.exit(main())
