"""A complaint's state as its complainant is shown it, in words and as JSON."""

from datetime import datetime
from typing import Any

from services.intake import notices, wording
from services.intake.domain.actions import may
from services.intake.domain.heard import Fact
from services.intake.models import Message
from services.intake.names import body_name
from services.intake.pursuit import View
from shared.clock import china_day


def as_json(view: View, now: datetime) -> dict[str, Any]:
    """The body of `GET /api/v1/complaints/{tracking_number}` (contract §3)."""
    state, complaint = view.progress, view.complaint
    permissions = may(state, china_day(now)).values()
    return {
        "tracking_number": complaint.tracking_number,
        "status": str(state.status),
        "received_at": complaint.received_at.isoformat(),
        "entered_at": complaint.entered_at.isoformat() if complaint.entered_at else None,
        "accept_by": complaint.accept_by.isoformat(),
        "investigate_by": state.investigate_by.isoformat() if state.investigate_by else None,
        "paused_until": state.paused_until.isoformat() if state.paused_until else None,
        "body": {"code": state.body[0], "name": state.body[1] or body_name(state.body[0])}
        if state.body
        else None,
        "decision": str(state.decision) if state.decision else None,
        "outcome": outcome(state.outcome, last=state.history.last_instance),
        "timeline": [
            {"at": entry.fact.at.isoformat(), "status": str(entry.status), "text": wording.told(entry)}
            for entry in state.timeline
        ],
        "messages": [shown_message(message) for message in view.messages],
        "notices": [notices.shown(one) for one in view.notices],
        "identity_looks": [
            {"at": at.isoformat(), "body": {"code": body, "name": body_name(body)}} for at, body in view.looks
        ],
        "may": [str(found.action) for found in permissions if found.open],
        "may_not": [
            {"action": str(found.action), "code": str(found.closed), "text": wording.closed(found.closed)}
            for found in permissions
            if found.closed
        ],
        "next": {"party": str(state.next.party), "by": state.next.by.isoformat() if state.next.by else None},
    }


def shown_message(message: Message) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "at": message.at.isoformat(),
        "sender": message.sender,
        "body_name": message.body_name,
        "text": message.text,
    }


def outcome(concluded: Fact | None, *, last: bool) -> dict[str, Any] | None:
    if concluded is None:
        return None
    return {
        "concluded_at": concluded.at.isoformat(),
        "text": concluded.data["reply"],
        "findings": concluded.data["findings"],
        "outcomes": concluded.data["outcomes"],
        "rectify_by": concluded.data["rectify_by"],
        "recheck_until": None if last else concluded.data["recheck_until"],
    }
