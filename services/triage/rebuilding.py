"""Making the index of texts anew from the complaints that are kept: after a restore without it, for rows of
before it existed, or when another way of signing comes."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from services.triage import contesting, grievances
from services.triage.in_force import judged_as
from services.triage.models import Complaint
from services.triage.similar import likeness
from services.triage.similar.models import Likeness
from services.triage.stages import ACCEPTED, OPEN_STATES
from shared.work import SYSTEM, Work, Works

AT_ONCE = 200
FIRST = UUID(int=0)


def rebuild(works: Works, everything: bool = False) -> Iterator[int]:
    """Index every complaint that is missing, or each anew; says after each step how many were done.

    It may run beside the services, be stopped and started again.
    """
    last, done = FIRST, 0
    while True:
        with works.begin(SYSTEM) as work:
            found = _next(work, last)
            for complaint in found:
                done += _index(work, complaint, everything)
            if not found:
                work.record("similar.rebuilt", "complaints", {"count": done})
                return
            last = found[-1].id
        yield done


def _next(work: Work, after: UUID) -> list[Complaint]:
    query = select(Complaint).where(Complaint.id > after, Complaint.received_at.is_not(None))
    opened = query.options(undefer(Complaint.statement), undefer(Complaint.facts))
    some = opened.order_by(Complaint.id).limit(AT_ONCE)
    return list(work.session.scalars(some.with_for_update(key_share=True)))


def _index(work: Work, complaint: Complaint, everything: bool) -> bool:
    held = work.session.get(Likeness, complaint.id)
    if held is not None and not everything:
        return False
    likeness.forget(work.session, [] if held is None else [held])
    likeness.keep(work, complaint)
    is_open = complaint.state in (*OPEN_STATES, ACCEPTED)
    if is_open and not contesting.has_reply(work.session, complaint):
        grievances.counted(work, complaint, judged_as(work, complaint))
    return True
