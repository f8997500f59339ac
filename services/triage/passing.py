"""A body has nobody left who may handle a case: the next one up takes it (K1, K2)."""

from services.triage.domain.decisions import Choice, Ruling, decide
from services.triage.in_force import judged_as
from services.triage.judging import Judged
from services.triage.keeping import Word, keep_ruling
from services.triage.models import Complaint
from services.triage.stages import AWAITING
from shared.contracts.terms import Decision
from shared.work import Work


def accept_above(work: Work, complaint: Complaint, reason: str) -> None:
    """Accepted anew one level up, with the clock that runs already; with nobody above a person decides."""
    judged = judged_as(work, complaint)
    ruling = _ruling(judged, complaint)
    if ruling is None:
        complaint.state = AWAITING
        complaint.revision += 1
        return
    since = complaint.decided_at
    keep_ruling(work, complaint, judged, ruling, Word(reason=reason, since=since))


def _ruling(judged: Judged, complaint: Complaint) -> Ruling | None:
    """The first body above that no rule keeps away."""
    country, body = judged.matter.country, (complaint.body or "").partition("-")[2]
    division = country.above(body) if body in country.divisions else None
    while division is not None:
        if f"SUP-{division}" in judged.assessment.kept_away:
            division = country.above(division)
            continue
        found = decide(
            Choice(Decision(complaint.decision or Decision.ACCEPT), division),
            judged.matter,
            judged.assessment,
        )
        if isinstance(found, Ruling):
            return found
        division = country.above(division)
    return None
