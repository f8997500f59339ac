"""A matter that triage alleges once the case is answered: the answer stands, and what it does not speak of is
found on, and answered, in a case of its own (petition art. 32: each matter; art. 34: its own days)."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from sqlalchemy import select

from services.investigation.domain import opening
from services.investigation.domain.case import DECIDED, ENDED, State
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.limits import last_day, limits
from services.investigation.domain.own import Origin
from services.investigation.handlers.alleging import allege, allege_anew
from services.investigation.handlers.opening_own import THE_RULES
from services.investigation.handlers.steps import keep_entry, note, say
from services.investigation.handlers.taking_in import fill, know, say_opened
from services.investigation.models import Allegation, Case, FindingRow, Message
from services.investigation.replies import official, official_day
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import CaseTermMoved, ComplainantMessaged, ComplaintAccepted
from shared.contracts.terms import Decision
from shared.i18n import N_
from shared.work import SYSTEM, Work

ANSWERED = DECIDED | (ENDED - {State.PASSED_UP})
OPENED = "matters_later"
TOLD = N_(
    "Of what was added or corrected after our answer, %(count)d matter(s) are not in it. We look into them "
    "in a case of their own and answer you on them by %(day)s. The answer that you have stands."
)


def of(work: Work, first: Case) -> list[Case]:
    """The further cases of its complaint at its body, the oldest first."""
    mine = select(Case).where(Case.complaint_id == first.complaint_id, Case.body == first.body)
    further = mine.where(Case.id != first.id, Case.origin == Origin.COMPLAINT)
    return list(
        work.session.scalars(further.order_by(Case.complaint_version).with_for_update(key_share=True))
    )


def beyond_the_answer(work: Work, first: Case, event: ComplaintAccepted) -> Case | None:
    """The case in which its body looks into what it has not answered; None where the first one is still
    worked on, went elsewhere, or answers all that is alleged."""
    if first.standing not in ANSWERED:
        return None
    work.session.flush()
    further = of(work, first)
    newest = further[-1] if further else first
    if event.version <= newest.complaint_version:
        return newest
    if _elsewhere_by_now(work, first, event):
        return None
    new = _without(work, event, [each.id for each in (first, *further) if each.standing in ANSWERED])
    if newest.standing in RUNNING:
        know(newest, event)
        if new.allegations:
            allege_anew(work, newest, new)
        return newest
    if new.allegations:
        return _open(work, first, new)
    if newest is first:
        return None
    newest.complaint_version = event.version
    return newest


def _elsewhere_by_now(work: Work, first: Case, event: ComplaintAccepted) -> bool:
    """Whether it is an older word: by a later one, heard before it, another body has the matter."""
    theirs = select(Case.id).where(Case.complaint_id == first.complaint_id, Case.body != first.body)
    return work.session.scalar(theirs.where(Case.complaint_version > event.version).limit(1)) is not None


def as_it_went_on(work: Work, event: ComplaintAccepted) -> ComplaintAccepted:
    """Who has next what a body gave up that looked into it in a further case goes on with that handling and
    its days, of which the complainant was told; triage tells when the complaint itself was accepted, and
    whether that was for a recheck."""
    lost = select(Case.id, Case.body, Case.accepted_at, Case.decision, Case.recheck_of).where(
        Case.complaint_id == event.complaint_id,
        Case.body != event.body,
        Case.state == State.PASSED_UP,
        Case.complaint_version < event.version,
        Case.accepted_at > event.accepted_at,
    )
    for each in work.session.execute(lost.order_by(Case.complaint_version.desc())):
        if each.id != opening.case_id(event.complaint_id, each.body):
            went_on = {"decision": each.decision, "recheck_of": each.recheck_of}
            went_on["terms"] = limits(event.terms).as_json()  # it is counted here, from another day
            return replace(event, accepted_at=each.accepted_at, **went_on)
    return event


def unanswered(work: Work, event: ComplaintAccepted) -> ComplaintAccepted:
    """What another body is to look into, where an answer stands that nobody contests: the rest."""
    if event.decision == Decision.RECHECK:
        return event
    work.session.flush()
    stands = select(Case.id).where(Case.complaint_id == event.complaint_id, Case.concluded_at.is_not(None))
    answered = list(work.session.scalars(stands.where(Case.state != State.PASSED_UP)))
    rest = _without(work, event, answered) if answered else event
    return rest if rest.allegations else event


def _without(work: Work, event: ComplaintAccepted, cases: Iterable[UUID]) -> ComplaintAccepted:
    """The event without the matters of these cases."""
    ids = list(cases)
    mine = select(Allegation, FindingRow.category).where(Allegation.case_id.in_(ids))
    same = (FindingRow.case_id == Allegation.case_id) & (FindingRow.allegation == Allegation.ref)
    rows = work.session.execute(mine.outerjoin(FindingRow, same)).all()
    answered = [opening.Answered(each.ref, each.respondent, found) for each, found in rows]
    return replace(event, allegations=opening.unanswered(event.allegations, answered))


def _open(work: Work, first: Case, event: ComplaintAccepted) -> Case:
    """Accepted on the day on which triage said so, and handled the first time, also after a recheck."""
    decision = Decision.ACCEPT if event.decision == Decision.RECHECK else event.decision
    taken = replace(event, accepted_at=event.at, decision=decision, recheck_of=None)
    until = last_day(limits(event.terms), china_day(event.at), None, office_days.of(work.session))
    case = Case(
        id=uuid5(first.id, str(event.version)),
        complaint_id=first.complaint_id,
        version=1,
        state=State.QUEUED,
        opened_at=event.at,
        returned=False,
    )
    fill(case, taken, until)
    work.session.add(case)
    work.session.flush()
    allege(work, case, taken)
    keep_entry(work, case, "opened", detail={"decision": decision}, at=event.at)
    say_opened(work, case)
    count = {"count": len(taken.allegations)}
    note(work, first, OPENED, count)
    note(work, case, OPENED, count)
    say(work, case, CaseTermMoved, body=case.body, investigate_by=until)
    _tell(work, case, official(TOLD, **count, day=official_day(until)))
    work.session.flush()
    return case


def _tell(work: Work, case: Case, text: str) -> None:
    message = Message(
        id=work.new_id(),
        case_id=case.id,
        at=work.now,
        by=str(SYSTEM),
        by_name=official(THE_RULES),
        text=text,
    )
    work.session.add(message)
    say(work, case, ComplainantMessaged, message_id=message.id, body_name=case.body_name, text=text)
