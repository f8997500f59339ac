"""One step of a case: the move, the timeline entry, the audit row and the version, always together."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from services.investigation.domain import absence, lease
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.clocks import current_due
from services.investigation.domain.states import Forbidden, declares, move
from services.investigation.folder import Folder
from services.investigation.handlers.term import end_with_the_decision
from services.investigation.models import Case, Entry
from shared.contracts.events import Event
from shared.work import Work

E = TypeVar("E", bound=Event)


class Rejected(ValueError):
    """What was handed in is not complete or contradicts itself; `faults` say where."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(f"{fault.pointer}: {fault.code}" for fault in self.faults))


def require_head(caller: Caller, article: str | None) -> None:
    """For what a head decides besides the steps of a case of their own body. Raises Forbidden."""
    closed = absence.as_head(caller, article)
    if closed is not None:
        raise Forbidden(closed)


def require(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise Rejected(found)


def take(
    work: Work,
    folder: Folder,
    caller: Caller,
    action: Action,
    *,
    to: State | None = None,
    kind: str | None = None,
    detail: dict[str, Any] | None = None,
    text: str | None = None,
) -> None:
    """Make the move that the table allows, and keep that it was made. Raises Forbidden."""
    case, team = folder.case, {hand.staff_id for hand in folder.team}
    facts = folder.facts(work.today)
    case.state = move(facts, caller, action, to)
    if lease.ends(action, on_the_team=caller.staff_id in team):
        case.lease_until = None
    end_with_the_decision(work, folder)
    put_in_place(folder)
    if declares(facts, caller, action):
        declared(work, folder, caller)
    note(work, case, kind or action, detail, text, caller)


def declared(work: Work, folder: Folder, caller: Caller) -> None:
    """Of who has a part in the case: they know of no tie to it. The first time they said so counts."""
    for hand in folder.team:
        if hand.staff_id == caller.staff_id:
            hand.declared_at = hand.declared_at or work.now


def put_in_place(folder: Folder) -> None:
    """Where the case stands in the queue after a change."""
    case = folder.case
    case.due = current_due(case.standing, case.investigate_by, folder.next_rectification)


def note(
    work: Work,
    case: Case,
    kind: str,
    detail: dict[str, Any] | None = None,
    text: str | None = None,
    caller: Caller | None = None,
) -> None:
    """A new version of the case with its timeline entry and audit row."""
    case.version += 1
    case.indexed = False
    keep_entry(work, case, kind, detail, text, caller)
    work.record(f"case.{kind}", f"case:{case.id}", {"version": case.version, **(detail or {})})


def keep_entry(
    work: Work,
    case: Case,
    kind: str,
    detail: dict[str, Any] | None = None,
    text: str | None = None,
    caller: Caller | None = None,
    at: datetime | None = None,
) -> None:
    work.session.add(
        Entry(
            id=work.new_id(),
            case_id=case.id,
            version=case.version,
            at=at or work.now,
            kind=kind,
            by=caller.staff_id if caller else None,
            by_name=caller.name if caller else None,
            detail=detail or {},
            text=text,
        )
    )


def say(work: Work, case: Case, kind: type[E], **fields: Any) -> None:
    """Tell the other services of the case as it now is; of one that no complaint began nobody is told."""
    if case.own:
        return
    work.emit(
        work.event(
            kind,
            case_id=case.id,
            complaint_id=case.complaint_id,
            tracking_number=case.tracking_number,
            version=case.version,
            **fields,
        )
    )
