"""What is due: past its day, today, within the week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.investigation.domain.clocks import DueState, due_state

SHOWN = (DueState.OVERDUE, DueState.TODAY, DueState.SOON)


@dataclass(frozen=True, order=True)
class Item:
    """One day of one case: for what, and under which article."""

    due: date
    kind: str
    number: str
    case_id: UUID
    article: str
    lead: str | None = None


def pressing(items: Iterable[Item], today: date) -> dict[DueState, list[Item]]:
    """Only what presses, each group with the nearest day first."""
    found: dict[DueState, list[Item]] = {state: [] for state in SHOWN}
    for item in sorted(items, key=lambda each: (each.due, each.kind, each.number, str(each.case_id))):
        state = due_state(item.due, today)
        if state in found:
            found[state].append(item)
    return found
