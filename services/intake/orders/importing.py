"""A file of orders: what each line would become, with all that is wrong with it; then the good ones kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.intake.domain import order_file as rules
from services.intake.form import places
from services.intake.orders import csv_files, wording, xlsx
from services.intake.orders.sheets import MOST_BYTES, Cell, Line, Table, Unreadable
from services.intake.orders.taking import Result, Taking

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PLACES = ("occurred_in", "respondent_division")


@dataclass(frozen=True)
class Fault:
    """What is wrong where: the line as the program that wrote the file counts, the column, in words."""

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One line: as it was said, and what became or would become of it."""

    line: int
    said: Mapping[str, str]
    result: Result
    faults: tuple[Fault, ...] = ()

    @property
    def word(self) -> str:
        return "refused" if self.faults else self.result.word


@dataclass(frozen=True)
class Looked:
    """A file looked at. With `faults` of its own nothing of it can be taken."""

    faults: tuple[Fault, ...] = ()
    entries: tuple[Entry, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    def of(self, word: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.word == word]


def read(data: bytes) -> Table:
    """Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large")
    return xlsx.read(data) if data.startswith((ZIP, OLE)) else csv_files.read(data)


def look(taking: Taking, table: Table, given: Mapping[str, Any], *, leave_out: bool) -> Looked:
    """Take each line, as `taking` does: for good or only to see. `given` is what holds for every line."""
    head = rules.head_of(table.head)
    faults = tuple(_wrong_head(head, leave_out))
    if faults:
        return Looked(faults, left_out=head.unknown)
    entries: list[Entry] = []
    before: dict[tuple[str, ...], Entry] = {}
    for line in table.lines:
        entry = _entry(taking, head, line, given, len(table.head), before)
        before.setdefault(_named(entry.said), entry)
        entries.append(entry)
    return Looked(entries=tuple(entries), left_out=head.unknown)


def _named(said: Mapping[str, str]) -> tuple[str, ...]:
    """By what an order is told from others."""
    return said.get("system", ""), said.get("number", "")


def _wrong_head(head: rules.Head, leave_out: bool) -> Iterator[Fault]:
    for name in head.missing:
        column = rules.BY_NAME[name]
        yield Fault(1, f"{column.heads[0]} ({name})", wording.fault("missing_column"))
    for said in head.twice:
        yield Fault(1, said, wording.fault("column_twice"))
    for said in () if leave_out else head.unknown:
        yield Fault(1, said[:60], wording.fault("unknown_column"))


def _entry(
    taking: Taking,
    head: rules.Head,
    line: Line,
    given: Mapping[str, Any],
    width: int,
    before: Mapping[tuple[str, ...], Entry],
) -> Entry:
    number, cells = line
    named = {name: cells[place] for place, name in head.columns.items() if place < len(cells)}
    said = {name: cell.text for name, cell in named.items() if cell.text}
    codes = dict(_damaged(named, cells[width:]))
    codes |= {name: code for name, code in rules.faults(said).items() if name not in codes}
    other = before.get(_named(said))
    if said.get("number") and other is not None and other.said != said:
        codes.setdefault("number", "number_twice")  # one of the two would be lost as known
    found = {} if codes else {name: places.find(said[name]) for name in PLACES if said.get(name)}
    if not said.get("respondent_kind"):
        found.pop("respondent_division", None)
    codes |= {name: "unclear_place" for name, place in found.items() if place.code is None}
    if codes:
        return Entry(
            number,
            said,
            Result(),
            tuple(Fault(number, _called(head, name), wording.fault(code)) for name, code in codes.items()),
        )
    result = taking.take(rules.body(said, {name: place.code for name, place in found.items()}, given))
    wrong = tuple(
        Fault(number, _called(head, rules.POINTERS.get(one["pointer"], "")), one["message"])
        for one in result.errors
    )
    return Entry(number, said, result, wrong)


def _damaged(named: Mapping[str, Cell], beyond: list[Cell]) -> Iterator[tuple[str, str]]:
    if any(cell.text or cell.fault for cell in beyond):
        yield "", "too_many_cells"
    for name, cell in named.items():
        if cell.fault:
            yield name, cell.fault


def _called(head: rules.Head, name: str) -> str:
    """A column in the words of the people here."""
    return rules.BY_NAME[name].heads[0] if name in rules.BY_NAME else ""
