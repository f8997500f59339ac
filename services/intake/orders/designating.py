"""An order that we had sent back is ours after all: its complaint goes on under its number, as from above."""

from sqlalchemy import select

from services.intake import pursuit
from services.intake.domain.orders import Step
from services.intake.models import Complaint
from services.intake.orders import deliveries, entering, keeping
from services.intake.orders.deliveries import Told
from services.intake.orders.keeping import Shown
from shared import office_days
from shared.work import Work


def take_on(work: Work, found: Shown) -> None:
    """The clocks begin anew, and it does not go back again (潍坊 22). Raises keeping.NotOpen."""
    keeping.step_to(work, found, Step.DESIGNATE)
    held = select(Complaint).where(Complaint.id == found.complaint.id).with_for_update()
    pursuit.designate(work, work.session.execute(held).scalar_one())
    order = found.order
    order.designated = True
    order.dispatched_at = order.signed_at = work.now
    order.interim_at = None
    entering.count(order, office_days.of(work.session))
    deliveries.queue(work, order, Told.SIGNED)
