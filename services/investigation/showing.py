"""A case as a document: what the JSON door answers, and what the pages are made of."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import (
    course,
    dossier,
    dossier_unit,
    handed_over,
    own,
    receipts,
    superiors,
    wording,
)
from services.investigation.archive import keeping as archives
from services.investigation.domain import certificates, changes, clocks, correction_terms, standing, templates
from services.investigation.domain.case import Action, Caller, State
from services.investigation.domain.limits import limits
from services.investigation.domain.own import ARTICLES, Origin
from services.investigation.domain.revocation import in_a_case
from services.investigation.domain.states import may
from services.investigation.folder import Folder
from services.investigation.joined import files_of_case
from services.investigation.models import Approval, Case, ClosingEvidence, Held, Proposal, Recusal
from services.investigation.standing import listed
from services.investigation.words.law import OUTCOMES
from services.investigation.written import in_use_for
from shared import office_days
from shared.i18n import gettext

Document = dict[str, Any]


def _recusal(session: Session, folder: Folder, row: Recusal, today: date) -> Document:
    """Where it waits above, also from when somebody is there who decides on it."""
    above = row.granted is None and row.decider != folder.case.body
    there = superiors.of_recusal(session, folder, row, today) if above else None
    return dossier.recusal(row) | {"decides_from": _at(there)}


def document(
    session: Session, folder: Folder, caller: Caller, today: date, *, whole: bool = True
) -> Document:
    """The case as this caller sees it now; its course only if the `whole` is wanted."""
    case = folder.case
    allowed = may(folder.facts(today), caller)
    outcomes_too = dossier.reads_outcomes(folder, caller, today)
    untold = dossier.untold(session, folder, sealed_too=outcomes_too)
    certified = {each.staff_id for each in folder.colleagues.values() if certificates.holds(each, today)}
    gives = not (allowed[Action.ASSIGN] and allowed[Action.HAND_OVER])
    return {
        **_head(folder),
        "terms": [_term(each) for each in running_terms(folder, today)],
        "team": [
            {
                "staff_id": hand.staff_id,
                "name": hand.name,
                "part": hand.part,
                "since": _at(hand.since),
                "declared_at": _at(hand.declared_at),
                "certified": hand.staff_id in certified,
            }
            for hand in folder.team
        ],
        "allegations": _allegations(folder),
        "proposal": _proposal(session, folder, today, sealed_too=outcomes_too),
        "earlier": handed_over.earlier(session, folder, caller, today),
        "approvals": _approvals(session, folder, sealed_too=outcomes_too),
        "rectifications": dossier_unit.rectifications(session, folder, today),
        "upheld": dossier_unit.upheld(session, folder),
        "mandate": own.mandate(folder),
        "bound": own.bound(session, folder, caller),
        "unit_links": dossier_unit.links(folder, today),
        "unit_requests": dossier_unit.requests(folder, today),
        "call_back": dossier_unit.call_back(folder),
        "records": dossier.records(session, case, sealed_too=dossier.reads_sealed(folder, caller)),
        "recusals": [_recusal(session, folder, each, today) for each in folder.recusals],
        "left_alone": dossier.left_alone(folder, today),
        "revokers": [wording.revoker(each) for each in in_a_case(folder.revokers.values())],
        "conflicts": dossier.conflicts(folder, today) if gives else [],
        "documents": dossier.documents(session, case, sealed_too=outcomes_too),
        "unserved_before": receipts.from_before(session, folder),
        "instructions": dossier.instructions(session, case),
        "extensions": dossier.extensions(folder),
        "pauses": dossier.pauses(folder),
        "pauses_possible": dossier.pauses_possible(folder),
        "messages": course.messages(session, folder),
        "files": files_of_case(session, case),
        "holds": _holds(session, case),
        "redacted": _redacted(folder),
        "closing": [
            {"check": each.check, "evidence": each.evidence}
            for each in session.scalars(select(ClosingEvidence).where(ClosingEvidence.case_id == case.id))
        ],
        "archive": archives.number(session, folder),
        "unfiled": folder.unfiled,
        "supplement_by": case.supplement_by.isoformat() if case.supplement_by and folder.unfiled else None,
        "timeline": course.timeline(session, folder, untold) if whole else [],
        "may": {
            action: wording.closed(reason) if reason else {"open": True} for action, reason in allowed.items()
        },
    }


def _holds(session: Session, case: Case) -> list[Document]:
    held = session.get(Held, case.complaint_id)
    return held.holds if held else []


def _redacted(folder: Folder) -> Document | None:
    made = folder.redacted
    if made is None:
        return None
    return {"version": made.version, "at": _at(made.at), "by": made.by_name, "text": made.text}


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
        "origin": case.origin,
        "identity": None if case.own else case.identity,
        "channel": None if case.own else case.channel,
        "contactable": case.contactable,
        "withdrawn": folder.withdrawn,
        "returned": case.returned,
        "accepted_at": _at(case.accepted_at),
        "investigate_by": _at(case.investigate_by),
        "paused_until": _at(case.paused_until),
        "due": _at(case.due),
        "rectify_by": _at(case.rectify_by),
        "recheck_until": _at(case.recheck_until),
        "recheck_body": case.recheck_body,
        "departments_act": case.departments_act,
        "reviewed_here": case.reviewed_here,
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


def running_terms(folder: Folder, today: date) -> list[clocks.Term]:
    case = folder.case
    return clocks.terms(
        case.standing,
        today,
        case.investigate_by,
        folder.next_rectification,
        case.recheck_until,
        folder.answers_before,
        ARTICLES[Origin(case.origin)] if case.own else None,
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


def _proposal(session: Session, folder: Folder, today: date, *, sealed_too: bool) -> Document | None:
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
        "outcomes": dossier.opened(outcomes, sealed_too=sealed_too),
        "stands": listed(folder.stands),
        "warnings": _warnings(folder, today),
        "templates": _templates(session, folder),
        "reply": proposal.reply,
        "changes": _changes(session, folder, sealed_too=sealed_too),
        "steps": dossier.steps(folder, today),
    }


def _templates(session: Session, folder: Folder) -> str | None:
    waits = folder.case.standing is State.PROPOSED
    return templates.sign(in_use_for(session, folder)) if waits else None


def _warnings(folder: Folder, today: date) -> list[Document]:
    """What nothing forbids and a head should look at, while it is not decided."""
    if folder.case.standing is not State.PROPOSED:
        return []
    outcomes, usual = folder.outcomes, limits(folder.case.limits).rectification
    again = standing.ordered_again(outcomes, folder.stands)
    return [
        *(wording.ordered_again(outcomes[place].code, place) for place in again),
        *(
            wording.unusual(outcomes[each.place].code, each)
            for each in correction_terms.unusual(outcomes, today, usual)
        ),
        *(
            wording.on_a_day_off(outcomes[each.place].code, each)
            for each in correction_terms.on_days_off(outcomes, today, office_days.calendar().next_workday)
        ),
    ]


def _changes(session: Session, folder: Folder, *, sealed_too: bool) -> list[Document]:
    """What is not as it was in the version before."""
    now = folder.proposal
    before = session.get(Proposal, (now.case_id, now.version - 1)) if now and now.version > 1 else None
    if now is None or before is None:
        return []
    found = [
        *changes.first_result(before.first_result, now.first_result),
        *changes.findings(before.findings, now.findings),
    ]
    was, stands = (dossier.opened(each.outcomes, sealed_too=sealed_too) for each in (before, now))
    return [
        {"of": each.of, "name": each.name, "before": each.before, "after": each.after}
        for each in [*found, *changes.outcomes(was, stands)]
    ]


def _approvals(session: Session, folder: Folder, *, sealed_too: bool) -> list[Document]:
    """What was decided on each proposal; on one that says what is sealed, not with which words."""
    sealed = set() if sealed_too else dossier.sealed_versions(session, folder.case.id)
    rows = select(Approval).where(Approval.case_id == folder.case.id).order_by(Approval.at, Approval.id)
    return [
        {
            "decision": each.decision,
            "office": each.office,
            "reason": "" if each.proposal in sealed else each.reason,
            "sealed": each.proposal in sealed,
            "by": each.by_name,
            "at": _at(each.at),
            "proposal": each.proposal,
        }
        for each in session.scalars(rows)
    ]


def _at(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
