"""What is in force for a complaint: its last judgment, the settings it was made under, and since when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.finding import Found
from services.triage.domain.policy import Policy
from services.triage.judging import Judged, judge_complaint
from services.triage.models import Complaint, DecisionMade, Judgment, Objection
from services.triage.records import restored
from services.triage.rules import policy_named, rules_of
from shared.work import Work


def last_judgment(session: Session, complaint: Complaint) -> Judgment:
    """The judgment in force."""
    found = session.scalar(
        select(Judgment)
        .where(Judgment.complaint_id == complaint.id)
        .order_by(Judgment.number.desc())
        .limit(1)
    )
    if found is None:
        raise LookupError(f"complaint {complaint.id} was never judged")
    return found


def accepted_before(session: Session, complaint: Complaint) -> datetime | None:
    """Since when it is accepted, where a body objected to having it: the term does not begin anew."""
    query = select(DecisionMade.decision).where(DecisionMade.complaint_id == complaint.id)
    last = session.scalar(query.order_by(DecisionMade.at.desc(), DecisionMade.id.desc()).limit(1))
    objected = session.get(Objection, complaint.id) is not None
    return complaint.decided_at if objected and last in OPENS_A_CASE else None


def policy_of(session: Session, complaint: Complaint) -> Policy:
    """The settings under which it was last judged."""
    return policy_named(session, last_judgment(session, complaint).policy) or Policy()


def judged_as(work: Work, complaint: Complaint) -> Judged:
    """The judgment in force beside its facts; it stands as it was made."""
    row = last_judgment(work.session, complaint)
    found = Found.from_json(row.content["found"])
    again = judge_complaint(complaint, row.overlay, work.today, found, rules_of(work.session, work.today))
    policy = policy_named(work.session, row.policy) or again.policy
    return Judged(again.facts, restored(row.content), found, policy)
