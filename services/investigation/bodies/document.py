"""A case as a body's own system is told it: what the body needs for its work.

Never who complained, nor how, nor whether with a name; no letters, no files, no notes, and of the records no
more than that they are there: who wants to read those signs in. Nor what outcomes say of persons, which is
sealed within the body: here nobody knows who reads along there, so the system gets no more than any colleague
at the desk does; which of an earlier opinion's orders stand it is told without those that are sealed.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain.standing import unsealed
from services.investigation.dossier import sealed_versions
from services.investigation.folder import Folder
from services.investigation.models import Approval, Record
from services.investigation.standing import listed

Json = dict[str, Any]


def case_document(session: Session, folder: Folder) -> Json:
    """The matter, where it stands and what its work has; the newest version holds."""
    case = folder.case
    return {
        "id": str(case.id),
        "version": case.version,
        "state": case.state,
        "tracking_number": case.tracking_number,
        "decision": case.decision,
        "opened_at": case.opened_at.isoformat(),
        "investigate_by": case.investigate_by.isoformat(),
        "paused_until": case.paused_until.isoformat() if case.paused_until else None,
        "due": case.due.isoformat(),
        "statement": case.statement,
        "facts": case.facts,
        "allegations": [
            {
                "id": each.ref,
                "respondent": each.respondent,
                "natures": each.natures,
                "categories": each.categories,
                "finding": found.finding if (found := folder.findings.get(each.ref)) else None,
            }
            for each in folder.allegations
        ],
        "team": [
            {
                "username": _username(folder, hand.staff_id),
                "part": hand.part,
                "declared": hand.declared_at is not None,
            }
            for hand in folder.team
        ],
        "records": _records(session.scalars(select(Record).where(Record.case_id == case.id))),
        "can_stand": [] if case.concluded_at else listed(unsealed(folder.can_stand)),
        "stands": listed(unsealed(folder.stands)),
        **_returned(session, folder),
        "corrections": [
            {"code": each.code, "unit": each.unit, "due": each.due.isoformat(), "state": each.state}
            for each in folder.rectifications
        ],
    }


def _username(folder: Folder, staff_id: str) -> str | None:
    return next((name for name, each in folder.colleagues.items() if each.staff_id == staff_id), None)


def _records(rows: Iterable[Record]) -> list[Json]:
    """That they are there; what they say stays here."""
    found = sorted(rows, key=lambda each: (each.at, each.id))
    return [
        {"id": str(each.id), "kind": each.kind, "number": each.number, "ended": each.ended_at is not None}
        for each in found
    ]


def _returned(session: Session, folder: Folder) -> Json:
    """Why the head returned the proposal that stands; that it was returned where the reasons are sealed."""
    if not folder.case.returned:
        return {"returned": None, "returned_sealed": False}
    if folder.case.proposal in sealed_versions(session, folder.case.id):
        return {"returned": None, "returned_sealed": True}
    mine = select(Approval).where(
        Approval.case_id == folder.case.id, Approval.proposal == folder.case.proposal
    )
    last = session.scalars(mine.order_by(Approval.at.desc())).first()
    return {"returned": last.reason if last else None, "returned_sealed": False}
