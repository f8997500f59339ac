"""A complaint made anew about a reply, within its 30 days, is the recheck of that reply (G10, petition 35),
and there is none beside it.

From its ruling on it belongs to the matter whose reply it contests, as if it had been answered with it: who
asks for the recheck under the first number is answered with this one, and each learns the answer.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage import contesting, merging, precedents, ties
from services.triage.domain.competence import lasting
from services.triage.domain.decisions import Ruling
from services.triage.in_force import last_judgment
from services.triage.judging import Judged
from services.triage.models import Complaint
from services.triage.stages import AWAITING
from shared.contracts.terms import Decision
from shared.work import Work


def about(session: Session, complaint: Complaint, judged: Judged, ruling: Ruling) -> Complaint | None:
    """The first complaint of the matter whose reply this one contests by that ruling; none where it is no
    recheck, contests its own reply, or belongs to the matter already."""
    earlier = judged.facts.circumstances.earlier
    if ruling.decision is not Decision.RECHECK or ruling.body is None:
        return None
    if earlier is None or earlier.contested or not judged.matter.answered:
        return None
    if ties.merger_of(session, complaint) is not None:
        return None
    found = session.scalar(select(Complaint).where(Complaint.tracking_number == earlier.tracking_number))
    return None if found is None or found.id == complaint.id else ties.survivor(session, found)


def running(work: Work, first: Complaint) -> Complaint | None:
    """Under which complaint that reply is being rechecked, also by one who asked at the same moment."""
    contesting.locked(work, first)
    return contesting.running(work.session, first)


def lead(work: Work, complaint: Complaint, first: Complaint, reason: str) -> None:
    """The reply is rechecked under this complaint; whoever must not know of one gets blind for both."""
    given = contesting.answers(work.session, contesting.together(work.session, first))
    merging.put_together(work, complaint, first, reason)
    complaint.rechecks = len(given)
    work.session.flush()
    for one in (complaint, first):
        merging.blind(work, one, last_judgment(work.session, one).content["barred"])
    work.record("complaint.rechecks", complaint.tracking_number, {"of": first.tracking_number})


def overtaken(work: Work, among: Iterable[Complaint]) -> list[tuple[Complaint, dict[str, Any]]]:
    """Those made anew that wait on a desk to become the recheck of a matter which has one now, each with what
    the register knows of that. One that is being decided at this moment finds the recheck itself."""
    work.session.flush()
    matter = list(among)
    numbers = {one.tracking_number for one in matter}
    persons = {one.same_person for one in matter} - {None}
    waiting = select(Complaint).where(
        Complaint.same_person.in_(persons),
        Complaint.id.not_in([one.id for one in matter]),
        Complaint.state == AWAITING,
        Complaint.decision == Decision.RECHECK,
    )
    found = []
    for one in work.session.scalars(
        waiting.order_by(Complaint.id).with_for_update(key_share=True, skip_locked=True)
    ):
        known = last_judgment(work.session, one).overlay
        earlier = known.get("earlier") or {}
        if earlier.get("tracking_number") in numbers and not earlier.get("contested"):
            found.append((one, lasting(known) | precedents.overlay(work, one)))
    return found
