"""Where folders are taken from: a case with all that belongs to it, if the caller may know of it."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import Session, undefer_group

from services.investigation.archive import arrivals
from services.investigation.colleagues import colleagues_of
from services.investigation.domain.case import Caller, State
from services.investigation.domain.unit import Request
from services.investigation.folder import APPROVED, ENDORSED, Folder
from services.investigation.models import (
    Absence,
    Allegation,
    Approval,
    Archive,
    BarredParty,
    CallBack,
    Case,
    Extension,
    FindingRow,
    Hand,
    Mandate,
    Notice,
    OfficeHolder,
    Pause,
    Proposal,
    Rectification,
    Recusal,
    Redacted,
    Supplement,
    TakenOver,
    UnitLink,
    UnitRequest,
)
from services.investigation.models.case import CONTENT
from services.investigation.same_term import same_term
from services.investigation.served import history_of
from services.investigation.sight import kept, read_with, visible
from services.investigation.standing import opinions
from services.investigation.words_heard import readable, said_here
from shared.contracts.terms import Decision

Term = TypeVar("Term", Extension, Pause)


class NoSuchCase(LookupError):
    """There is no such case for this caller; whether there is one for another is not told."""


def open_folder(session: Session, case_id: UUID, caller: Caller, *, to_change: bool = False) -> Folder:
    """The case, if the caller may know of it; `to_change` keeps others from changing it meanwhile.

    Raises NoSuchCase.
    """
    query = select(Case).where(Case.id == case_id, visible(caller)).options(undefer_group(CONTENT))
    case = session.scalar(query.with_for_update() if to_change else query)
    if case is None:
        raise NoSuchCase(case_id)
    return folder_of(session, case)


def folder_of(session: Session, case: Case) -> Folder:
    """All that belongs to the case, each kind in one query."""
    allegations = select(Allegation).where(Allegation.case_id == case.id).order_by(Allegation.position)
    findings = session.scalars(select(FindingRow).where(FindingRow.case_id == case.id))
    hands = select(Hand).where(Hand.case_id == case.id).order_by(Hand.since, Hand.staff_id)
    items = select(Rectification).where(followed(case.id))
    items = items.order_by(Rectification.followed_in.is_not(None), Rectification.position, Rectification.id)
    extensions = select(Extension).where(Extension.case_id == case.id).order_by(Extension.at)
    paused = select(Pause).where(Pause.case_id == case.id).order_by(Pause.at, Pause.id)
    recusals = select(Recusal).where(Recusal.case_id == case.id).order_by(Recusal.at, Recusal.id)
    links = select(UnitLink).where(UnitLink.case_id == case.id).order_by(UnitLink.at, UnitLink.id)
    asked = select(Rectification.id).where(Rectification.followed_in == case.id)
    confirmed = select(Rectification).where(Rectification.upheld_in == case.id)
    confirmed = confirmed.order_by(Rectification.case_id, Rectification.position, Rectification.id)
    upheld = list(session.scalars(confirmed))
    objected = and_(
        UnitRequest.item_id.in_([each.id for each in upheld]), UnitRequest.request == Request.OBJECTION
    )
    requests = select(UnitRequest).where(
        or_(UnitRequest.case_id == case.id, UnitRequest.item_id.in_(asked), objected)
    )
    notices = select(Notice).join(Case, Case.complaint_id == Notice.complaint_id)
    notices = notices.where(Case.id == case.id, readable(case.body), said_here())
    steps = select(Approval).where(Approval.case_id == case.id, Approval.proposal == case.proposal)
    holders = select(OfficeHolder).where(OfficeHolder.body == case.body, OfficeHolder.until.is_(None))
    barred = select(BarredParty.code).where(read_with(case))
    colleagues, matters = colleagues_of(session, case.body), list(session.scalars(allegations))
    decided, before = session.scalars(steps.order_by(Approval.at)).all(), handed_over(session, case)
    folder = Folder(
        case=case,
        allegations=matters,
        findings={row.allegation: row for row in findings},
        hands=list(session.scalars(hands)),
        rectifications=list(session.scalars(items)),
        upheld=upheld,
        notices=list(session.scalars(notices.order_by(Notice.at, Notice.id))),
        proposal=session.get(Proposal, (case.id, case.proposal)) if case.proposal else None,
        barred=frozenset(session.scalars(barred)),
        extensions=list(session.scalars(extensions)),
        pauses=list(session.scalars(paused)),
        extended_before=_of_the_term(session, Extension, case, before),
        paused_before=_of_the_term(session, Pause, case, before),
        recusals=list(session.scalars(recusals)),
        before=before,
        rechecked=_rechecked(session, case, before),
        opinions=opinions(session, case, matters, before),
        redacted=session.get(Redacted, case.complaint_id),
        links=list(session.scalars(links)),
        requests=list(session.scalars(requests.order_by(UnitRequest.at, UnitRequest.id))),
        call_back=session.get(CallBack, case.id),
        absences=list(
            session.scalars(select(Absence).where(Absence.body == case.body, Absence.ended_at.is_(None)))
        ),
        mandate=session.get(Mandate, case.id) if case.own else None,
        colleagues=colleagues,
        offices=list(session.scalars(holders.order_by(OfficeHolder.since, OfficeHolder.id))),
        steps=[each for each in decided if each.decision == ENDORSED],
        approved_by=next((each.by for each in decided if each.decision == APPROVED), None),
        archived=session.scalar(select(Archive.case_id).where(Archive.case_id == case.id)) is not None,
        history=history_of(session, case, matters, colleagues),
        answered=_answered(session, case, before),
        worked_before=_worked_before(session, case, before),
    )
    if folder.archived:
        mine = select(func.count()).where(Supplement.case_id == case.id)
        folder.supplements = session.scalar(mine) or 0
        folder.unfiled = len(arrivals.since(session, folder))
    folder.taken_over = case.standing is State.PASSED_UP and _taken_over(session, case)
    return folder


def _taken_over(session: Session, case: Case) -> bool:
    later = select(Case.id).where(Case.complaint_id == case.complaint_id, Case.state != State.PASSED_UP)
    found = session.scalar(later.where(Case.complaint_version > case.complaint_version).limit(1))
    return found is not None


def _rechecked(session: Session, case: Case, before: Iterable[Case]) -> tuple[bool, ...]:
    """As `rounds` counts them; most cases have none."""
    mine = (each for each in before if each.complaint_id == case.complaint_id and each.concluded_at)
    again = (each for each in mine if each.decision == Decision.RECHECK)
    stand = [each for each in again if each.standing is not State.PASSED_UP]
    ids = [each.id for each in sorted(stand, key=lambda each: each.complaint_version)]
    if not ids:
        return ()
    taken = set(session.scalars(select(TakenOver.case_id).where(TakenOver.case_id.in_(ids))))
    return tuple(each in taken for each in ids)


def _answered(session: Session, case: Case, before: Iterable[Case]) -> frozenset[str]:
    """Who investigated what a recheck looks at again, or passed it on, or approved it."""
    ids = [each.id for each in before if each.concluded_at] if case.decision == Decision.RECHECK else []
    if not ids:
        return frozenset()
    signed = select(Approval.by).where(Approval.case_id.in_(ids), Approval.decision.in_((ENDORSED, APPROVED)))
    return frozenset(session.scalars(union(select(Hand.staff_id).where(Hand.case_id.in_(ids)), signed)))


def _worked_before(session: Session, case: Case, before: Iterable[Case]) -> frozenset[str]:
    """Who investigated it at a body that gave it up, or lost it, before it answered: with its file their work
    came here, to which they may be called after it."""
    unanswered = (each for each in before if each.standing is State.PASSED_UP and not each.concluded_at)
    ids = [each.id for each in unanswered if each.complaint_id == case.complaint_id]
    if not ids:
        return frozenset()
    return frozenset(session.scalars(select(Hand.staff_id).where(Hand.case_id.in_(ids))))


def _of_the_term(session: Session, of: type[Term], case: Case, before: Iterable[Case]) -> list[Term]:
    """What was granted before to the bodies with whose term the case goes on."""
    ids = [each.id for each in before if each.complaint_id == case.complaint_id]
    if not ids:
        return []
    granted = select(of).where(of.case_id.in_(ids), of.case_id.in_(same_term(case)), of.granted.is_(True))
    return list(session.scalars(granted.order_by(of.at)))


def followed(case: UUID) -> ColumnElement[bool]:
    """Corrections of the case, and those of an earlier one that went to another body after its answer."""
    return or_(Rectification.case_id == case, Rectification.followed_in == case)


def handed_over(session: Session, case: Case) -> list[Case]:
    """Earlier cases of the complaint, the oldest first; of the one that gave the reply, where that is not it:
    this one was joined to it, or asks anew for a recheck of it; and of the one whose reply that rechecked."""
    mine = select(Case).where(Case.complaint_id == case.complaint_id, Case.id != case.id)
    found = list(session.scalars(mine.where(Case.complaint_version < case.complaint_version)))
    seen: set[UUID | None] = {case.complaint_id, None}
    newest = [case, *found]
    while others := {each.recheck_of for each in newest} - seen:
        there = select(Case).where(Case.complaint_id.in_(others), Case.opened_at <= case.opened_at, kept())
        seen, newest = seen | others, list(session.scalars(there))
        found += newest
    return sorted(found, key=lambda each: (each.opened_at, each.id))
