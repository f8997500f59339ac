"""What a seat does with an order: look, sign, send back, give an interim reply; each step a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from services.intake import seats
from services.intake.domain import orders as rules
from services.intake.domain.orders import Closed, Standing, State, Step
from services.intake.domain.progress import Progress
from services.intake.models import Complaint
from services.intake.order_models import WorkOrder
from services.intake.orders import deliveries, entering
from services.intake.orders.deliveries import Told
from services.intake.pursuit import progress_of
from shared import office_days
from shared.contracts.terms import Channel
from shared.staff.tokens import StaffToken
from shared.work import Work

VIEWS: Mapping[str, tuple[State, ...]] = {
    "open": (State.RECEIVED, State.SIGNED, State.INTERIM),
    "returned": (State.RETURN_ASKED, State.RETURNED),
    "replied": (State.REPLIED,),
}


class NotTheirs(LookupError):
    """There is no such order, or the seat must not know of it: nobody can tell which."""


class NotOpen(ValueError):
    """The step is closed; `closed` says why."""

    def __init__(self, closed: Closed) -> None:
        super().__init__(str(closed))
        self.closed = closed


@dataclass(frozen=True)
class Shown:
    """An order with what its complaint has come to."""

    order: WorkOrder
    complaint: Complaint
    progress: Progress

    @property
    def standing(self) -> Standing:
        return standing(self.order, self.progress)

    @property
    def may(self) -> dict[Step, Closed | None]:
        return {step: rules.closed(step, self.standing) for step in Step if step is not Step.REPLY}


def visible_to(staff: StaffToken) -> ColumnElement[bool]:
    """As the complaint: not before triage has said who is barred, never when the seat is."""
    theirs = and_(WorkOrder.home == staff.home, WorkOrder.complaint_id == Complaint.id)
    return theirs & seats.visible_to(staff)


def listed(session: Session, staff: StaffToken, view: str, limit: int, before: UUID | None) -> list[Shown]:
    """Newest first."""
    query = select(WorkOrder, Complaint).where(visible_to(staff)).order_by(WorkOrder.id.desc()).limit(limit)
    if view in VIEWS:
        query = query.where(WorkOrder.state.in_(VIEWS[view]))
    if before is not None:
        query = query.where(WorkOrder.id < before)
    return [
        Shown(order, complaint, progress_of(session, complaint))
        for order, complaint in session.execute(query)
    ]


def counts(session: Session, staff: StaffToken) -> dict[str, int]:
    query = (
        select(WorkOrder.state, func.count())
        .select_from(WorkOrder)
        .join(Complaint, Complaint.id == WorkOrder.complaint_id)
        .where(visible_to(staff))
        .group_by(WorkOrder.state)
    )
    found = {state: count for state, count in session.execute(query)}  # noqa: C416 # rows have no type as dict()
    return {view: sum(found.get(state, 0) for state in states) for view, states in VIEWS.items()}


def find(session: Session, staff: StaffToken, order_id: UUID, *, lock: bool = False) -> Shown:
    """Raises NotTheirs."""
    query = select(WorkOrder, Complaint).where(visible_to(staff), WorkOrder.id == order_id)
    row = session.execute(query.with_for_update(of=WorkOrder) if lock else query).one_or_none()
    if row is None:
        raise NotTheirs(order_id)
    order, complaint = row
    return Shown(order, complaint, progress_of(session, complaint))


def standing(order: WorkOrder, progress: Progress) -> Standing:
    decided = progress.decided
    return Standing(
        State(order.state),
        Channel(order.channel),
        order.returns,
        order.designated,
        decided.decision if decided else None,
    )


def sign(work: Work, found: Shown, *, hard: bool = False) -> None:
    """We have it. A hard case has three working days to go back instead of one. Raises NotOpen."""
    _step(work, found, Step.SIGN)
    order = found.order
    order.signed_at, order.hard = work.now, hard
    entering.count(order, office_days.of(work.session))
    deliveries.queue(work, order, Told.SIGNED)


def send_back(work: Work, found: Shown, reason: str, addressee: str) -> None:
    """Not ours (G8): back to its sender with the reason and who should have it. Raises NotOpen."""
    _step(work, found, Step.RETURN)
    order = found.order
    order.returned_at, order.returns = work.now, order.returns + 1
    deliveries.queue(work, order, Told.RETURNED, reason=reason, proposed_addressee=addressee)


def agree(work: Work, found: Shown) -> None:
    """The sender takes it back (信访 art. 23). Raises NotOpen."""
    _step(work, found, Step.AGREE)


def reply_meanwhile(work: Work, found: Shown, text: str) -> None:
    """An interim reply. Raises NotOpen."""
    _step(work, found, Step.INTERIM)
    order = found.order
    order.interim_at = work.now
    order.signed_at = order.signed_at or work.now
    deliveries.queue(work, order, Told.INTERIM, text=text)


def reply(work: Work, found: Shown, fact: str, text: str) -> None:
    """The final reply: what the complainant is told, once for each outcome. Raises NotOpen."""
    _step(work, found, Step.REPLY)
    found.order.replied_at, found.order.replied_of = work.now, fact
    deliveries.queue(work, found.order, Told.FINAL, text=text)


def step_to(work: Work, found: Shown, step: Step) -> None:
    """Let it enter the state that follows. Raises NotOpen."""
    _step(work, found, step)


def _step(work: Work, found: Shown, step: Step, **detail: Any) -> None:
    now = found.standing
    if (closed := rules.closed(step, now)) is not None:
        raise NotOpen(closed)
    order = found.order
    order.state, order.version = rules.after(step, now), order.version + 1
    work.record(f"order.{step}", found.complaint.tracking_number, {"home": order.home, **detail})
