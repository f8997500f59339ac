"""What earlier bodies found and did about the same complaint: the file that goes up with it."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import dossier
from services.investigation.domain.case import Action, Caller, State
from services.investigation.domain.records import STAYS
from services.investigation.folder import Folder
from services.investigation.models import Bound, Case, Entry, Proposal
from services.investigation.sight import countable_of

Document = dict[str, Any]


def earlier(session: Session, folder: Folder, caller: Caller, today: date) -> list[Document]:
    """Each earlier case of the complaint, the oldest first. Whoever sees the present one may read them."""
    records_too = dossier.reads_sealed(folder, caller)
    outcomes_too = dossier.reads_outcomes(folder, caller, today)
    return [
        {**_one(session, case, records_too, outcomes_too), "bound_to": _special(session, case, caller)}
        for case in folder.before
    ]


def _special(session: Session, case: Case, caller: Caller) -> Document | None:
    """The special that the earlier body handled it under; not to whom that must not learn of it."""
    mine = select(Case.tracking_number, Case.origin).join(Bound, Bound.special_id == Case.id)
    found = session.execute(mine.where(Bound.case_id == case.id, countable_of(caller, case.body))).first()
    return {"tracking_number": found.tracking_number, "origin": found.origin} if found else None


def _one(session: Session, case: Case, records_too: bool, outcomes_too: bool) -> Document:
    stood = session.get(Proposal, (case.id, case.proposal)) if case.proposal else None
    return {
        "body": case.body,
        "body_name": case.body_name,
        "state": case.state,
        "decision": case.decision,
        "passed_on_because": _why_passed_on(session, case),
        "accepted_at": case.accepted_at.isoformat(),
        "concluded_at": case.concluded_at.isoformat() if case.concluded_at else None,
        "findings": stood.findings if stood else [],
        "outcomes": dossier.opened(stood.outcomes, sealed_too=outcomes_too) if stood else [],
        "reply": stood.reply if stood and case.concluded_at else "",
        "records": _records(session, case, records_too),
        "documents": dossier.documents(session, case, sealed_too=outcomes_too, elsewhere=True),
    }


def _why_passed_on(session: Session, case: Case) -> str | None:
    """Why the body gave it up: those above learn why it is theirs."""
    if case.standing is not State.PASSED_UP:
        return None
    said = select(Entry.text).where(
        Entry.case_id == case.id, Entry.kind.in_((Action.PASS_UP, Action.OBJECT)), Entry.text.is_not(None)
    )
    return session.scalar(said.order_by(Entry.at.desc(), Entry.id.desc()).limit(1))


def _records(session: Session, case: Case, sealed_too: bool) -> list[Document]:
    """What was found and done; what one body wrote down for itself alone does not go with it."""
    found = dossier.records(session, case, sealed_too=sealed_too)
    return [each for each in found if each["kind"] not in STAYS]
