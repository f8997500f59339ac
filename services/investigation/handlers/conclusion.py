"""What the others hear of an approved outcome: at the approval, and again when all is carried out."""

from datetime import date

from sqlalchemy import select

from services.investigation.domain import rounds
from services.investigation.domain.case import State
from services.investigation.domain.outcomes import Outcome
from services.investigation.folder import Folder
from services.investigation.handlers.steps import say
from services.investigation.models import Case
from services.investigation.replies import told_findings, told_outcomes
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Decision
from shared.work import Work


def say_concluded(work: Work, folder: Folder, letter: str = "") -> None:
    """The outcome and the reply; `rectify_by` is gone once nothing is left to be carried out. `letter`: what
    was written of it to who complained, for whoever was answered with them."""
    case = folder.case
    open_terms = [item.due for item in folder.owed]
    rectify_by: date | None = max(open_terms, default=None)
    say(
        work,
        case,
        CaseConcluded,
        body=case.body,
        body_name=case.body_name,
        concluded_at=case.concluded_at or work.now,
        rectify_by=rectify_by,
        recheck_until=case.recheck_until,
        recheck_body=case.recheck_body,
        beside=_beside(work, folder),
        reply=folder.proposal.reply if folder.proposal else "",
        findings=told_findings(folder.found),
        outcomes=told_outcomes(_standing(folder)),
        letter=letter,
    )


def _beside(work: Work, folder: Folder) -> bool:
    """Whether an answer before this one stands that it does not look at again: of a case that is further, or
    was over when another body got the matter (petition art. 35)."""
    case = folder.case
    if case.own:
        return False
    if case.decision == Decision.RECHECK:
        return rounds.beside(folder.rechecked)
    before = select(Case.id).where(Case.complaint_id == case.complaint_id, Case.id != case.id)
    before = before.where(Case.concluded_at < case.concluded_at, Case.state != State.PASSED_UP)
    return work.session.scalar(before.limit(1)) is not None


def _standing(folder: Folder) -> tuple[Outcome, ...]:
    """Without those of which nothing is carried out any more: lifted, or revoked."""
    mine = [item for item in folder.rectifications if item.case_id == folder.case.id]
    gone = {item.position for item in mine if item.lifted_at is not None}
    return tuple(each for place, each in enumerate(folder.outcomes, 1) if place not in gone)
