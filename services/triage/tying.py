"""What a triage officer does about complaints that belong together: link, unlink, undo a merger."""

from collections.abc import Callable
from uuid import UUID

from services.triage import contesting, merging, ties
from services.triage.deciding import Incomplete, NotFound
from services.triage.keeping import keep_judgment
from services.triage.models import Complaint
from services.triage.queue import find
from services.triage.similar.models import Tie
from shared.staff.tokens import StaffToken
from shared.work import Work

Agree = Callable[[int], None]
"""Refuses a version that the caller has not seen."""


class Answered(Exception):
    """The complaint that it was joined to has been answered: the merger stands."""


class NotMerged(Exception):
    """There is no merger to undo."""


def link(work: Work, staff: StaffToken, number: str, to: str, reason: str, agree: Agree) -> Complaint:
    """Two complaints that the caller may see are linked. Raises NotFound, Incomplete."""
    complaint = _held(work, staff, number, agree)
    other = find(work.session, staff, to.strip().upper())
    if other is None or other.id == complaint.id:
        raise Incomplete("to", "unknown")
    if any(ties.other_of(tie, complaint) == other.id for tie in ties.standing(work.session, complaint)):
        raise Incomplete("to", "linked")
    work.session.add(
        Tie(
            id=work.new_id(), kind=ties.LINK, complaint_id=complaint.id, other_id=other.id, at=work.now,
            actor=str(work.actor), actor_name=work.actor.name, reason=reason,
        )
    )  # fmt: skip
    complaint.revision += 1
    work.record("complaint.linked", complaint.tracking_number, {"to": other.tracking_number})
    work.session.flush()
    return complaint


def unlink(work: Work, staff: StaffToken, number: str, key: UUID, reason: str, agree: Agree) -> Complaint:
    """The link is ended; that it was there is kept. Raises NotFound, also for what is no link of it."""
    complaint = _held(work, staff, number, agree)
    standing = ties.standing(work.session, complaint, ties.LINK)
    tie = next((tie for tie in standing if tie.id == key), None)
    other = work.session.get(Complaint, ties.other_of(tie, complaint)) if tie else None
    if tie is None or other is None or find(work.session, staff, other.tracking_number) is None:
        raise NotFound(number)
    ties.end(work, tie, reason)
    complaint.revision += 1
    work.record("complaint.unlinked", complaint.tracking_number, {"from": other.tracking_number})
    work.session.flush()
    return complaint


def separate(work: Work, staff: StaffToken, number: str, reason: str, agree: Agree) -> Complaint:
    """A merger is undone and the complaint is judged anew by itself. Raises NotFound, NotMerged, Answered."""
    complaint = _held(work, staff, number, agree)
    tie = ties.merger_of(work.session, complaint)
    if tie is None:
        raise NotMerged(number)
    into = work.session.get_one(Complaint, tie.other_id)
    if contesting.has_reply(work.session, complaint) or contesting.has_reply(work.session, into):
        raise Answered(number)
    merging.part(work, complaint, tie, reason)
    work.session.flush()
    keep_judgment(work, complaint, {})
    return complaint


def _held(work: Work, staff: StaffToken, number: str, agree: Agree) -> Complaint:
    complaint = find(work.session, staff, number, lock=True)
    if complaint is None:
        raise NotFound(number)
    agree(complaint.revision)
    return complaint
