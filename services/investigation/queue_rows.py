"""A row of the queue as the JSON door answers it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from services.investigation.domain import clocks
from services.investigation.domain.case import Caller
from services.investigation.queue import Listed
from services.investigation.searching import Found

Document = dict[str, Any]


def row(listed: Listed, caller: Caller, today: date) -> Document:
    """A case in the list."""
    case, lead = listed.case, listed.lead
    term = clocks.term("due", case.due, today, "petition:34", stopped=not _pressing(listed))
    return {
        "id": str(case.id),
        "tracking_number": case.tracking_number,
        "state": case.state,
        "body": case.body,
        "due": case.due.isoformat(),
        "due_state": term.state,
        "days_left": term.days_left,
        "accepted_at": case.accepted_at.isoformat(),
        "investigate_by": case.investigate_by.isoformat(),
        "lead": {"staff_id": lead.staff_id, "name": lead.name} if lead else None,
        "allegations": len(listed.allegations),
        "respondent_kinds": _distinct(each.respondent_kind for each in listed.allegations),
        "divisions": _distinct(each.respondent.get("division") for each in listed.allegations),
        "categories": _distinct(code for each in listed.allegations for code in each.categories),
        "origin": case.origin,
        "channel": None if case.own else case.channel,
        "identity": None if case.own else case.identity,
        "decision": case.decision,
        "marks": sorted(listed.marks(caller, today)),
        "unfiled": case.unfiled,
    }


def _pressing(listed: Listed) -> bool:
    return listed.case.standing in clocks.RUNNING or listed.case.state == "rectifying"


def _distinct(values: Any) -> list[Any]:
    return [value for value in dict.fromkeys(values) if value]


def found(each: Found) -> Document:
    """A case that a search found."""
    return {
        "id": str(each.case.id),
        "tracking_number": each.case.tracking_number,
        "state": each.case.state,
        "opened_at": each.case.opened_at.isoformat(),
        "unfiled": each.case.unfiled,
        "hits": [asdict(hit) for hit in each.hits],
    }
