"""An order as JSON, for programs and for the pages."""

from typing import Any

from sqlalchemy.orm import Session

from services.intake.order_models import OrderDelivery
from services.intake.orders import deliveries
from services.intake.orders.keeping import Shown
from shared.work import Work

MATTER = 80


def line(work: Work, found: Shown) -> dict[str, Any]:
    """One order of a list; that it was listed is kept."""
    work.record("complaint.listed", found.complaint.tracking_number, {"home": found.order.home})
    return _line(found)


def whole(work: Work, found: Shown) -> dict[str, Any]:
    """One order with what was told to its sender; that it was read is kept."""
    work.record("order.read", found.complaint.tracking_number, {"home": found.order.home})
    return plain(work.session, found)


def plain(session: Session, found: Shown) -> dict[str, Any]:
    return _line(found) | {
        "may": [
            {"step": str(step), "closed": str(closed) if closed else None}
            for step, closed in found.may.items()
        ],
        "deliveries": [_delivery(row) for row in deliveries.of_order(session, found.order.id)],
    }


def _line(found: Shown) -> dict[str, Any]:
    order, complaint, decision = found.order, found.complaint, found.standing.decision
    matter = complaint.statement.splitlines()[0]
    return {
        "id": str(order.id),
        "external_order": dict(order.name),
        "channel": order.channel,
        "state": order.state,
        "dispatched_at": order.dispatched_at.isoformat(),
        "hard": order.hard,
        "sign_by": order.sign_by.isoformat(),
        "return_by": order.return_by.isoformat(),
        "interim_by": order.interim_by.isoformat(),
        "reply_by": order.reply_by.isoformat() if order.reply_by else None,
        "returns": order.returns,
        "designated": order.designated,
        "tracking_number": complaint.tracking_number,
        "status": str(found.progress.status),
        "decision": str(decision) if decision else None,
        "matter": matter if len(matter) <= MATTER else f"{matter[: MATTER - 1]}…",
    }


def _delivery(row: OrderDelivery) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "made_at": row.made_at.isoformat(),
        "attempts": row.attempts,
        "next_try_at": row.due_at.isoformat() if row.due_at else None,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "by_hand": row.by_hand,
        "error": row.error,
        "text": row.body.get("text"),
        "reason": row.body.get("reason"),
        "proposed_addressee": row.body.get("proposed_addressee"),
    }
