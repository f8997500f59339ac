"""The end of a complaint: intake is told how long it must be kept, and what it erased is erased here."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from services.triage import grievances
from services.triage.base import Base
from services.triage.domain.retention import rule_of, years
from services.triage.in_force import policy_of
from services.triage.models import Complaint
from services.triage.retention_models import Erased, Held, TermTold
from services.triage.similar import likeness
from services.triage.similar.models import Cluster, ClusterMember, Likeness, Tie
from services.triage.stages import ACCEPTED, ENDED, OPEN_STATES
from shared import erasing
from shared.clock import china_day
from shared.contracts.events import ComplaintErased, HoldChanged, RetentionSettled
from shared.contracts.terms import Decision
from shared.files.register import complaint_file
from shared.work import SYSTEM, Work, Works

BATCH = 200


class StillOpen(ValueError):
    """Triage has not decided yet: nothing is erased, and somebody must look at it."""


def tell_terms(works: Works) -> int:
    """Tell intake of what was decided since the last round; how many complaints."""
    return sum(iter(lambda: _tell_some(works), 0))


def _tell_some(works: Works) -> int:
    with works.begin(SYSTEM) as work:
        untold = (
            select(Complaint)
            .outerjoin(TermTold, TermTold.complaint_id == Complaint.id)
            .where(
                Complaint.state.in_((ACCEPTED, ENDED)),
                Complaint.decided_at.is_not(None),
                or_(TermTold.revision.is_(None), TermTold.revision != Complaint.revision),
                ~select(Erased).where(Erased.complaint_id == Complaint.id).exists(),
            )
            .order_by(Complaint.id)
            .limit(BATCH)
            .with_for_update(of=Complaint, skip_locked=True)
        )
        found = list(work.session.scalars(untold))
        for complaint in found:
            _tell(work, complaint)
    return len(found)


def _tell(work: Work, complaint: Complaint) -> None:
    rule = rule_of(Decision(complaint.decision or Decision.RECORD_ONLY))
    work.emit(
        work.event(
            RetentionSettled,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            ended_on=china_day(complaint.decided_at or work.now),
            rule=rule,
            years=years(rule, policy_of(work.session, complaint)),
        )
    )
    work.session.merge(TermTold(complaint_id=complaint.id, revision=complaint.revision))


def holds_of(session: Session, complaint: UUID) -> list[dict[str, Any]]:
    """What keeps it from being erased, for whoever may see the complaint."""
    held = session.get(Held, complaint)
    return held.holds if held else []


def on_hold_changed(work: Work, event: HoldChanged) -> None:
    work.keep_newest(Held, complaint_id=event.complaint_id, version=event.version, holds=event.holds)
    work.record("heard.hold_changed", event.tracking_number, {"holds": len(event.holds)})


def on_complaint_erased(work: Work, event: ComplaintErased) -> None:
    """Nothing that tells of it is left; whatever is heard later, `erasing.unless_erased` passes over."""
    if work.found(Erased, event.complaint_id, erasing.complaint_of) is not None:
        return
    complaint = work.found(Complaint, event.complaint_id, erasing.complaint_of)
    if complaint is not None and complaint.state in OPEN_STATES:
        raise StillOpen(f"complaint {event.complaint_id} waits for a decision")
    marker = Erased(complaint_id=event.complaint_id, at=event.erased_at, rule=event.rule)
    work.put(Erased, event.complaint_id, marker)
    work.record("complaint.erased", event.tracking_number, {"rule": event.rule})
    if complaint is not None:
        _erase(work.session, complaint)


def _erase(session: Session, complaint: Complaint) -> None:
    mine = complaint.id
    likeness.forget(session, session.scalars(select(Likeness).where(Likeness.complaint_id == mine)))
    grievances.drop(session, complaint)
    complaint.desk = complaint.same_person = None
    session.flush()
    erasing.blank(session, Base.metadata, mine, keep={})
    session.execute(update(Tie).where(Tie.other_id == mine).values(reason="", end_reason=None))
    session.execute(delete(complaint_file).where(complaint_file.c.complaint_id == mine))
    _forget_clusters(session, mine)
    session.expire_all()


def _forget_clusters(session: Session, complaint_id: UUID) -> None:
    """A proposal goes with the last of its complaints: until then it is theirs as well."""
    mine = select(ClusterMember.cluster_id).where(ClusterMember.complaint_id == complaint_id)
    others = (
        select(ClusterMember)
        .where(
            ClusterMember.cluster_id == Cluster.id,
            ~select(Erased).where(Erased.complaint_id == ClusterMember.complaint_id).exists(),
        )
        .exists()
    )
    gone = update(Cluster).where(Cluster.id.in_(mine), ~others)
    session.execute(gone.values(about={}, reason=None, decided_by_name=None))
