"""How the desk looks at its cases: deadline first, and what each row wants from the reader."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.clocks import RUNNING, DueState, due_state


class Mark(StrEnum):
    """Why a row may need the reader."""

    NEW = "new"
    MINE = "mine"
    OVERDUE = "overdue"
    SOON = "soon"
    RETURNED = "returned"
    AWAITS_APPROVAL = "awaits_approval"
    AWAITS_DECISION = "awaits_decision"
    MESSAGE_WAITING = "message_waiting"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    CAME_AFTER = "came_after"
    LEFT_ALONE = "left_alone"
    INSTRUCTED = "instructed"


@dataclass(frozen=True)
class Row:
    """What the queue knows of a case."""

    state: State
    due: date
    team: frozenset[str] = frozenset()
    returned: bool = False
    withdrawn: bool = False
    last_heard: datetime | None = None
    last_said: datetime | None = None
    paused_until: date | None = None
    asked: bool = False
    """A head is asked for something else than the approval of a proposal."""
    step: str | None = None
    """The office whose turn it is, where something is proposed."""
    unfiled: int = 0
    """So much came since its file was put away."""
    left_alone: bool = False
    """Nobody has it any more, since whoever had it withdrew."""
    instructed: bool = False
    """The body above has pressed for it."""


def order(due: date, opened_at: datetime, case_id: Any) -> tuple[date, datetime, Any]:
    """The nearest deadline first; of two alike the older."""
    return (due, opened_at, case_id)


def marks(row: Row, caller: Caller, today: date) -> frozenset[Mark]:
    """All marks of a row as this reader sees it."""
    found = {
        Mark.NEW: row.state is State.QUEUED,
        Mark.MINE: caller.staff_id in row.team,
        Mark.RETURNED: row.returned and row.state is State.INVESTIGATING,
        Mark.AWAITS_APPROVAL: row.state is State.PROPOSED and _decides(row, caller),
        Mark.AWAITS_DECISION: row.asked and caller.is_head,
        Mark.WITHDRAWN: row.withdrawn and row.state not in ENDED,
        Mark.MESSAGE_WAITING: _unanswered(row),
        Mark.CAME_AFTER: row.unfiled > 0,
        Mark.LEFT_ALONE: row.left_alone,
        Mark.PAUSED: row.paused_until is not None and row.paused_until > today and row.state in RUNNING,
    }
    if row.state not in ENDED and row.state is not State.CONCLUDED:
        pressing = due_state(row.due, today)
        found[Mark.OVERDUE] = pressing is DueState.OVERDUE
        found[Mark.INSTRUCTED] = row.instructed and found[Mark.OVERDUE]
        found[Mark.SOON] = pressing in (DueState.TODAY, DueState.SOON)
    return frozenset(mark for mark, holds in found.items() if holds)


def _decides(row: Row, caller: Caller) -> bool:
    """At its office; a head also sees what waits below, since a step may fall vacant."""
    return caller.is_head or row.step in caller.offices


def _unanswered(row: Row) -> bool:
    if row.last_heard is None or row.state in ENDED:
        return False
    return row.last_said is None or row.last_said < row.last_heard
