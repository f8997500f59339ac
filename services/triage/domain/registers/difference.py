"""What a file would change in a register."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from services.triage.domain.registers.entries import Cells, Row, period
from services.triage.domain.registers.faults import Fault
from services.triage.domain.registers.kinds import Kind


@dataclass(frozen=True)
class Changed:
    row: Row
    before: Cells


@dataclass(frozen=True)
class Difference:
    """What a file would change. With faults, nothing of it."""

    added: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = field(default=())


def compare(kind: Kind, held: Mapping[str, Cells], rows: Iterable[Row]) -> Difference:
    """What the rows would change in what is held (by key)."""
    given = list(rows)
    added = tuple(row for row in given if row.key not in held)
    changed = tuple(
        Changed(row, held[row.key]) for row in given if row.key in held and held[row.key] != row.cells
    )
    faults = tuple(_overlaps(kind, held, given)) if kind.one_at_a_time else ()
    return Difference(added, changed, len(given) - len(added) - len(changed), faults)


def _overlaps(kind: Kind, held: Mapping[str, Cells], rows: list[Row]) -> Iterator[Fault]:
    """Two entries of one division in the same days; told at the row that the file gives."""
    lines = {row.key: row.line for row in rows}
    after = dict(held) | {row.key: row.cells for row in rows}
    by_place: dict[str, list[tuple[date, date, str]]] = {}
    for key, cells in after.items():
        by_place.setdefault(cells[kind.key[0]], []).append((*period(cells), key))
    for periods in by_place.values():
        ordered = sorted(periods)
        for (_, last, one), (first, _, other) in pairwise(ordered):
            if first <= last and (one in lines or other in lines):
                yield Fault(lines.get(other) or lines[one], "valid_from", "overlaps")
