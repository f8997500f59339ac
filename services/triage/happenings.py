"""What others said of a complaint: kept once, under the event's id, and told in its order."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.triage.domain import rounds
from services.triage.models import Complaint, Happening
from shared import erasing
from shared.work import Work


def held(work: Work, event: Any) -> Complaint | None:
    """The complaint of an event, locked, when it came or others spoke of it."""
    return work.found(Complaint, event.complaint_id, erasing.complaint_of)


def expect(work: Work, event: Any) -> Complaint:
    """A complaint of which others speak before it has come itself."""
    expected = Complaint(
        id=event.complaint_id,
        tracking_number=event.tracking_number,
        state="expected",
        revision=0,
        rechecks=0,
        withdrawal_judged=False,
        corrected=None,
    )
    return work.put(Complaint, event.complaint_id, expected)


def noted(work: Work, event: Any, kind: str, body: str | None = None, day: date | None = None) -> None:
    """Kept for whoever looks later; nothing follows from it here."""
    if not work.has(Complaint, event.complaint_id, erasing.complaint_of):
        expect(work, event)
    about = {"complaint_id": event.complaint_id, "at": event.at, "body": body, "day": day}
    work.keep_once(Happening, id=event.id, kind=kind, text="", **about)
    work.record(f"heard.{kind}", event.tracking_number)


def keep(
    work: Work,
    complaint: Complaint,
    event: Any,
    kind: str,
    body: str | None,
    text: str,
    day: date | None = None,
) -> None:
    """Kept for what follows from it."""
    if work.session.get(Happening, event.id) is None:
        about = {"complaint_id": complaint.id, "at": event.at, "body": body, "day": day}
        about["beside"] = getattr(event, "beside", None)
        work.session.add(Happening(id=event.id, kind=kind, text=text, **about))
        work.record(f"heard.{kind}", complaint.tracking_number)
        work.session.flush()


def happenings(work: Work, complaint: Complaint) -> list[Happening]:
    query = select(Happening).where(Happening.complaint_id == complaint.id)
    return list(work.session.scalars(query.order_by(Happening.at, Happening.id)))


def replies(happened: list[Happening]) -> list[Happening]:
    """The answers that stand, one for each round."""
    return rounds.answers(happened)


def answered(complaint: Complaint, happened: list[Happening]) -> bool:
    asked = complaint.decided_at
    return any(one.kind == "supplemented" and (asked is None or one.at >= asked) for one in happened)
