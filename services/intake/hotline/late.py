"""What lay here before it was entered: letters, visits and orders registered after their working day.

Seen by supervisors through their own sight, like everything of a hotline.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services.intake.domain.arrival import workdays_late
from services.intake.hotline.taken import sight
from services.intake.models import Complaint
from shared import office_days
from shared.clock import china_day
from shared.staff.tokens import StaffToken
from shared.work import Work

DAYS = 30
READ = 500
"""The newest that were entered after they came are looked through."""


def entered(work: Work, staff: StaffToken) -> list[dict[str, Any]]:
    """The last ones first, each with how many working days too late it was entered."""
    query = (
        select(Complaint)
        .where(sight(staff), Complaint.entered_at > work.now - timedelta(days=DAYS))
        .order_by(Complaint.entered_at.desc(), Complaint.id)
        .limit(READ)
    )
    calendar = office_days.of(work.session)
    found = []
    for complaint in work.session.scalars(query):
        came, entered_on = china_day(complaint.received_at), china_day(complaint.entered_at or work.now)
        if late := workdays_late(came, entered_on, calendar):
            found.append(
                {
                    "tracking_number": complaint.tracking_number,
                    "channel": complaint.channel,
                    "received_on": came,
                    "entered_on": entered_on,
                    "accept_by": complaint.accept_by,
                    "late": late,
                }
            )
    return found
