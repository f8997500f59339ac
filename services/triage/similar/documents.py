"""Alike complaints as the desk reads them."""

from typing import Any

from sqlalchemy.orm import Session

from services.triage import ties
from services.triage.models import Complaint
from services.triage.similar.models import Tie
from services.triage.similar.search import Similar, similar_to
from services.triage.stages import ACCEPTED, OPEN_STATES
from shared.i18n import N_
from shared.staff.tokens import StaffToken

WHY = {
    "same_person": N_("Same complainant"),
    "text": N_("Similar text"),
    "taken_over": N_("Most of the shorter text stands in the longer one"),
    "respondents": N_("Same accused"),
}
TIES = {"link": N_("Linked"), "merged": N_("Merged into it"), "joined": N_("Merged into this one")}


def similar_document(session: Session, staff: StaffToken, complaint: Complaint) -> list[dict[str, Any]]:
    """The complaints that belong or may belong together with this one."""
    return [_shown(one, complaint) for one in similar_to(session, staff, complaint)]


def _shown(one: Similar, complaint: Complaint) -> dict[str, Any]:
    other = one.complaint
    return {
        "tracking_number": other.tracking_number,
        "received_at": other.received_at.isoformat() if other.received_at else "",
        "channel": other.channel,
        "state": other.state,
        "decision": other.decision,
        "percent": one.likeness.percent,
        "respondents": [_party(each) for each in one.respondents],
        "why": one.why,
        "tie": _tie(one.tie, complaint) if one.tie else None,
        "may": _may(one, complaint),
    }


def _party(respondent: dict[str, Any]) -> dict[str, Any]:
    return {name: respondent.get(name) for name in ("kind", "division", "name")}


def _tie(tie: Tie, complaint: Complaint) -> dict[str, Any]:
    kind = tie.kind
    if kind == ties.MERGER:
        kind = "merged" if tie.complaint_id == complaint.id else "joined"
    return {
        "id": str(tie.id),
        "kind": kind,
        "at": tie.at.isoformat(),
        "by": tie.actor_name,
        "reason": tie.reason,
    }


def _may(one: Similar, complaint: Complaint) -> dict[str, bool]:
    """What is open now. Only complaints of one person are merged, into one that is in hand (G9)."""
    other = one.complaint
    pending = other.state in (*OPEN_STATES, ACCEPTED) and not one.answered
    free = one.tie is None or one.tie.kind == ties.LINK
    merged = one.tie is not None and one.tie.kind == ties.MERGER and one.tie.complaint_id == complaint.id
    return {
        "link": one.tie is None,
        "unlink": one.tie is not None and one.tie.kind == ties.LINK,
        "merge": free and one.same_person and pending and complaint.state in OPEN_STATES,
        "separate": merged and not one.answered,
    }
