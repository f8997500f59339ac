"""From a file to the register: what it would change, and the change itself with its history."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.triage import rules
from services.triage.domain.registers import (
    KINDS,
    Cells,
    Difference,
    Fault,
    Kind,
    Row,
    compare,
    holds,
    read_csv,
    write_csv,
)
from services.triage.registers.models import RegisterChange, RegisterEntry
from services.triage.staff_models import Account
from shared.divisions import divisions
from shared.work import Work

After = Callable[[Work, Kind, Difference], None]


@dataclass
class Faulty(Exception):
    """The file cannot be taken; nothing of it was kept."""

    faults: tuple[Fault, ...]


def propose(session: Session, kind: Kind, text: str, home: str) -> Difference:
    """What the file would change for an administrator whose home is that division."""
    rows, faults = read_csv(kind, text, divisions())
    faults += _strange(kind, rows, home)
    faults += _references(session, kind, rows)
    faults += _elsewhere(session, kind, rows, home)
    if faults:
        return Difference(faults=tuple(sorted(faults, key=lambda one: one.line)))
    found = compare(kind, held(session, kind), rows)
    return replace(Difference(), faults=found.faults) if found.faults else found


def keep(work: Work, kind: Kind, text: str, home: str, reason: str, after: After | None = None) -> Difference:
    """Keep what the file says, all of it or nothing. Raises Faulty."""
    found = propose(work.session, kind, text, home)
    if found.faults:
        raise Faulty(found.faults)
    number = version(work.session)
    rows = [(row, None) for row in found.added] + [(one.row, one.before) for one in found.changed]
    entries = _entries(work.session, kind, [one.row.key for one in found.changed])
    for row, before in rows:
        number += 1
        _put(work, kind, row, entries.get(row.key))
        _note(work, kind, row, before, number, reason)
    if rows:
        counts = {"added": len(found.added), "changed": len(found.changed)}
        work.record("register.imported", f"register:{kind.name}", counts | {"reason": reason, "last": number})
        work.session.flush()
        rules.forget(work.session)
        if after:
            after(work, kind, found)
    return found


def _put(work: Work, kind: Kind, row: Row, entry: RegisterEntry | None) -> None:
    cells = dict(row.cells)
    if entry is None:
        entry = RegisterEntry(id=work.new_id(), kind=kind.name, key=row.key)
        work.session.add(entry)
    entry.division = cells[kind.place]
    entry.name = cells.get("name") or cells["number"]
    entry.valid_from, entry.valid_to = _day(cells, "valid_from"), _day(cells, "valid_to")
    entry.cells = cells


def _note(work: Work, kind: Kind, row: Row, before: Cells | None, number: int, reason: str) -> None:
    change = RegisterChange(
        number=number,
        kind=kind.name,
        key=row.key,
        at=work.now,
        actor=str(work.actor),
        actor_name=work.actor.name,
        reason=reason,
        before=dict(before) if before is not None else None,
        after=dict(row.cells),
    )
    work.session.add(change)


def _entries(session: Session, kind: Kind, keys: list[str]) -> dict[str, RegisterEntry]:
    if not keys:
        return {}
    wanted = set(keys)
    query = select(RegisterEntry).where(RegisterEntry.kind == kind.name)
    return {entry.key: entry for entry in session.scalars(query) if entry.key in wanted}


def held(session: Session, kind: Kind) -> dict[str, Cells]:
    """All entries of a register by their key."""
    query = select(RegisterEntry.key, RegisterEntry.cells).where(RegisterEntry.kind == kind.name)
    return {key: cells for key, cells in session.execute(query)}  # noqa: C416 # rows have no type as dict()


def listed(
    session: Session, kind: Kind, home: str, text: str = "", day: date | None = None
) -> list[RegisterEntry]:
    """The entries of a division and all under it, by division and name; of one day, if named."""
    query = select(RegisterEntry).where(RegisterEntry.kind == kind.name)
    if text:
        found = RegisterEntry.name.contains(text, autoescape=True)
        query = query.where(found | (RegisterEntry.division == text))
    if day is not None:
        query = query.where(
            RegisterEntry.valid_from.is_(None) | (RegisterEntry.valid_from <= day),
            RegisterEntry.valid_to.is_(None) | (RegisterEntry.valid_to >= day),
        )
    query = query.order_by(RegisterEntry.division, RegisterEntry.name, RegisterEntry.key)
    return [entry for entry in session.scalars(query) if divisions().lies_within(entry.division, home)]


def changes(session: Session, kind: Kind, key: str | None = None, most: int = 100) -> list[RegisterChange]:
    """The latest first."""
    query = select(RegisterChange).where(RegisterChange.kind == kind.name)
    if key is not None:
        query = query.where(RegisterChange.key == key)
    return list(session.scalars(query.order_by(RegisterChange.number.desc()).limit(most)))


def version(session: Session) -> int:
    """The number of the last change in all registers."""
    return session.scalar(select(func.max(RegisterChange.number))) or 0


def counts(session: Session) -> Mapping[str, int]:
    query = select(RegisterEntry.kind, func.count()).group_by(RegisterEntry.kind)
    return {kind: count for kind, count in session.execute(query)}  # noqa: C416 # rows have no type as dict()


def _strange(kind: Kind, rows: Iterable[Row], home: str) -> Iterator[Fault]:
    for row in rows:
        place = row.cells[kind.place]
        if place in divisions() and not divisions().lies_within(place, home):
            yield Fault(row.line, kind.place, "not_yours")


def _elsewhere(session: Session, kind: Kind, rows: list[Row], home: str) -> Iterator[Fault]:
    """A special area of another home is not drawn into one's own by its code."""
    if kind.name != "areas":
        return
    table = divisions()
    lies = {cells["code"]: cells["parent"] for cells in held(session, kind).values()}
    for row in rows:
        parent = lies.get(row.cells["code"])
        if parent is not None and not table.lies_within(parent, home):
            yield Fault(row.line, "code", "not_yours")


def _references(session: Session, kind: Kind, rows: list[Row]) -> list[Fault]:
    if kind.name == "certificates":
        known = {(each["division"], each["number"]) for each in held(session, KINDS["staff"]).values()}
        return [
            Fault(row.line, "staff_number", "unknown_staff")
            for row in rows
            if (row.cells["division"], row.cells["staff_number"]) not in known
        ]
    if not any(row.cells.get("username") for row in rows):
        return []
    homes = {name: home for name, home in session.execute(select(Account.username, Account.home))}  # noqa: C416
    return [
        Fault(row.line, "username", "unknown_account")
        for row in rows
        if (name := row.cells.get("username"))
        and homes.get(name, "").partition("-")[2] != row.cells["division"]
    ]


def _day(cells: Cells, name: str) -> date | None:
    return date.fromisoformat(cells[name]) if cells.get(name) else None


def entry_text(kind: Kind, values: Mapping[str, Any]) -> str:
    """One entry as a file of one line, so that a form takes the same road as a file."""
    return write_csv(kind, [{name: str(values.get(name, "")) for name in kind.header}])


def public_units(session: Session, division: str, text: str, day: date) -> list[str]:
    """Public names of the units of one department that exist on that day."""
    query = select(RegisterEntry).where(RegisterEntry.kind == "units", RegisterEntry.division == division)
    if text:
        query = query.where(RegisterEntry.name.contains(text, autoescape=True))
    found = session.scalars(query.order_by(RegisterEntry.name))
    return [one.name for one in found if one.cells.get("public") == "yes" and holds(one.cells, day)]
