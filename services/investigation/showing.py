"""A case as a document: what the JSON door answers, and what the pages are made of."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import course, dossier, handed_over, wording
from services.investigation.domain import clocks
from services.investigation.domain.case import Caller
from services.investigation.domain.limits import limits
from services.investigation.domain.states import may
from services.investigation.folder import Folder
from services.investigation.models import Approval, ClosingEvidence
from services.investigation.words_law import OUTCOMES
from shared import office_days
from shared.files.register import files_of
from shared.i18n import gettext

Document = dict[str, Any]


def document(session: Session, folder: Folder, caller: Caller, today: date) -> Document:
    """The whole case as this caller sees it now."""
    case = folder.case
    return {
        **_head(folder),
        "terms": [_term(each) for each in _terms(folder, today)],
        "team": [
            {"staff_id": hand.staff_id, "name": hand.name, "part": hand.part, "since": _at(hand.since)}
            for hand in folder.team
        ],
        "allegations": _allegations(folder),
        "proposal": _proposal(folder),
        "earlier": handed_over.earlier(session, folder),
        "approvals": _approvals(session, folder),
        "rectifications": _rectifications(folder),
        "records": dossier.records(session, case),
        "recusals": [dossier.recusal(each) for each in folder.recusals],
        "documents": dossier.documents(session, case),
        "instructions": dossier.instructions(session, case),
        "extensions": dossier.extensions(folder),
        "messages": course.messages(session, folder),
        "files": files_of(session, case.complaint_id),
        "closing": [
            {"check": each.check, "evidence": each.evidence}
            for each in session.scalars(select(ClosingEvidence).where(ClosingEvidence.case_id == case.id))
        ],
        "timeline": course.timeline(session, folder),
        "may": {
            action: wording.closed(reason) if reason else {"open": True}
            for action, reason in may(folder.facts(today), caller).items()
        },
    }


def _head(folder: Folder) -> Document:
    case = folder.case
    return {
        "id": str(case.id),
        "complaint_id": str(case.complaint_id),
        "tracking_number": case.tracking_number,
        "state": case.state,
        "version": case.version,
        "body": {"code": case.body, "name": case.body_name},
        "decision": case.decision,
        "identity": case.identity,
        "channel": case.channel,
        "contactable": case.contactable,
        "withdrawn": folder.withdrawn,
        "returned": case.returned,
        "accepted_at": _at(case.accepted_at),
        "investigate_by": _at(case.investigate_by),
        "due": _at(case.due),
        "rectify_by": _at(case.rectify_by),
        "recheck_until": _at(case.recheck_until),
        "recheck_body": case.recheck_body,
        "given_by": case.given_by,
        "object_by": case.object_by.isoformat() if case.object_by else None,
        "recheck_of": str(case.recheck_of) if case.recheck_of else None,
        "limits": limits(case.limits).as_json(),
        "concluded_at": _at(case.concluded_at),
        "closed_at": _at(case.closed_at),
        "statement": case.statement,
        "facts": case.facts,
        "flags": case.flags,
        "referrals": case.referrals,
        "reasons": case.reasons,
    }


def _terms(folder: Folder, today: date) -> list[clocks.Term]:
    case = folder.case
    return clocks.terms(
        case.standing, today, case.investigate_by, folder.next_rectification, case.recheck_until
    )


def _term(term: clocks.Term) -> Document:
    return {
        "name": term.name,
        "due": term.due.isoformat(),
        "provisional": office_days.calendar().is_provisional(term.due),
        "state": term.state,
        "days_left": term.days_left,
        "article": term.article,
    }


def _allegations(folder: Folder) -> list[Document]:
    return [
        {
            "id": each.ref,
            "position": each.position,
            "respondent": each.respondent,
            "natures": each.natures,
            "categories": each.categories,
            "finding": _finding(folder, each.ref),
        }
        for each in folder.allegations
    ]


def _finding(folder: Folder, ref: str) -> Document | None:
    found = folder.findings.get(ref)
    if found is None:
        return None
    return {
        "finding": found.finding,
        "nature": found.nature,
        "category": found.category,
        "serious": found.serious,
        "facts": found.facts,
        "reasons": found.reasons,
        "told": found.told,
        "by": found.by_name,
        "at": _at(found.at),
    }


def _proposal(folder: Folder) -> Document | None:
    proposal = folder.proposal
    if proposal is None:
        return None
    outcomes = [
        {
            "code": each.code,
            "name": gettext(OUTCOMES[each.code]),
            "article": each.spec.article,
            "allegations": list(each.allegations),
            "fields": dict(each.fields),
        }
        for each in folder.outcomes
    ]
    return {
        "version": proposal.version,
        "by": proposal.by_name,
        "at": _at(proposal.at),
        "first_result": proposal.first_result,
        "outcomes": outcomes,
        "reply": proposal.reply,
    }


def _approvals(session: Session, folder: Folder) -> list[Document]:
    rows = select(Approval).where(Approval.case_id == folder.case.id).order_by(Approval.at, Approval.id)
    return [
        {
            "decision": each.decision,
            "reason": each.reason,
            "by": each.by_name,
            "at": _at(each.at),
            "proposal": each.proposal,
        }
        for each in session.scalars(rows)
    ]


def _rectifications(folder: Folder) -> list[Document]:
    return [
        {
            "id": str(item.id),
            "code": item.code,
            "unit": item.unit,
            "due": _at(item.due),
            "state": item.state,
            "report": item.report,
            "reported_at": _at(item.reported_at),
            "confirmation": item.confirmation,
            "confirmed_at": _at(item.confirmed_at),
        }
        for item in folder.rectifications
    ]


def _at(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
