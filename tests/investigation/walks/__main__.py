"""`make walks`: millions of random steps over the pure core; writes docs/walks.md.

`--steps` and `--seed` walk elsewhere; the page is written only for what `make walks` itself walks.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.investigation.walks.ledger import Broken
from tests.investigation.walks.report import page
from tests.investigation.walks.walk import Count, walk

STEPS, SEED, PIECE = 3_000_000, "jiandu", 50_000
PAGE = Path(__file__).resolve().parents[3] / "docs" / "walks.md"


def main() -> int:
    asked = _asked()
    start, count = time.monotonic(), Count()
    seeds = [f"{asked.seed} {number}" for number in range(-(-asked.steps // PIECE))]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        try:
            for made in pool.map(walk, seeds, [PIECE] * len(seeds)):
                count += made
        except Broken as broken:
            pool.shutdown(cancel_futures=True)
            print(f"Reached what is forbidden: {broken}")
            return 1
    seconds = time.monotonic() - start
    print(f"{count.steps:,} steps in {count.walks:,} walks, {seconds:.0f} s: nothing forbidden was reached")
    if (asked.steps, asked.seed) == (STEPS, SEED):
        PAGE.write_text(page(count, seconds), "utf-8")
    return 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make walks", description=__doc__)
    asked.add_argument("--steps", type=int, default=STEPS)
    asked.add_argument("--seed", default=SEED)
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
