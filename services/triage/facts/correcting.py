"""Correcting facts at the desk: what would follow, and a new judgment under the officer's name and reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.triage.deciding import AlreadyDecided, Incomplete, NotFound
from services.triage.domain.corrections import corrected
from services.triage.domain.decisions import confirmed
from services.triage.domain.reading import read
from services.triage.in_force import last_judgment
from services.triage.judging import Judged, judge_complaint, kept_from
from services.triage.keeping import keep_judgment, keep_ruling
from services.triage.models import Complaint, Correction
from services.triage.queue import find
from services.triage.rules import rules_of
from services.triage.stages import OPEN_STATES
from shared.divisions import body_code
from shared.staff.tokens import StaffToken
from shared.work import Work

__all__ = [
    "AlreadyDecided",
    "Corrected",
    "Incomplete",
    "Leaves",
    "NotFound",
    "Said",
    "Unchanged",
    "correct",
    "what_if",
]


@dataclass(frozen=True)
class Said:
    """What the officer sent: the facts that are otherwise, and why."""

    facts: dict[str, Any]
    reason: str = ""
    leaves_desk: bool = False
    """The officer knows that by these facts another desk takes over."""


@dataclass(frozen=True)
class Corrected:
    """A complaint beside the assessment that its corrected facts lead to."""

    complaint: Complaint
    facts: dict[str, Any]
    judged: Judged
    before: str | None
    """The desk it lay on."""

    @property
    def desk(self) -> str | None:
        """The desk that decides then; none where nobody inside may see it."""
        return body_code(self.judged.assessment.desk) if self.judged.assessment.desk else None

    @property
    def leaves(self) -> bool:
        return self.desk != self.before


@dataclass
class Leaves(Exception):
    """The complaint would go to another desk, and the officer did not say that they know."""

    desk: str | None


class Unchanged(Exception):
    """The facts are as they were."""


def what_if(work: Work, staff: StaffToken, number: str, facts: dict[str, Any]) -> Corrected:
    """What would happen if the facts were these. Changes nothing. Raises NotFound, AlreadyDecided."""
    complaint = find(work.session, staff, number)
    if complaint is None:
        raise NotFound(number)
    work.record("complaint.asked_what_if", number, {"version": complaint.revision})
    return _supposed(work, complaint, facts)


def correct(
    work: Work, staff: StaffToken, number: str, said: Said, agree: Callable[[int], None]
) -> Corrected:
    """Judge it anew on the corrected facts, or the exception says why not. `agree` may refuse the version."""
    complaint = find(work.session, staff, number, lock=True)
    if complaint is None:
        raise NotFound(number)
    agree(complaint.revision)
    supposed = _supposed(work, complaint, said.facts)
    if read(supposed.facts) == read(complaint.known):
        raise Unchanged
    if not said.reason:
        raise Incomplete("reason", "required")
    if supposed.leaves and not said.leaves_desk:
        raise Leaves(supposed.desk)
    return _keep(work, complaint, supposed, said)


def _supposed(work: Work, complaint: Complaint, facts: dict[str, Any]) -> Corrected:
    if complaint.state not in OPEN_STATES:
        raise AlreadyDecided(complaint.tracking_number)
    held = last_judgment(work.session, complaint)
    then = corrected(complaint.known, facts)
    judged = judge_complaint(
        complaint, held.overlay, work.today, None, rules_of(work.session, work.today), then
    )
    return Corrected(complaint, then, kept_from(judged, held.content["barred"]), complaint.desk)


def _keep(work: Work, complaint: Complaint, supposed: Corrected, said: Said) -> Corrected:
    held = last_judgment(work.session, complaint)
    work.session.add(
        Correction(
            complaint_id=complaint.id,
            number=held.number + 1,
            at=work.now,
            actor=str(work.actor),
            actor_name=work.actor.name,
            content={"reason": said.reason, "facts": supposed.facts},
        )
    )
    complaint.corrected = supposed.facts
    work.record(
        "complaint.corrected",
        complaint.tracking_number,
        {"number": held.number + 1, "facts": sorted(said.facts), "leaves_desk": supposed.leaves},
    )
    judged = keep_judgment(work, complaint, held.overlay)
    if judged.assessment.desk is None:
        keep_ruling(work, complaint, judged, confirmed(judged.assessment))
    return Corrected(complaint, supposed.facts, judged, supposed.before)
