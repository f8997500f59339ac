"""What is told to the sender of an order: kept with the step that says it, delivered afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.orders import rest_after
from services.intake.order_models import OrderDelivery, WorkOrder
from services.intake.orders import hooks
from services.intake.orders.hooks import Hook, Undelivered
from shared.work import SYSTEM, Work, Works

LEASE = timedelta(minutes=2)
"""For so long nobody else tries the same."""
NO_ADDRESS, GIVEN_UP = "no_address", "given_up"


class Told(StrEnum):
    SIGNED = "signed"
    RETURNED = "returned"
    INTERIM = "interim"
    FINAL = "final"


class Delivered(ValueError):
    """It is there already."""


def queue(work: Work, order: WorkOrder, kind: Told, **said: str) -> OrderDelivery:
    """To be delivered after this transaction. Nothing of the complaint goes along but what `said` holds."""
    before = select(func.count()).select_from(OrderDelivery).where(OrderDelivery.order_id == order.id)
    made = work.new_id()
    body = {
        "id": str(made),
        "kind": str(kind),
        "order": dict(order.name),
        "sequence": 1 + (work.session.scalar(before) or 0),
        "at": work.now.isoformat(),
        **said,
    }
    row = OrderDelivery(
        id=made,
        order_id=order.id,
        kind=kind,
        body=body,
        made_at=work.now,
        attempts=0,
        due_at=work.now,
        by_hand=False,
    )
    work.session.add(row)
    return row


def of_order(session: Session, order_id: UUID) -> list[OrderDelivery]:
    """In the order in which they were said."""
    query = select(OrderDelivery).where(OrderDelivery.order_id == order_id)
    return list(session.scalars(query.order_by(OrderDelivery.made_at, OrderDelivery.id)))


def find(session: Session, order_id: UUID, delivery_id: UUID) -> OrderDelivery | None:
    query = select(OrderDelivery).where(OrderDelivery.order_id == order_id, OrderDelivery.id == delivery_id)
    return session.scalar(query.with_for_update())


def again(work: Work, row: OrderDelivery) -> None:
    """Try at once, and as often as at first. Raises Delivered."""
    if row.sent_at is not None:
        raise Delivered
    row.due_at, row.attempts, row.error = work.now, 0, None
    work.record("order.delivery_again", f"delivery:{row.id}", {"kind": row.kind})


def handed_over(work: Work, row: OrderDelivery) -> None:
    """Somebody told it to the sender by another way. Raises Delivered."""
    if row.sent_at is not None:
        raise Delivered
    row.sent_at, row.by_hand, row.due_at, row.error = work.now, True, None, None
    work.record("order.delivery_by_hand", f"delivery:{row.id}", {"kind": row.kind})


@dataclass(frozen=True)
class Task:
    delivery_id: UUID
    body: dict[str, Any]


def do_next(works: Works, addresses: Mapping[str, Hook]) -> bool:
    """Try what is due; False when nothing is."""
    task = _take(works)
    if task is None:
        return False
    hook = addresses.get(task.body["order"]["system"])
    error: str | None = NO_ADDRESS
    if hook is not None:
        try:
            hooks.post(hook, str(task.delivery_id), works.clock(), task.body)
            error = None
        except Undelivered as failed:
            error = failed.code
    with works.begin(SYSTEM) as work:
        _conclude(work, task.delivery_id, error)
    return True


def _take(works: Works) -> Task | None:
    with works.begin(SYSTEM) as work:
        due = (
            select(OrderDelivery)
            .where(OrderDelivery.due_at <= work.now)
            .order_by(OrderDelivery.due_at)
            .limit(1)
        )
        row = work.session.scalar(due.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.due_at = work.now + LEASE
        return Task(row.id, row.body)


def _conclude(work: Work, delivery_id: UUID, error: str | None) -> None:
    row = work.session.scalar(select(OrderDelivery).where(OrderDelivery.id == delivery_id).with_for_update())
    if row is None or row.sent_at is not None:
        return
    row.error = error
    if error == NO_ADDRESS:
        row.due_at = None
        return
    row.attempts += 1
    if error is None:
        row.sent_at, row.due_at = work.now, None
    else:
        minutes = rest_after(row.attempts)
        row.due_at = work.now + timedelta(minutes=minutes) if minutes is not None else None
    detail = {"kind": row.kind, "attempts": row.attempts, "error": error}
    work.record("order.delivered" if error is None else "order.not_delivered", f"delivery:{row.id}", detail)
