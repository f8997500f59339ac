"""Calls drawn by lot for their quality: drawn and marked by a supervisor, read by the seat that took them.

Everything is asked through the sight of who asks, so what became barred is in no list, count or mark.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import undefer

from services.intake import seats
from services.intake.domain import quality
from services.intake.hotline.taken import home_of, sight
from services.intake.hotline_models import CallSample, SampleDraw, SeatCall
from services.intake.models import Complaint
from shared.staff.tokens import StaffToken
from shared.work import Work

LOOKED_THROUGH = 2_000
"""The newest calls of the days asked for among which the lot decides."""
SEED_BYTES = 8


class NotTheirs(LookupError):
    """There is no such sample for this caller."""


class NothingToDraw(LookupError):
    """No call of these days fits that was not drawn before."""


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn: how many of the last days, of one seat or one kind of respondent if said."""

    count: int
    days: int
    seat: UUID | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Sampled:
    """A sample with the call it is of."""

    sample: CallSample
    drawn: SampleDraw
    complaint: Complaint
    call: SeatCall


def draw(work: Work, staff: StaffToken, wanted: Wanted) -> list[Sampled]:
    """Draw calls that were not drawn before, never one that the drawer took. Raises NothingToDraw."""
    calls = {
        call.complaint_id for call, complaint in _candidates(work, staff, wanted) if _fits(complaint, wanted)
    }
    if not calls:
        raise NothingToDraw
    seed = secrets.token_hex(SEED_BYTES)
    drawn = SampleDraw(
        id=work.new_id(), home=home_of(staff), at=work.now, drawn_by=staff.staff_id, seed=seed,
        wanted=wanted.count, days=wanted.days, seat=wanted.seat, kind=wanted.kind,
    )  # fmt: skip
    work.session.add(drawn)
    chosen = quality.draw(seed, calls, wanted.count)
    made = [CallSample(id=work.new_id(), draw_id=drawn.id, complaint_id=call, version=1) for call in chosen]
    work.session.flush()
    work.session.add_all(made)
    work.session.flush()
    told = {"seed": seed, "out_of": len(calls), "drawn": len(made)}
    work.record("hotline.samples_drawn", drawn.home, {"draw": str(drawn.id), **told})
    return _read(work, _samples(_theirs(staff)).where(CallSample.draw_id == drawn.id).order_by(CallSample.id))


def _candidates(work: Work, staff: StaffToken, wanted: Wanted) -> list[Any]:
    query = (
        select(SeatCall, Complaint)
        .join(Complaint, Complaint.id == SeatCall.complaint_id)
        .where(sight(staff), SeatCall.home == home_of(staff), SeatCall.staff_id != staff.staff_id)
        .where(SeatCall.ended_at > work.now - timedelta(days=wanted.days))
        .where(~exists().where(CallSample.complaint_id == Complaint.id))
        .order_by(SeatCall.ended_at.desc(), Complaint.id)
        .limit(LOOKED_THROUGH)
    )
    if wanted.seat:
        query = query.where(SeatCall.staff_id == wanted.seat)
    if wanted.kind:
        query = query.options(undefer(Complaint.facts))
    return list(work.session.execute(query))


def _fits(complaint: Complaint, wanted: Wanted) -> bool:
    if wanted.kind is None:
        return True
    return any(each.get("kind") == wanted.kind for each in complaint.facts.get("respondents") or ())


def listed(work: Work, staff: StaffToken, limit: int, before: UUID | None = None) -> list[Sampled]:
    """What was drawn of the department's calls, the newest first."""
    query = _samples(_theirs(staff)).order_by(CallSample.id.desc()).limit(limit)
    if before:
        query = query.where(CallSample.id < before)
    return _read(work, query)


def find(work: Work, staff: StaffToken, sample: UUID, *, lock: bool = False) -> Sampled:
    """One sample, to be read or marked; its reading is in the trail. Raises NotTheirs."""
    query = _samples(_theirs(staff)).where(CallSample.id == sample).options(undefer(Complaint.statement))
    found = _read(work, query.with_for_update(of=CallSample) if lock else query)
    if not found:
        raise NotTheirs(sample)
    if not lock:
        work.record("complaint.sampled", found[0].complaint.tracking_number, {"home": home_of(staff)})
    return found[0]


def mark(work: Work, staff: StaffToken, found: Sampled, marks: dict[str, str], comment: str) -> None:
    """Keep the grades; they may be corrected, and the trail has each version."""
    sample = found.sample
    sample.version += 1
    sample.marks, sample.comment = marks, comment or None
    sample.marked_at, sample.marked_by = work.now, staff.staff_id
    work.record("hotline.sample_marked", found.complaint.tracking_number, {"sample": str(sample.id), **marks})


def own_marks(work: Work, staff: StaffToken, limit: int, before: UUID | None = None) -> list[Sampled]:
    """What was marked of the calls that this account itself took, the newest first."""
    query = _samples(_own(staff)).where(CallSample.marked_at.is_not(None))
    query = query.order_by(CallSample.id.desc()).limit(limit)
    return _read(work, query.where(CallSample.id < before) if before else query)


def _theirs(staff: StaffToken) -> ColumnElement[bool]:
    return sight(staff) & (SeatCall.home == home_of(staff)) & (SeatCall.staff_id != staff.staff_id)


def _own(staff: StaffToken) -> ColumnElement[bool]:
    return seats.visible_to(staff) & (SeatCall.staff_id == staff.staff_id)


def _samples(seen: ColumnElement[bool]) -> Select[CallSample, SampleDraw, Complaint, SeatCall]:
    return (
        select(CallSample, SampleDraw, Complaint, SeatCall)
        .join(SampleDraw, SampleDraw.id == CallSample.draw_id)
        .join(Complaint, Complaint.id == CallSample.complaint_id)
        .join(SeatCall, SeatCall.complaint_id == CallSample.complaint_id)
        .where(seen)
    )


def _read(work: Work, query: Select[CallSample, SampleDraw, Complaint, SeatCall]) -> list[Sampled]:
    return [Sampled(*row) for row in work.session.execute(query)]
