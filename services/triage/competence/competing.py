"""A body objects that it is not in charge; the common superior designates. Each is a judgment of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.deciding import AlreadyDecided, Incomplete, NotFound, Recused
from services.triage.domain.competence import common_superior, lasting, object_by, undesignable
from services.triage.domain.decisions import refused
from services.triage.domain.settings import NATION
from services.triage.in_force import judged_as, last_judgment, policy_of
from services.triage.judging import country
from services.triage.keeping import keep_judgment
from services.triage.models import Complaint, Designation, Judgment, Objection
from services.triage.queue import find
from services.triage.records import restored
from services.triage.stages import OPEN_STATES
from shared import office_days
from shared.clock import china_day
from shared.divisions import body_code, division_of
from shared.staff.tokens import StaffToken
from shared.work import Work
from shared.workdays import Deadline

__all__ = [
    "AlreadyDecided", "Closed", "Incomplete", "NotFound", "Recused", "Standing", "designate", "object_to",
    "standing",
]  # fmt: skip


@dataclass
class Closed(Exception):
    """It is not open; `code` says why: objected, designated, too_late, no_superior, no_dispute."""

    code: str


@dataclass(frozen=True)
class Standing:
    """How a dispute about who is in charge stands."""

    objection: Objection | None
    designation: Designation | None
    until: Deadline | None
    """The last day to object, while one may."""

    @property
    def open(self) -> bool:
        """Objected, and nobody designated yet."""
        return self.objection is not None and self.designation is None

    def closed(self, today: date) -> str | None:
        """Why one may not object; None when one may."""
        if self.designation is not None:
            return "designated"
        if self.objection is not None:
            return "objected"
        return "too_late" if self.until is None or self.until.day < today else None


def standing(session: Session, complaint: Complaint) -> Standing:
    objection = session.get(Objection, complaint.id)
    designation = session.get(Designation, complaint.id)
    until = None
    if objection is None and complaint.desk is not None and complaint.handled_by is None:
        made = restored(last_judgment(session, complaint).content)
        until = object_by(
            _arrived(session, complaint),
            complaint.channel,
            made,
            policy_of(session, complaint),
            office_days.of(session),
        )
    return Standing(objection, designation, until)


def object_to(
    work: Work, staff: StaffToken, number: str, proposed: str, basis: str, agree: Callable[[int], None]
) -> Objection:
    """Put it before the common superior, or the exception says why not."""
    complaint = _open(work, staff, number, agree)
    if why := standing(work.session, complaint).closed(work.today):
        raise Closed(why)
    if not basis:
        raise Incomplete("basis", "required")
    judged = judged_as(work, complaint)
    desk, other = division_of(staff.home), division_of(proposed)
    if proposed in judged.assessment.barred:
        raise Recused(refused("barred", "K1", body=other))
    superior = common_superior((desk, other), judged.assessment.barred, country())
    if superior is None or desk == other:
        raise Closed("no_superior")
    made = Objection(
        complaint_id=complaint.id,
        at=work.now,
        desk=staff.home,
        superior=body_code(superior),
        proposed=proposed,
        actor=str(work.actor),
        actor_name=work.actor.name,
        basis=basis,
    )
    work.session.add(made)
    work.record("complaint.objected", number, {"proposed": proposed, "to": made.superior})
    keep_judgment(work, complaint, last_judgment(work.session, complaint).overlay | {"disputed": superior})
    return made


def object_after(work: Work, complaint: Complaint, body: str, proposed: str, basis: str) -> None:
    """The body to which another desk gave it by hand says that it is not in charge (petition art. 23): its
    case is ended there, and the common superior designates. Without one, a desk decides anew."""
    if work.session.get(Objection, complaint.id) is not None:
        return
    barred = judged_as(work, complaint).assessment.barred
    parties = {one for one in (division_of(body), division_of(proposed)) if one in country().divisions}
    superior = common_superior(parties, barred, country())
    held = lasting(last_judgment(work.session, complaint).overlay)
    work.session.add(
        Objection(
            complaint_id=complaint.id, at=work.now, desk=body, superior=body_code(superior or NATION),
            proposed=proposed, actor=str(work.actor), actor_name=work.actor.name, basis=basis,
        )
    )  # fmt: skip
    work.record("complaint.objected", complaint.tracking_number, {"proposed": proposed, "by": body})
    keep_judgment(work, complaint, held | ({"disputed": superior} if superior else {}))


def designate(
    work: Work, staff: StaffToken, number: str, body: str, reason: str, agree: Callable[[int], None]
) -> Designation:
    """Put that body in charge, or the exception says why not."""
    complaint = _open(work, staff, number, agree)
    if not standing(work.session, complaint).open:
        raise Closed("no_dispute")
    if not reason:
        raise Incomplete("reason", "required")
    judged = judged_as(work, complaint)
    chosen = division_of(body)
    if why := undesignable(chosen, division_of(staff.home), judged.assessment, judged.matter):
        raise Recused(why)
    made = Designation(
        complaint_id=complaint.id,
        at=work.now,
        desk=staff.home,
        body=body,
        actor=str(work.actor),
        actor_name=work.actor.name,
        reason=reason,
    )
    work.session.add(made)
    work.record("complaint.designated", number, {"body": body})
    held = last_judgment(work.session, complaint).overlay
    overlay = {name: value for name, value in held.items() if name != "disputed"}
    keep_judgment(work, complaint, overlay | {"designated": chosen})
    return made


def _open(work: Work, staff: StaffToken, number: str, agree: Callable[[int], None]) -> Complaint:
    complaint = find(work.session, staff, number, lock=True)
    if complaint is None:
        raise NotFound(number)
    agree(complaint.revision)
    if complaint.state not in OPEN_STATES or complaint.handled_by is not None:
        raise AlreadyDecided(number)
    return complaint


def _arrived(session: Session, complaint: Complaint) -> date:
    """The day on which the desk got it: of the first of the judgments that name it without a break."""
    query = select(Judgment).where(Judgment.complaint_id == complaint.id).order_by(Judgment.number.desc())
    since = None
    for judgment in session.scalars(query):
        if since is not None and body_code(judgment.content["desk"] or "") != complaint.desk:
            break
        since = judgment.at
    return china_day(since) if since else date.max
