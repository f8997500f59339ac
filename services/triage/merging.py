"""Mergers: one complaint is answered with another one of the same person. Each still gets its own answer,
and none is told of the other."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from sqlalchemy import select

from services.triage import contesting, ties
from services.triage.domain import rounds
from services.triage.models import BarredParty, Complaint, Happening, Judgment
from services.triage.sight import party_index
from services.triage.similar.models import Tie
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CasePassedUp,
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintJoined,
    ComplaintReopened,
    ComplaintReplyFell,
)
from shared.contracts.terms import Decision
from shared.work import Work

FELL = "reply_fell"


def join(work: Work, complaint: Complaint, into: Complaint, reason: str, barred: list[str]) -> None:
    """The complaint is answered with `into` from now on; whoever must not know of it gets blind for both."""
    put_together(work, complaint, into, reason)
    _share_bars(work, complaint, into)
    into.revision += 1
    work.record("complaint.merged", complaint.tracking_number, {"into": into.tracking_number})
    work.emit(
        work.event(
            ComplaintJoined,
            complaint_id=into.id,
            tracking_number=into.tracking_number,
            version=into.revision,
            joined_id=complaint.id,
            joined_number=complaint.tracking_number,
            text=complaint.statement,
            barred=sorted({*barred, *_barred_before(work, complaint)}),
        )
    )


def _barred_before(work: Work, complaint: Complaint) -> set[str]:
    """Who must not know of what had joined it: its files come along."""
    before = [one.id for one in ties.joined_to(work.session, complaint)]
    judged = work.session.scalars(select(Judgment).where(Judgment.complaint_id.in_(before)))
    return {code for one in judged for code in one.content["barred"]}


def blind(work: Work, complaint: Complaint, barred: Iterable[str]) -> None:
    """Whoever must not know of a complaint gets blind for those that are answered with it as well, also the
    one that they joined, where it is rechecked under another number; one whose own desk is among them goes
    along to the desk of that complaint."""
    parties = {code: party_index(code) for code in barred}
    for joined in _others(work, complaint):
        known = set(
            work.session.scalars(select(BarredParty.party).where(BarredParty.complaint_id == joined.id))
        )
        new = sorted(code for code, party in parties.items() if party not in known)
        if not new:
            continue
        for code in new:
            work.keep_once(BarredParty, complaint_id=joined.id, party=parties[code])
        if joined.desk in new:
            joined.desk = complaint.desk
        joined.revision += 1
        work.record("complaint.barred_with", joined.tracking_number, {"desk": joined.desk})
        work.emit(
            work.event(
                ComplaintAssessed,
                complaint_id=joined.id,
                tracking_number=joined.tracking_number,
                version=joined.revision,
                barred=new,
                desk=joined.desk,
            )
        )


def hand_over(work: Work, complaint: Complaint) -> Complaint | None:
    """What is written under a complaint that was joined is read with the one that answers it, each once;
    that one, when there was something new. It is held until its words were read."""
    if complaint.decision != Decision.MERGE:
        return None
    into, since = contesting.read_with(work.session, complaint)
    if into is complaint:
        return None
    new = False
    written = select(Happening).where(
        Happening.complaint_id == complaint.id, Happening.kind.in_(("supplemented", "withdrawn"))
    )
    if since is not None:
        written = written.where(Happening.at > since)
    for one in work.session.scalars(written.order_by(Happening.at, Happening.id)).all():
        key = uuid5(one.id, str(into.id))
        if one.text and work.session.get(Happening, key) is None:
            _add_words(work, complaint, into, one, key)
            new = True
    work.session.flush()
    return into if new else None


def _add_words(
    work: Work,
    complaint: Complaint,
    into: Complaint,
    one: Happening,
    key: UUID,
    barred: Iterable[str] = (),
) -> None:
    work.session.add(
        Happening(id=key, complaint_id=into.id, kind="supplemented", at=one.at, body=None, text=one.text)
    )
    into.revision += 1
    work.record("complaint.words_joined", complaint.tracking_number, {"into": into.tracking_number})
    event = work.event(
        ComplaintJoined,
        complaint_id=into.id,
        tracking_number=into.tracking_number,
        version=into.revision,
        joined_id=complaint.id,
        joined_number=complaint.tracking_number,
        text=one.text,
        barred=list(barred),
        held=True,
    )
    work.emit(replace(event, id=key))


def part(work: Work, complaint: Complaint, tie: Tie, reason: str) -> None:
    """The merger is undone; the complaint is to be judged anew."""
    ties.end(work, tie, reason)
    complaint.revision += 1
    work.record("complaint.parted", complaint.tracking_number)
    work.emit(
        work.event(
            ComplaintReopened,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            joined_before=str(tie.other_id),
        )
    )


def ask_with(work: Work, complaint: Complaint, led: Complaint, asked: Happening, barred: list[str]) -> None:
    """A request for a recheck that is answered with the one that is in hand under `led`: its words are read
    there, once they were read here, and nobody learns of it who must not learn of either."""
    _share_bars(work, complaint, led)
    _add_words(work, complaint, led, asked, uuid5(asked.id, str(led.id)), barred)
    work.session.flush()


def _share_bars(work: Work, complaint: Complaint, into: Complaint) -> None:
    for party in work.session.scalars(
        select(BarredParty.party).where(BarredParty.complaint_id == complaint.id)
    ):
        work.keep_once(BarredParty, complaint_id=into.id, party=party)


def ended(work: Work, complaint: Complaint, text: str) -> list[Complaint]:
    """Triage ended it without a case: what was joined to it is told the same. Of one that was withdrawn,
    what was joined stands alone again and is given back, to be judged."""
    if complaint.decision == Decision.MERGE:
        return []
    if complaint.decision == Decision.CLOSE_WITHDRAWN:
        return _parted(work, complaint)
    for joined in ties.joined_to(work.session, complaint):
        if not contesting.has_reply(work.session, joined):
            _tell_ended(work, joined, complaint, text)
    return []


def answer(work: Work, event: CaseConcluded) -> list[Complaint]:
    """Every complaint that was joined gets the reply under its own number; each is told once."""
    told = []
    for joined in _joined(work, event):
        if _note(work, joined, event, "concluded"):
            _tell_answered(work, joined, event)
            told.append(joined)
    return told


def close(work: Work, event: CaseClosed) -> None:
    """They are closed with it."""
    for joined in _joined(work, event):
        if _note(work, joined, event, "closed"):
            work.emit(
                work.event(
                    ComplaintAnswered,
                    complaint_id=joined.id,
                    tracking_number=joined.tracking_number,
                    version=event.version,
                    case_id=event.case_id,
                    stage="closed",
                    body=event.body,
                    concluded_at=event.closed_at,
                )
            )


def fall(work: Work, event: CaseConcluded | CasePassedUp) -> None:
    """Another body took the matter over after that one had answered: whoever was told of the answer is told
    that it stands no more, whichever of the two is heard first. The answer of a body that gives up what was
    alleged after it stands."""
    said = select(Happening).where(
        Happening.complaint_id == event.complaint_id,
        Happening.body == event.body,
        Happening.kind.in_(("concluded", "passed_up")),
    )
    heard = list(work.session.scalars(said.order_by(Happening.at, Happening.id)))
    lost = next((one for one in reversed(heard) if rounds.lost(one)), None)
    answers = [one for one in heard if one.kind == "concluded" and lost and one.at <= lost.at]
    if lost is None or not answers:
        return
    for joined in _joined(work, event):
        told = any(work.session.get(Happening, uuid5(one.id, str(joined.id))) for one in answers)
        if told and _keep_told(work, joined, lost, FELL):
            work.emit(
                work.event(
                    ComplaintReplyFell,
                    complaint_id=joined.id,
                    tracking_number=joined.tracking_number,
                    version=event.version,
                    case_id=event.case_id,
                    body=event.body,
                    fell_at=lost.at,
                )
            )


def put_together(work: Work, complaint: Complaint, into: Complaint, reason: str) -> None:
    """They are one matter from now on."""
    work.session.add(
        Tie(
            id=work.new_id(),
            kind=ties.MERGER,
            complaint_id=complaint.id,
            other_id=into.id,
            at=work.now,
            actor=str(work.actor),
            actor_name=work.actor.name,
            reason=reason,
        )
    )


def _parted(work: Work, complaint: Complaint) -> list[Complaint]:
    freed = []
    for tie in ties.standing(work.session, complaint, ties.MERGER):
        if tie.other_id == complaint.id:
            joined = work.session.get_one(Complaint, tie.complaint_id)
            if contesting.has_reply(work.session, joined):
                continue
            part(work, joined, tie, "")
            freed.append(joined)
    return freed


def _joined(work: Work, event: CaseConcluded | CaseClosed | CasePassedUp) -> list[Complaint]:
    """All others of the matter: also where a recheck was asked for under one that was joined."""
    complaint = work.session.get(Complaint, event.complaint_id)
    return _others(work, complaint) if complaint else []


def _others(work: Work, complaint: Complaint) -> list[Complaint]:
    return [one for one in contesting.together(work.session, complaint) if one is not complaint]


def _note(work: Work, joined: Complaint, event: CaseConcluded | CaseClosed, kind: str) -> bool:
    """Keep that it was told; False when it was told before."""
    beside = event.beside if isinstance(event, CaseConcluded) else None
    said = Happening(id=event.id, at=event.at, body=event.body, beside=beside)
    return _keep_told(work, joined, said, kind)


def _keep_told(work: Work, joined: Complaint, said: Happening, kind: str) -> bool:
    key = uuid5(said.id, str(joined.id))
    if work.session.get(Happening, key) is not None:
        return False
    about = {"complaint_id": joined.id, "at": said.at, "body": said.body, "beside": said.beside}
    work.session.add(Happening(id=key, kind=kind, **about))
    work.record(f"complaint.answered.{kind}", joined.tracking_number)
    return True


def _tell_answered(work: Work, joined: Complaint, event: CaseConcluded) -> None:
    work.emit(
        work.event(
            ComplaintAnswered,
            complaint_id=joined.id,
            tracking_number=joined.tracking_number,
            version=event.version,
            case_id=event.case_id,
            stage="concluded",
            body=event.body,
            body_name=event.body_name,
            concluded_at=event.concluded_at,
            rectify_by=event.rectify_by,
            recheck_until=event.recheck_until,
            recheck_body=event.recheck_body,
            reply=event.reply.replace(event.tracking_number, joined.tracking_number),
            findings=event.findings,
            outcomes=event.outcomes,
            letter=event.letter.replace(event.tracking_number, joined.tracking_number),
            rechecks=len(contesting.answers(work.session, contesting.together(work.session, joined))) - 1,
        )
    )


def _tell_ended(work: Work, joined: Complaint, complaint: Complaint, text: str) -> None:
    joined.revision += 1
    work.record("complaint.answered.ended", joined.tracking_number, {"decision": complaint.decision})
    work.emit(
        work.event(
            ComplaintDecided,
            complaint_id=joined.id,
            tracking_number=joined.tracking_number,
            version=joined.revision,
            decision=str(complaint.decision),
            body=complaint.body,
            decided_at=work.now,
            text=text,
        )
    )
