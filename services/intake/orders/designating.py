"""An order that we had sent back is ours after all: its complaint is judged once more, as from a superior.

The first complaint stays as it was handed in and decided; a second one of the same words takes it over.
"""

from typing import Any

from sqlalchemy import bindparam, select, update

from services.intake import reception
from services.intake.domain.orders import Step
from services.intake.models import Complaint, IdentityRecord
from services.intake.order_models import WorkOrder
from services.intake.orders import deliveries, entering, keeping
from services.intake.orders.deliveries import Told
from services.intake.orders.keeping import Shown
from services.intake.reception import Received, Seat
from services.intake.schemas.seats import HotlineComplaintSchema
from shared import office_days
from shared.contracts.terms import Channel
from shared.rows import table_of
from shared.work import Work

_ORDER = table_of(WorkOrder)
_MOVED = (
    update(_ORDER)
    .where(_ORDER.c.id == bindparam("moved_order"))
    .values(complaint_id=bindparam("to_complaint"))
)


def take_on(work: Work, found: Shown) -> Received:
    """The clocks begin anew, and it does not go back again (潍坊 22). Raises keeping.NotOpen."""
    keeping.step_to(work, found, Step.DESIGNATE)
    order, first = found.order, found.complaint
    submission = HotlineComplaintSchema.submission(HotlineComplaintSchema().load(_as_sent(work, first)))
    first.external_key = None
    work.session.flush()
    seat = Seat(home=order.home, call=first.call, order=dict(order.name), takes_over=True)
    made = reception.receive(work, submission, seat=seat)
    work.later(_MOVED, moved_order=order.id, to_complaint=made.complaint_id)
    order.designated = True
    order.dispatched_at = order.signed_at = work.now
    order.interim_at = None
    entering.count(order, office_days.of(work.session))
    deliveries.queue(work, order, Told.SIGNED)
    return made


def _as_sent(work: Work, complaint: Complaint) -> dict[str, Any]:
    """What the JSON door would have been sent for it."""
    person = work.session.scalar(
        select(IdentityRecord.complainant).where(IdentityRecord.complaint_id == complaint.id)
    )
    facts = {name: value for name, value in complaint.facts.items() if name != "external_order"}
    return facts | {
        "channel": str(Channel.SUPERIOR),
        "identity": complaint.identity,
        "statement": complaint.statement,
        "complainant": person,
    }
