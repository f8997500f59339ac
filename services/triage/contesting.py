"""A contested reply (petition art. 35, 36): which one it is, and whether its recheck is in hand already.

Complaints that are answered together are one matter, and no matter is handled twice: it is rechecked once,
whoever of them asks first. Who asks while that goes on is answered with it. Each of them gets its answer,
also who did not ask: what stands is that, and who contests it then asks for the second recheck, the last.
"""

from datetime import datetime
from typing import Any
from uuid import uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage import ties
from services.triage.happenings import replies
from services.triage.models import Complaint, Happening
from services.triage.stages import ACCEPTED, ENDED
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.work import Work

ASKED = "recheck_requested"


def together(session: Session, complaint: Complaint) -> list[Complaint]:
    """All complaints of the matter, this one among them."""
    first = ties.survivor(session, complaint)
    return [first, *ties.joined_to(session, first)]


def locked(work: Work, complaint: Complaint) -> list[Complaint]:
    """The same, each as it now stands: of two who ask at one moment the second finds the recheck of the
    first."""
    first = ties.survivor(work.session, complaint)
    work.session.flush()
    work.session.execute(select(Complaint.id).where(Complaint.id == first.id).with_for_update(key_share=True))
    ids = [one.id for one in together(work.session, complaint)]
    anew = select(Complaint).where(Complaint.id.in_(ids)).execution_options(populate_existing=True)
    return list(work.session.scalars(anew.order_by(Complaint.id)))


def answers(session: Session, complaints: list[Complaint]) -> list[Happening]:
    """The replies in the matter, the first one first; each time but the first to a recheck."""
    ids = [one.id for one in complaints]
    said = select(Happening).where(
        Happening.complaint_id.in_(ids), Happening.kind.in_(("concluded", "passed_up"))
    )
    return replies(list(session.scalars(said.order_by(Happening.at, Happening.id))))


def has_reply(session: Session, complaint: Complaint) -> bool:
    """Whether a case about this one was ever concluded."""
    said = select(Happening.id).where(Happening.complaint_id == complaint.id, Happening.kind == "concluded")
    return session.scalar(said.limit(1)) is not None


def stands_answered(session: Session, complaint: Complaint) -> bool:
    """Whether the matter has a reply, and nobody looks at it again: neither as a recheck nor as another body
    that took it over."""
    return running(session, complaint) is None and bool(answers(session, together(session, complaint)))


def contested(happened: list[Happening], answered: list[Happening]) -> int:
    """Which reply, counted from one, the newest request contests; none is 0. A request counts once there is
    a reply to contest; who was told of a recheck that another one asked for contests that one's answer."""
    asked = [one for one in happened if one.kind == ASKED]
    if not asked:
        return 0
    before = sum(one.at < asked[-1].at for one in answered)
    return min(max(len(asked), before), len(answered))


def running(session: Session, complaint: Complaint) -> Complaint | None:
    """The complaint of the matter under which it is being rechecked, if it is."""
    among = together(session, complaint)
    given = len(answers(session, among))
    return next((one for one in among if under_recheck(one, given)), None)


def asked_last(session: Session, complaint: Complaint) -> Happening:
    """Its newest request for a recheck."""
    query = select(Happening).where(Happening.complaint_id == complaint.id, Happening.kind == ASKED)
    return session.scalars(query.order_by(Happening.at.desc(), Happening.id.desc()).limit(1)).one()


def under_recheck(complaint: Complaint, given: int) -> bool:
    """Whether its body looks again at the reply that was contested last; `given` are all replies so far."""
    leads = complaint.state != ENDED and complaint.decision != Decision.MERGE
    return leads and 0 < given <= complaint.rechecks


def waits(complaint: Complaint, given: int) -> bool:
    """Whether it is answered with a recheck that another one asked for."""
    joined = complaint.state == ENDED and complaint.decision == Decision.MERGE
    return joined and 0 < given <= complaint.rechecks


def read_with(session: Session, complaint: Complaint) -> tuple[Complaint, datetime | None]:
    """The complaint of the matter with whose case its words are read now, and since when: from the reply on
    that is contested there, where it is another one than it was first joined to."""
    among = together(session, complaint)
    given = answers(session, among)
    led = next((one for one in among if under_recheck(one, len(given))), None)
    in_hand = [one for one in among if one.state == ACCEPTED]
    into = led or max(in_hand, key=lambda one: one.rechecks, default=among[0])
    return into, given[-1].at if given and into is not ties.survivor(session, complaint) else None


def answered_in(session: Session, complaint: Complaint, body: str | None) -> Complaint:
    """In whose case that body gave its reply: the others were told of it."""
    among = {one.id: one for one in together(session, complaint)}
    said = select(Happening).where(Happening.complaint_id.in_(among), Happening.kind == "concluded")
    rows = list(session.scalars(said.where(Happening.body == body).order_by(Happening.at, Happening.id)))
    told = {uuid5(one.id, str(key)) for one in rows for key in among}
    return next((among[one.complaint_id] for one in rows if one.id not in told), complaint)


def known(work: Work, complaint: Complaint) -> dict[str, Any]:
    """What the next body up must know: whose reply is contested, and what was rechecked before."""
    given = answers(work.session, together(work.session, complaint))
    concluded = given[complaint.rechecks - 1]
    mine = answered_in(work.session, complaint, concluded.body) is complaint
    return {
        "tracking_number": complaint.tracking_number,
        "body": concluded.body,
        "state": "closed",
        "same_complainant": True,
        "contested": True,
        # Intake let it pass within the 30 days of the reply; the road here does not use them up.
        "closed_days_ago": min((work.today - china_day(concluded.at)).days, 30),
        # The rounds of its own are counted by its cases; those of another one are told.
        "rechecks": 0 if mine else complaint.rechecks - 1,
    }
