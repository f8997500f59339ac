"""What a case is about: its matters as triage split them, also when it decides anew."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from services.investigation.domain import opening
from services.investigation.domain.case import State
from services.investigation.domain.clocks import RUNNING
from services.investigation.handlers.steps import note
from services.investigation.models import Allegation, Case, FindingRow
from shared.contracts.events import ComplaintAccepted
from shared.work import Work


def allege(work: Work, case: Case, event: ComplaintAccepted) -> None:
    _keep(work, case, opening.alleged(event.allegations), 1)


def allege_anew(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """The later word holds as far as nobody has begun. Of a case that somebody works on, what was found or
    proposed stays, and what is alleged besides is to be found on, too (Measures art. 4)."""
    if case.standing not in RUNNING:
        return
    found = set(work.session.scalars(select(FindingRow.allegation).where(FindingRow.case_id == case.id)))
    if case.standing is State.QUEUED and not found:
        work.session.execute(delete(Allegation).where(Allegation.case_id == case.id))
        allege(work, case, event)
    elif event.allegations:
        _besides(work, case, event, found)


def _besides(work: Work, case: Case, event: ComplaintAccepted, found: set[str]) -> None:
    """An allegation is called by what it says: the same one has the same name."""
    mine = select(Allegation).where(Allegation.case_id == case.id).order_by(Allegation.position)
    before = list(work.session.scalars(mine))
    told = {each.ref: each for each in opening.alleged(event.allegations)}
    stays = [each for each in before if each.ref in found or each.ref in told or case.proposal]
    held = {each.ref for each in stays}
    new = [each for ref, each in told.items() if ref not in held]
    if not new and len(stays) == len(before):
        return
    for each in before:
        if each.ref not in held:
            work.session.delete(each)
    for position, each in enumerate(stays, start=1):
        each.position = position
    _keep(work, case, new, len(stays) + 1)
    note(work, case, "matters_changed", {"added": len(new), "dropped": len(before) - len(stays)})


def _keep(work: Work, case: Case, matters: Iterable[opening.Alleged], first: int) -> None:
    for position, each in enumerate(matters, start=first):
        work.session.add(
            Allegation(
                case_id=case.id,
                ref=each.ref,
                position=position,
                respondent_kind=each.respondent.get("kind"),
                natures=list(each.natures),
                categories=list(each.categories),
                respondent=dict(each.respondent),
            )
        )
