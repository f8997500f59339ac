"""The work on a case as a document: records by kind, and applications for more time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.document_ends import ends_of
from services.investigation.domain import approval, chain, closing, tied
from services.investigation.domain import recusal as withdrawing
from services.investigation.domain.archive import sealed_letter, sealed_outcome
from services.investigation.domain.case import ENDED, Action, Caller, State
from services.investigation.domain.chain import Office
from services.investigation.domain.limits import limits
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.evidence.keeping import by_exhibit
from services.investigation.folder import APPROVED_OWN, Folder
from services.investigation.gathered import Gathered
from services.investigation.models import (
    Case,
    Hand,
    Instruction,
    OfficeHolder,
    Proposal,
    Record,
    Recusal,
    ServiceRecord,
)
from services.investigation.models import Document as Issued
from services.investigation.sight import absent, may_decide
from shared.clock import CHINA
from shared.contracts.terms import Role

Document = dict[str, Any]
FALLEN_SHOWN = timedelta(days=14)
"""So long the body above reads that an application that lay there is not to be decided any more."""
ON_A_PROPOSAL = frozenset({Action.ENDORSE.value, Action.APPROVE.value, APPROVED_OWN, Action.RETURN.value})
"""Steps whose words are about a proposal."""


def reads_sealed(folder: Folder, caller: Caller) -> bool:
    """Whoever works on the case, and its heads, read what of it is sealed within the body."""
    return Role.HEAD in caller.roles or any(hand.staff_id == caller.staff_id for hand in folder.team)


def reads_outcomes(folder: Folder, caller: Caller, today: date) -> bool:
    """Besides them, whoever takes a step of the proposal must know what it says of persons."""
    return reads_sealed(folder, caller) or folder.takes_a_step(caller, today)


def opened(outcomes: Iterable[Document], *, sealed_too: bool) -> list[Document]:
    """Outcomes as kept; of those that go out in a sealed letter only which they are, unless `sealed_too`."""
    return [
        {**each, "fields": {}} if sealed_outcome(each["code"]) and not sealed_too else each
        for each in outcomes
    ]


def sealed_versions(session: Session, case_id: UUID) -> set[int]:
    """Versions of the proposal that say what is sealed: a word of the head on them may say it, too."""
    rows = session.execute(select(Proposal.version, Proposal.outcomes).where(Proposal.case_id == case_id))
    return {row.version for row in rows if any(sealed_outcome(each["code"]) for each in row.outcomes)}


def untold(session: Session, folder: Folder, *, sealed_too: bool) -> frozenset[str]:
    """Steps of the course of which such a reader is told that they were taken, and not with which words."""
    sealed = not sealed_too and sealed_versions(session, folder.case.id)
    return ON_A_PROPOSAL if sealed else frozenset()


def read_sealed(session: Session, cases: Sequence[Case], caller: Caller) -> set[UUID]:
    """Of cases that are not opened as a whole: those whose sealed records the caller reads."""
    asked = {case.id for case in cases}
    if Role.HEAD in caller.roles:
        return asked
    mine = select(Hand.case_id).where(Hand.case_id.in_(asked), Hand.until.is_(None))
    return set(session.scalars(mine.where(Hand.staff_id == caller.staff_id)))


def read_outcomes(gathered: Gathered, caller: Caller, today: date) -> set[UUID]:
    """Of these cases of the caller's body, those of whose proposal a step is theirs: as `takes_a_step`."""
    held: dict[str, list[str]] = {}
    offices = select(OfficeHolder.office, OfficeHolder.staff_id)
    offices = offices.where(OfficeHolder.body == caller.home, OfficeHolder.until.is_(None))
    for office, holder in gathered.session.execute(offices):
        held.setdefault(office, []).append(holder)
    away = absent(gathered.session, caller.home, today) if held else []
    stand_ins = {each.head: each.deputy for each in away if not each.as_head}
    theirs = chain.offices_of(caller.staff_id, held, stand_ins)
    return {
        case.id
        for case in gathered.cases
        if theirs and case.body == caller.home and not theirs.isdisjoint(_chain(gathered, case))
    }


def _chain(gathered: Gathered, case: Case) -> tuple[Office, ...]:
    stands = gathered.proposal(case)
    return chain.chain_of(stands.chain if stands else limits(case.limits).approval_chain)


def records(session: Session, case: Case, *, sealed_too: bool) -> list[Document]:
    """All records of the case, oldest first; of sealed ones only that they are there, unless `sealed_too`."""
    order = (Record.at, Record.kind, Record.number)
    rows = select(Record).where(Record.case_id == case.id).order_by(*order)
    files = by_exhibit(session, case.id)
    return [
        {
            "id": str(row.id),
            "kind": row.kind,
            "number": row.number,
            "at": _at(row.at),
            "by": row.by_name,
            "supervisors": row.supervisors,
            "due": _at(row.due),
            "sealed": hidden,
            "fields": {} if hidden else row.contents,
            "ended_at": _at(row.ended_at),
            "ended_by": row.ended_by,
            "ending": ({} if hidden else row.ending) if row.ended_at else None,
            "files": files.get(row.id, []),
            "piece": str(row.piece_id) if row.piece_id else None,
        }
        for row in session.scalars(rows)
        for hidden in [SPECS[RecordKind(row.kind)].sealed and not sealed_too]
    ]


def documents(session: Session, case: Case, *, sealed_too: bool, elsewhere: bool = False) -> list[Document]:
    """Every document as it was issued, in its order, with how it was served; of a sealed letter not to whom,
    unless `sealed_too`. `elsewhere`: also receipts that a body kept which has the matter since."""
    mine = ServiceRecord.document_id.in_(select(Issued.id).where(Issued.case_id == case.id))
    kept = select(ServiceRecord).where(mine if elsewhere else ServiceRecord.case_id == case.id)
    served = session.scalars(kept)
    records = sorted(served, key=lambda each: (each.served_on, each.at))
    query = select(Issued).where(Issued.case_id == case.id).order_by(Issued.at, Issued.kind, Issued.serial)
    rows = list(session.scalars(query))
    ends = ends_of(session, [row.id for row in rows])
    return [
        {
            "id": str(row.id),
            "kind": row.kind,
            "number": row.number,
            "title": row.content["title"],
            "addressee": "" if hidden else row.content["addressee"],
            "sealed": hidden,
            "at": _at(row.at),
            "by": row.by_name,
            "verification": row.verification,
            "template": row.template,
            "ends": [{**each, "at": _at(each["at"])} for each in ends[row.id]],
            "service": [
                {
                    "recipient": "" if hidden else each.recipient,
                    "way": each.way,
                    "served_on": _at(each.served_on),
                    "by": each.by_name,
                }
                for each in records
                if each.document_id == row.id
            ],
        }
        for row in rows
        for hidden in [sealed_letter(row.kind) and not sealed_too]
    ]


def instructions(session: Session, case: Case) -> list[Document]:
    """What the body above said to it being late, the newest first."""
    query = select(Instruction).where(Instruction.case_id == case.id).order_by(Instruction.at.desc())
    return [
        {"superior": row.superior, "text": row.text, "by": row.by_name, "at": _at(row.at)}
        for row in session.scalars(query)
    ]


def left_alone(folder: Folder, today: date) -> Document | None:
    """What the desk is to do with a case that nobody has any more, and who may take it on."""
    why = withdrawing.left_alone(folder.facts(today))
    if why is None:
        return None
    ties = folder.conflicts(today)
    able = sorted(each.name for each in folder.able(today, ties) if each.staff_id not in ties)
    return {key: value for key, value in wording.closed(why).items() if key != "open"} | {"able": able}


def recusal(row: Recusal) -> Document:
    """One application that somebody withdraw."""
    return {
        "id": str(row.id),
        "name": row.name,
        "side": row.side,
        "tie": row.tie,
        "reason": row.reason,
        "by": row.by_name,
        "at": _at(row.at),
        "decider": row.decider,
        "granted": row.granted,
        "moot": row.moot,
        "answer": row.answer,
        "decided_by": row.decided_by,
        "decided_at": _at(row.decided_at),
    }


def conflicts(folder: Folder, today: date) -> list[Document]:
    """Colleagues who may not be given the case by what the records show, and why."""
    people = {**folder.unbarred(Role.INVESTIGATOR), **folder.unbarred(Role.HEAD)}
    ties, decided = folder.conflicts(today), folder.decided_by
    return [
        {
            "name": each.name,
            "tie": tie.tie if tie else None,
            "unit": tie.unit if tie else "",
            "until": _at(tie.until) if tie else None,
            "text": wording.fault(wrong, {}),
            "article": wrong.article,
        }
        for each in sorted(people.values(), key=lambda each: (each.name, each.staff_id))
        for tie in [ties.get(each.staff_id)]
        for wrong in (
            [tied.fault(tie, "", each.name)] if tie else closing.given_to(each.staff_id in decided, each.name)
        )
    ]


def waiting_above(session: Session, caller: Caller) -> list[Document]:
    """What a head of this body decides about heads of lower bodies, oldest first; in a case that ended there
    is nothing left to withdraw from."""
    query = select(Recusal, Case).join(Case, Case.id == Recusal.case_id)
    open_ones = query.where(may_decide(caller), Recusal.granted.is_(None), Case.state.not_in(ENDED))
    rows = session.execute(open_ones.order_by(Recusal.at))
    return [
        {**recusal(row), "tracking_number": case.tracking_number, "body": case.body} for row, case in rows
    ]


def fallen_above(session: Session, caller: Caller, today: date) -> list[Document]:
    """Of what lay before such a head, what fell within the last weeks, the newest first, each with why; not
    what ended with its case."""
    query = select(Recusal, Case).join(Case, Case.id == Recusal.case_id)
    since = datetime.combine(today - FALLEN_SHOWN, time.min, CHINA)
    fell = query.where(may_decide(caller), Recusal.fell, Recusal.decided_at >= since)
    rows = session.execute(fell.order_by(Recusal.decided_at.desc(), Recusal.id))
    return [
        {**recusal(row), "tracking_number": case.tracking_number, "body": case.body} for row, case in rows
    ]


def extensions(folder: Folder) -> list[Document]:
    """Every application for more time, oldest first."""
    return [
        {
            "days": each.days,
            "reason": each.reason,
            "by": each.by_name,
            "at": _at(each.at),
            "granted": each.granted,
            "answer": each.answer,
            "decided_by": each.decided_by,
            "decided_at": _at(each.decided_at),
            "until": _at(each.until),
        }
        for each in folder.extensions
    ]


def pauses(folder: Folder) -> list[Document]:
    """Every time that the clock was to stand still, oldest first."""
    return [
        {
            "ground": each.ground,
            "until": _at(each.until),
            "reason": each.reason,
            "by": each.by_name,
            "at": _at(each.at),
            "granted": each.granted,
            "answer": each.answer,
            "decided_by": each.decided_by,
            "decided_at": _at(each.decided_at),
            "since": _at(each.since),
            "resumed_on": _at(each.resumed_on),
            "ended_by": each.ended_by,
            "ended_at": _at(each.ended_at),
            "ending": each.ending,
        }
        for each in folder.pauses
    ]


def pauses_possible(folder: Folder) -> list[Document]:
    """For what the clock may stand still, and for how many days at most."""
    return [{"ground": ground, "days": days} for ground, days in folder.pauses_possible.items()]


def steps(folder: Folder, today: date) -> list[Document]:
    """By whose hands the proposal that lies before somebody goes, and who has it now."""
    if folder.case.standing is not State.PROPOSED:
        return []
    facts, names = folder.facts(today), {each.staff_id: each.name for each in folder.colleagues.values()}
    able = {**facts.able_at, Office.HEAD: approval.deciders(facts, folder.heads(today))}
    taken = {each.office: each for each in folder.steps}
    return [
        {
            "office": office,
            "state": state,
            "by": taken[office].by_name if office in taken else None,
            "at": _at(taken[office].at) if office in taken else None,
            "able": sorted(names[each] for each in able.get(office, ()) if each in names),
        }
        for office, state in chain.states(facts.chain, facts.passed, facts.able_at, facts.asked_at)
    ]


def _at(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
