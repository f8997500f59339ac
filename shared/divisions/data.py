"""The committed rows, as they stand in shared/data."""

import csv
from collections.abc import Iterator
from pathlib import Path

from shared.contracts.terms import Level
from shared.divisions.division import SPECIAL_AREA, XPCC, Division, Retirement

FOLDER = Path(__file__).parent.parent / "data"


def divisions() -> Iterator[Division]:
    """The divisions of GB/T 2260, parents as the source gives them."""
    for row in rows("divisions.csv"):
        yield Division(
            code=row["code"],
            name=row["name"],
            level=Level(row["level"].lower()),
            parent=row["parent"] or None,
            type=row["type"],
            special=row["special"],
        )


def special_areas() -> Iterator[Division]:
    """What has no code of its own in GB/T 2260: the XPCC, development zones."""
    for row in rows("special_areas.csv"):
        yield Division(
            code=row["code"],
            name=row["name"],
            level=Level(row["level"].lower()),
            parent=row["parent"],
            type=row["type"],
            special=XPCC if row["code"] == XPCC else SPECIAL_AREA,
            has_body=row["has_body"] == "yes",
        )


def retirements() -> Iterator[Retirement]:
    for row in rows("divisions_retired.csv"):
        successors = tuple(code for code in row["successors"].split("|") if code)
        yield Retirement(row["code"], row["last_name"], int(row["last_change_year"]), successors)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
