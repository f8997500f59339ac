"""What supervisors see of a hotline: numbers, drafts by count and age, orders that came back.

All of it through their own sight: what the seats' department or the supervisor is barred from counts nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import undefer

from services.intake import seats
from services.intake.domain.heard import Kind
from services.intake.domain.telling import passages
from services.intake.hotline.drafts import KEPT
from services.intake.hotline_models import SeatCall, SeatDraft
from services.intake.models import Complaint, ProgressFact
from shared.contracts.terms import Channel, Decision, Identity, Role
from shared.divisions import department_code
from shared.staff import directory
from shared.staff.tokens import StaffToken
from shared.work import Work

DAYS = 7
RETURNED_DAYS = 30
READ = 500
"""The newest of those returned are looked through."""
ORDERED = (Channel.LINE_12345, Channel.SUPERIOR, Channel.PETITION_OFFICE)
HIDDEN = "▇▇"


@dataclass(frozen=True)
class SeatRow:
    """One seat: what waits with it, and what it took within seven days."""

    name: str
    drafts: int
    on_hold: int
    oldest: datetime | None
    today: int
    taken: int
    median_seconds: int | None
    held_seconds: int | None
    read_back: int | None
    """Per cent of what was taken."""


def home_of(staff: StaffToken) -> str:
    """The department whose seats a supervisor looks after."""
    return department_code(staff.division)


def sight(staff: StaffToken) -> ColumnElement[bool]:
    """What the seats may see again, and neither the supervisor's house nor person is barred from."""
    return seats.taken_at(home_of(staff)) & seats.unbarred(staff)


def by_seat(work: Work, staff: StaffToken) -> list[SeatRow]:
    home = home_of(staff)
    calls = _calls(work, staff)
    drafts = _drafts(work, home)
    members = {member.staff_id: member.display_name for member in _members(work, home)}
    found = [
        _row(work, members.get(key, ""), calls.get(key, []), drafts.get(key))
        for key in dict.fromkeys((*members, *calls, *drafts))
    ]
    work.record("hotline.overseen", home, {"seats": len(found)})
    return sorted(found, key=lambda row: row.name)


def _members(work: Work, home: str) -> list[Any]:
    return directory.colleagues(work.session, home, Role.HOTLINE)


def _calls(work: Work, staff: StaffToken) -> dict[UUID, list[SeatCall]]:
    query = (
        select(SeatCall)
        .join(Complaint, Complaint.id == SeatCall.complaint_id)
        .where(sight(staff), SeatCall.home == home_of(staff))
        .where(SeatCall.ended_at > work.now - timedelta(days=DAYS))
    )
    return _grouped(work.session.scalars(query))


def _grouped(calls: Iterable[SeatCall]) -> dict[UUID, list[SeatCall]]:
    found: dict[UUID, list[SeatCall]] = {}
    for call in calls:
        found.setdefault(call.staff_id, []).append(call)
    return found


def _drafts(work: Work, home: str) -> dict[UUID, Any]:
    query = (
        select(
            SeatDraft.staff_id,
            func.count().label("drafts"),
            func.count(SeatDraft.held_since).label("on_hold"),
            func.min(SeatDraft.began_at).label("oldest"),
        )
        .where(SeatDraft.home == home, SeatDraft.changed_at > work.now - KEPT)
        .group_by(SeatDraft.staff_id)
    )
    return {row.staff_id: row for row in work.session.execute(query)}


def _row(work: Work, name: str, calls: list[SeatCall], drafts: Any) -> SeatRow:
    timed = [call for call in calls if call.ended_at > call.began_at]
    return SeatRow(
        name=name,
        drafts=drafts.drafts if drafts else 0,
        on_hold=drafts.on_hold if drafts else 0,
        oldest=drafts.oldest if drafts else None,
        today=sum(call.ended_at > work.now - timedelta(days=1) for call in calls),
        taken=len(calls),
        median_seconds=int(median(map(_lasted, timed))) if timed else None,
        held_seconds=int(median(call.held_seconds for call in timed)) if timed else None,
        read_back=round(100 * sum(call.read_back for call in calls) / len(calls)) if calls else None,
    )


def _lasted(call: SeatCall) -> float:
    return (call.ended_at - call.began_at).total_seconds()


def returned(work: Work, staff: StaffToken) -> list[dict[str, Any]]:
    """Orders of other systems that triage gave back, the newest first."""
    query = (
        select(ProgressFact, Complaint)
        .join(Complaint, Complaint.id == ProgressFact.complaint_id)
        .where(sight(staff), Complaint.channel.in_(ORDERED), ProgressFact.kind == Kind.DECIDED)
        .where(ProgressFact.at > work.now - timedelta(days=RETURNED_DAYS))
        .order_by(ProgressFact.at.desc(), ProgressFact.id)
        .options(undefer(Complaint.facts))
        .limit(READ)
    )
    return [
        {
            "tracking_number": complaint.tracking_number,
            "order": (complaint.facts.get("external_order") or {}).get("number", ""),
            "at": fact.at,
            "text": fact.data.get("text") or "",
        }
        for fact, complaint in work.session.execute(query)
        if fact.data.get("decision") == Decision.RETURN
    ]


def told(complaint: Complaint) -> str:
    """The statement; of who wants to stay hidden, without the passages that could tell who it was."""
    text = complaint.statement
    if complaint.identity == Identity.REAL_NAME:
        return text
    for passage in sorted(passages(text, []), reverse=True):
        text = text[: passage.start] + HIDDEN + text[passage.end :]
    return text
