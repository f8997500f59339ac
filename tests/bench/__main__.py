"""Run the benchmarks and write their table: `python -m tests.bench [--only NAME,...] [--quick]`."""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from shared import logs
from tests.bench import report
from tests.bench.clients.wrk import NotMeasured
from tests.bench.figure import Figure
from tests.bench.parts import PARTS
from tests.bench.stage import Stage, opened
from tests.load.unit import ROOT


def main() -> int:
    asked = _asked()
    logs.configure("warning", "json")
    folder = Path(tempfile.mkdtemp(prefix="jiandu-bench-", dir=asked.folder))
    measured: dict[str, list[Figure]] = {}
    broken: list[str] = []
    try:
        with opened(folder, asked.quick) as stage:
            for name in asked.only or PARTS:
                figures = run_part(name, stage)
                if figures is None:
                    broken.append(name)
                    continue
                measured[name] = figures
                if not asked.quick and not asked.look:
                    report.write({name: figures}, ROOT)  # at once: a whole run takes half an hour
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    missed = [figure.name for figures in measured.values() for figure in figures if not figure.holds]
    if broken:
        print(f"Not measured: {', '.join(broken)}")
    print("Everything measured holds." if not missed else f"Not reached: {', '.join(missed)}")
    return 1 if broken or (missed and not asked.quick) else 0


def run_part(name: str, stage: Stage) -> list[Figure] | None:
    """Measure one part and tell its figures; None where it could not be measured, which the others need not
    suffer from."""
    start = time.monotonic()
    try:
        figures = PARTS[name](stage)
    except NotMeasured as error:
        print(f"({name}: not measured: {error})", flush=True)
        return None
    print("\n".join(report.line(figure) for figure in figures), flush=True)
    print(f"({name}: {time.monotonic() - start:.0f} s)", flush=True)
    return figures


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=_names, help=f"some of {', '.join(PARTS)}, with commas; default: all")
    parser.add_argument(
        "--quick", action="store_true", help="small and short: shows that it runs, not how fast"
    )
    parser.add_argument("--folder", help="where servers and logs go (default: the system's temporary folder)")
    parser.add_argument("--look", action="store_true", help="print the figures and write nothing")
    parser.add_argument("--keep", action="store_true", help="leave databases and logs behind")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(PARTS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
