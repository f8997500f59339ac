"""What the marks of a hotline come to: by seat and month."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from statistics import mean
from typing import Any

from sqlalchemy import select

from services.intake.domain.quality import Criterion, Grade, score
from services.intake.hotline.taken import home_of, sight
from services.intake.hotline_models import CallSample, SeatCall
from services.intake.models import Complaint
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.staff import directory
from shared.staff.tokens import StaffToken
from shared.work import Work

COUNTED = 5_000


@dataclass(frozen=True)
class MonthRow:
    """One seat in one month of its calls."""

    month: str
    """2026-11."""
    seat: str
    """Empty: the account is no seat any more."""
    drawn: int
    marked: int
    score: int | None
    missed: dict[str, int]
    """How often a criterion was not met at all."""


def by_month(work: Work, staff: StaffToken) -> list[MonthRow]:
    """The newest months first; what the asker must not see counts nowhere."""
    query = (
        select(CallSample.marks, SeatCall.staff_id, SeatCall.ended_at)
        .join(Complaint, Complaint.id == CallSample.complaint_id)
        .join(SeatCall, SeatCall.complaint_id == CallSample.complaint_id)
        .where(sight(staff), SeatCall.home == home_of(staff))
        .order_by(SeatCall.ended_at.desc())
        .limit(COUNTED)
    )
    grouped: dict[tuple[str, Any], list[dict[str, str] | None]] = defaultdict(list)
    for row in work.session.execute(query):
        grouped[f"{china_day(row.ended_at):%Y-%m}", row.staff_id].append(row.marks)
    names = {
        one.staff_id: one.display_name
        for one in directory.colleagues(work.session, home_of(staff), Role.HOTLINE)
    }
    rows = [_row(month, names.get(seat, ""), marks) for (month, seat), marks in grouped.items()]
    by_name = sorted(rows, key=lambda row: row.seat)
    return sorted(by_name, key=lambda row: row.month, reverse=True)


def _row(month: str, seat: str, found: list[dict[str, str] | None]) -> MonthRow:
    marked = [marks for marks in found if marks]
    scores = [one for marks in marked if (one := score(marks)) is not None]
    return MonthRow(
        month, seat, len(found), len(marked), round(mean(scores)) if scores else None, _missed(marked)
    )


def _missed(marked: Collection[dict[str, str]]) -> dict[str, int]:
    return {
        criterion.value: sum(marks.get(criterion) == Grade.MISSED for marks in marked)
        for criterion in Criterion
    }
