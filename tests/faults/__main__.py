"""Run the drills and write their table: `python -m tests.faults [--only NAME,...] [--rate 50] [--keep]`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tests.faults import drill, report
from tests.faults.catalogue import FAULTS, PROOFS, Fault, possible
from tests.faults.drill import Result
from tests.faults.site import private
from tests.load.unit import ROOT

RATE = 50.0


def main() -> int:
    asked = _asked()
    chosen = [fault for fault in (*FAULTS, *PROOFS) if not asked.only or fault.name in asked.only.split(",")]
    left_out = [f"{fault.name} ({why})" for fault in chosen if (why := possible(fault))]
    folder = Path(tempfile.mkdtemp(prefix="jiandu-drill-", dir=asked.folder))
    results = list(_run((fault for fault in chosen if not possible(fault)), folder, asked.rate))
    if asked.write:
        report.write(results, left_out, asked.rate, ROOT / "docs")
    if not asked.keep:
        shutil.rmtree(folder, ignore_errors=True)
    failed = [result.fault for result in results if not result.as_expected]
    print("Everything balances." if not failed else f"Not as it must be: {', '.join(failed)}")
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="names of drills, with commas; default: all, and docs/ is written")
    parser.add_argument("--rate", type=float, default=RATE, help="complaints a second")
    parser.add_argument("--folder", help="where servers and logs go (default: the system's temporary folder)")
    parser.add_argument("--keep", action="store_true", help="leave databases and logs behind")
    parser.add_argument("--write", action="store_true", help="write docs/ also for a choice of drills")
    asked = parser.parse_args()
    asked.write = asked.write or not asked.only
    return asked


def _run(faults: Iterable[Fault], folder: Path, rate: float) -> Iterator[Result]:
    """Drills that can share a site do."""
    groups = groupby(faults, lambda fault: (fault.nodes, fault.without, fault.needs_clock))
    for number, ((nodes, without, loose_clock), group) in enumerate(groups):
        place = folder / f"site-{number}"
        place.mkdir(mode=0o755)
        folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
        with private(place, nodes, without, loose_clock) as site:
            for fault in group:
                result = drill.run(site, fault, rate)
                site.revive()
                print(report.row(result), end="", flush=True)
                if not result.as_expected:
                    print(result.ledger.missing, result.ledger.again, site.said(), file=sys.stderr)
                yield result


if __name__ == "__main__":
    sys.exit(main())
