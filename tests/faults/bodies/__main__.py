"""Run the drills of a body's system and write their table: `python -m tests.faults.bodies [--only NAME,...]`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from shared.contracts.terms import Service
from tests.faults.bodies import drill
from tests.faults.bodies.catalogue import FAULTS, PROOFS, Fault
from tests.faults.bodies.drill import Result
from tests.faults.bodies.office import opened
from tests.load import machine
from tests.load.servers import TUNING, Servers
from tests.load.unit import ROOT

CASES = 10
"""Each time that something is done."""
PATH = ROOT / "docs" / "bodies-drills.md"
INTRODUCTION = """# Fault drills of a body with a system of its own

`make drill` also starts investigation's relay and worker, PostgreSQL, RabbitMQ and the
[example client](../deploy/examples/body_client/README.md) as the system of one body. Cases are opened; the system takes
each from its queue, keeps it, takes it up (`case.claim`) and, once that was answered, writes to the complainant
(`case.message`). Meanwhile something ends by kill -9, or stops. When it is back and nothing moves any more, the ledger compares
investigation's database with what lies in the system's folder.

- **missing**: a case that the body's system was not told of, did not keep or does not know in its newest version; a report
  that had no effect or no answer. The system never sends again what the broker confirmed, so nothing hides a lost report.
- **twice**: a case kept twice under one number; a report that took effect more than once.
- **answered again**: answers that the system had to the same report once more; they say so (`repeated`).
- **recovery**: from when all was running again until the ledger balanced.

Besides, nothing may be refused, lie in a dead queue or wait at the end.

{machine}

"""
HEAD = (
    "| drill | what happens | cases | kept | reports | answered again | missing | twice | refused | dead | waiting "
    "| recovery s |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
)
PROOF = """
## The ledger notices

The same with one guarantee switched off (in `tests/faults/bodies`; neither the product nor the example has such a switch).
Here missing and twice must not both be 0.

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="names of drills, with commas; default: all, and docs/ is written")
    parser.add_argument("--cases", type=int, default=CASES)
    asked = parser.parse_args()
    chosen = [fault for fault in (*FAULTS, *PROOFS) if not asked.only or fault.name in asked.only.split(",")]
    folder = Path(tempfile.mkdtemp(prefix="jiandu-bodies-"))
    try:
        results = list(_run(chosen, folder, asked.cases))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not asked.only:
        PATH.write_text(_text(results), "utf-8")
    failed = [result.fault.name for result in results if not result.as_expected]
    print("Everything balances." if not failed else f"Not as it must be: {', '.join(failed)}")
    return 1 if failed else 0


def _run(faults: Iterable[Fault], folder: Path, cases: int) -> Iterator[Result]:
    folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
    servers = Servers.start(folder / "servers", 1, TUNING)
    try:
        for number, (without, group) in enumerate(groupby(faults, lambda fault: fault.without)):
            url = servers.make_databases(f"office{number}_")[Service.INVESTIGATION]
            place = folder / f"office-{number}"
            with opened(place, servers.nodes[0], servers.postgres, url, without) as office:
                for fault in group:
                    result = drill.run(office, fault, cases)
                    print(row(result), end="", flush=True)
                    if not result.as_expected:
                        print(office.said(), file=sys.stderr)
                    yield result
    finally:
        servers.stop()


def row(result: Result) -> str:
    kept = result.ledger
    cells = (
        result.fault.name, result.fault.says, kept.cases, kept.letters, kept.reports, kept.repeated,
        f"**{sum(kept.missing.values())}**", f"**{sum(kept.again.values())}**", kept.refused, kept.dead,
        kept.waiting, f"{result.recovery:g}",
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _text(results: Sequence[Result]) -> str:
    text = INTRODUCTION.format(machine=machine.in_words(machine.shape()))
    text += HEAD + "".join(row(each) for each in results if not each.fault.without)
    return text + PROOF + HEAD + "".join(row(each) for each in results if each.fault.without)


if __name__ == "__main__":
    sys.exit(main())
