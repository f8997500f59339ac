"""`make stories`: every story on the real parts, its papers in a folder to be looked at; writes docs/stories.md."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from shared.clock import china_day, system_clock
from tests.journeys.stories.plots import CHAPTERS
from tests.journeys.stories.report import page, told_of
from tests.journeys.stories.shelf import Shelf
from tests.journeys.stories.stage import staged

PAGE = Path(__file__).resolve().parents[3] / "docs" / "stories.md"


def main() -> int:
    asked = _asked()
    chosen = [name for name in CHAPTERS if not asked.only or name in asked.only.split(",")]
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="jiandu-stories-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
    today, told = china_day(system_clock()), []
    with staged(folder / "house") as stage:
        for name in chosen:
            start, shelf = time.monotonic(), Shelf(today, folder / name.replace(" ", "-"))
            ways = CHAPTERS[name].plot(stage, shelf)
            told.append(told_of(name, CHAPTERS[name], ways, shelf, time.monotonic() - start))
            print(told[-1].row, end="", flush=True)
    print(f"The papers, each page as a picture beside: {folder}")
    if not asked.only:
        PAGE.write_text(page(told, today), "utf-8")
    return 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make stories", description=__doc__)
    asked.add_argument(
        "--only", help="names of stories, with commas; default: all, and docs/stories.md is written"
    )
    asked.add_argument("--folder", help="where the papers go (default: a new temporary folder)")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
