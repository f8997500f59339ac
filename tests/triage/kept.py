"""What triage's database holds after what was heard."""

from sqlalchemy import select

from services.triage.models import Complaint
from shared.work import Works


def held(works: Works) -> Complaint:
    """The one complaint there is."""
    with works.reading() as session:
        found = session.scalars(select(Complaint)).one()
        session.expunge_all()
        return found
