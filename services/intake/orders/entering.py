"""An order becomes ours in the transaction that keeps its complaint."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import orders as rules
from services.intake.domain.orders import State
from services.intake.models import Complaint
from services.intake.order_models import WorkOrder
from shared import office_days
from shared.clock import china_day
from shared.contracts.terms import Channel
from shared.work import Work
from shared.workdays import Workdays


def enter(
    work: Work,
    complaint_id: UUID,
    channel: Channel,
    home: str,
    name: dict[str, str],
    dispatched_at: datetime,
    reply_by: date | None,
) -> None:
    last = rules.days(office_days.calendar(), china_day(dispatched_at), channel)
    work.keep(
        WorkOrder,
        id=work.new_id(),
        complaint_id=complaint_id,
        version=1,
        home=home,
        channel=channel,
        name=name,
        state=State.RECEIVED,
        dispatched_at=dispatched_at,
        hard=False,
        sign_by=last.sign_by,
        return_by=last.return_by,
        interim_by=last.interim_by,
        reply_by=reply_by,
        returns=0,
        designated=False,
    )


def came_again(work: Work, complaint_id: UUID, dispatched_at: datetime | None) -> None:
    """The same order once more. Dispatched anew after it was sent back, it was designated to us: a person
    reads that at the desk. Everything else is a repetition."""
    order = of_complaint(work.session, complaint_id, lock=True)
    if order is None or order.returned_at is None or dispatched_at is None:
        return
    if order.returned_at < dispatched_at <= work.now and not order.designated:
        order.designated, order.version, order.due_at = True, order.version + 1, work.now
        complaint = work.session.get_one(Complaint, complaint_id)
        work.record("order.came_again", complaint.tracking_number)


def of_complaint(session: Session, complaint_id: UUID, *, lock: bool = False) -> WorkOrder | None:
    query = select(WorkOrder).where(WorkOrder.complaint_id == complaint_id)
    return session.scalar(query.with_for_update() if lock else query)


def count_anew(work: Work, after: Workdays) -> int:
    """Open orders by the announced working days; returns how many moved."""
    moved = 0
    for order in work.session.scalars(select(WorkOrder).where(WorkOrder.state.in_(sorted(rules.OPEN)))):
        moved += count(order, after)
    return moved


def count(order: WorkOrder, calendar: Workdays) -> bool:
    """Set the last days of an order; whether one is another now."""
    begin = china_day(order.dispatched_at)
    last = rules.days(calendar, begin, Channel(order.channel), hard=order.hard)
    before = (order.sign_by, order.return_by, order.interim_by)
    order.sign_by, order.return_by, order.interim_by = now = (last.sign_by, last.return_by, last.interim_by)
    return before != now
