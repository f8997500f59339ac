"""What the house does with orders by itself: final replies, deliveries, all of those that no seat may see."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from datetime import time as clock_time

import structlog
from sqlalchemy import exists, select

from services.intake.domain import orders as rules
from services.intake.domain.heard import Fact
from services.intake.domain.orders import OPEN, State, Step
from services.intake.models import Barred, Complaint
from services.intake.order_models import WorkOrder
from services.intake.orders import deliveries, designating, hooks, keeping, telling
from services.intake.orders.hooks import Hook
from services.intake.orders.keeping import Shown
from services.intake.pursuit import progress_of
from shared.clock import CHINA
from shared.messaging.failure import reason_of
from shared.settings import Settings, SettingsError
from shared.work import SYSTEM, Work, Works

log = structlog.get_logger("orders")
FRESH_SECONDS = 60.0


class Chores:
    """Does one thing at a time; reads the addresses anew each minute."""

    def __init__(self) -> None:
        self._read: tuple[float, Mapping[str, Hook] | None] | None = None

    def once(self, works: Works, settings: Settings) -> bool:
        """While the addresses cannot be read, nothing is delivered and nothing is given up."""
        if look(works):
            return True
        addresses = self._addresses(settings)
        return addresses is not None and deliveries.do_next(works, addresses)

    def _addresses(self, settings: Settings) -> Mapping[str, Hook] | None:
        if self._read is None or time.monotonic() - self._read[0] > FRESH_SECONDS:
            self._read = (time.monotonic(), _loaded(settings))
        return self._read[1]


def _loaded(settings: Settings) -> Mapping[str, Hook] | None:
    try:
        return hooks.load(settings.order_hooks_file)
    except SettingsError as error:
        log.error("order_hooks_unreadable", reason=reason_of(error))
        return None


def look(works: Works) -> bool:
    """Look at one order whose sender may be owed something; False when there is none."""
    with works.begin(SYSTEM) as work:
        due = select(WorkOrder).where(WorkOrder.due_at <= work.now).order_by(WorkOrder.due_at).limit(1)
        order = work.session.scalar(due.with_for_update(skip_locked=True))
        if order is None:
            return False
        order.due_at = None
        complaint = work.session.get_one(Complaint, order.complaint_id)
        if complaint.assessed_at is not None:
            _owe(work, Shown(order, complaint, progress_of(work.session, complaint)))
        return True


def _owe(work: Work, found: Shown) -> None:
    hidden = _hidden(work, found.order)
    if hidden and found.order.state == State.RECEIVED:
        keeping.sign(work, found)
    if (answer := _answer(found)) is not None:
        keeping.reply(work, found, *answer)
    elif hidden:
        _in_the_seats_place(work, found)


def _hidden(work: Work, order: WorkOrder) -> bool:
    """Whether the seat it came to must not know of it: then the house does what a seat would."""
    barred = exists().where(Barred.complaint_id == order.complaint_id, Barred.party == order.home)
    return bool(work.session.scalar(select(barred)))


def _answer(found: Shown) -> tuple[str, str] | None:
    """The fact that its sender was not told yet, and its words."""
    progress, order = found.progress, found.order
    fact: Fact | None = progress.outcome
    if fact is None and rules.answers_by_itself(found.standing):
        fact = progress.decided
    if fact is None or fact.id == order.replied_of or rules.closed(Step.REPLY, found.standing) is not None:
        return None
    return fact.id, telling.final(fact)


def _in_the_seats_place(work: Work, found: Shown) -> None:
    order, may = found.order, found.may
    if order.designated and order.state == State.RETURNED:
        designating.take_on(work, found)
    elif may[Step.RETURN] is None:
        keeping.send_back(work, found, telling.reason(found.progress), telling.addressee(found.progress))
    elif order.state in OPEN and order.interim_at is None:
        last = datetime.combine(order.interim_by, clock_time(), CHINA).astimezone(UTC)
        if work.now >= last:
            keeping.reply_meanwhile(work, found, telling.interim(found))
        else:
            order.due_at = last
