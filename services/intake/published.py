"""The public statistics: how many complaints came, by which way, and what became of them, in whole months.

Counted from what never changes: when a complaint was entered, how it came, and when something happened to
it. By whom it is handled is not told, even of a province: that number would move on the day on which a body
takes a complaint up. Kept for a while: nobody can have the tables counted over and over.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import dropwhile

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.intake.domain import publishing
from services.intake.domain.heard import Kind
from services.intake.models import Complaint, ProgressFact
from shared.clock import china_day
from shared.contracts.terms import Channel
from shared.work import Works

RECEIVED = "received"
STEPS = (Kind.ACCEPTED, Kind.DECIDED, Kind.CONCLUDED, Kind.RECHECK_REQUESTED)
"""What is counted of what happened: a complaint once in each month in which it happened to it."""
KEPT_FOR = timedelta(hours=1)
ENTERED = func.coalesce(Complaint.entered_at, Complaint.received_at)
"""A letter that came last month and is entered now would move a month that was told already."""

Cells = Mapping[str, int | None]
Spans = Sequence[tuple[date, datetime, datetime]]


@dataclass(frozen=True)
class Row:
    """A way and its count; None where it is too small to be told."""

    key: str
    count: int | None


@dataclass(frozen=True)
class Published:
    """`months` has a row of counts for each whole month: received, and each of `STEPS`."""

    at: datetime
    first: date
    last: date
    """The months that are counted: their first day and the last one's last day."""
    months: list[tuple[date, Cells]]
    total: Cells
    """Of the cells that are told."""
    channels: list[Row]
    this_month: Mapping[str, int]
    """In tens."""

    @property
    def since_the_first(self) -> list[tuple[date, Cells]]:
        """Without the months before anything came to this house."""
        return list(dropwhile(lambda month: not any(each != 0 for each in month[1].values()), self.months))


def counted(session: Session, now: datetime) -> Published:
    today = china_day(now)
    spans = publishing.spans(today)
    by_month = {RECEIVED: _by_span(session, Complaint.id, ENTERED, spans)}
    for step in STEPS:
        of_kind = ProgressFact.kind == step
        by_month[step] = _by_span(session, ProgressFact.complaint_id, ProgressFact.at, spans, of_kind)
    whole = [span for span in spans if publishing.told(by_month[RECEIVED][span[0]])]
    return Published(
        at=now,
        first=spans[0][0],
        last=china_day(spans[-1][2] - timedelta(seconds=1)),
        months=[
            (first, {name: publishing.told(cells[first]) for name, cells in by_month.items()})
            for first, _, _ in spans
        ],
        total={name: publishing.sum_told(cells.values()) for name, cells in by_month.items()},
        channels=_rows(_channels(session, whole)),
        this_month=_running(session, spans[-1][2], now),
    )


def _by_span(
    session: Session,
    counting: InstrumentedAttribute[object],
    at: ColumnElement[datetime] | InstrumentedAttribute[datetime],
    spans: Spans,
    *only: ColumnElement[bool],
) -> dict[date, int]:
    each = [func.count(counting.distinct()).filter(at >= start, at < end) for _, start, end in spans]
    query = select(*each).where(at >= spans[0][1], at < spans[-1][2], *only)
    return dict(zip((first for first, _, _ in spans), session.execute(query).one(), strict=True))


def _channels(session: Session, spans: Spans) -> dict[str, int]:
    """Of the months whose number is told: their sum is theirs."""
    within = [and_(start <= ENTERED, end > ENTERED) for _, start, end in spans]
    query = select(Complaint.channel, func.count()).where(or_(false(), *within)).group_by(Complaint.channel)
    found = {row[0]: row[1] for row in session.execute(query)}
    return {channel: found.get(channel, 0) for channel in Channel}


def _rows(cells: Mapping[str, int]) -> list[Row]:
    return [Row(str(key), count) for key, count in publishing.without_small(cells).items()]


def _running(session: Session, since: datetime, now: datetime) -> dict[str, int]:
    """The month that runs."""
    received = select(func.count()).select_from(Complaint).where(since <= ENTERED)
    happened = select(ProgressFact.kind, func.count(ProgressFact.complaint_id.distinct())).where(
        ProgressFact.at >= since, ProgressFact.at <= now, ProgressFact.kind.in_(STEPS)
    )
    found = {row[0]: row[1] for row in session.execute(happened.group_by(ProgressFact.kind))}
    whole = {RECEIVED: session.scalar(received) or 0} | {step: found.get(step, 0) for step in STEPS}
    return {name: publishing.tens(count) for name, count in whole.items()}


@dataclass
class Counter:
    """Counts once an hour, however many ask."""

    works: Works
    count: Callable[[Session, datetime], Published] = counted
    _kept: Published | None = None
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Published:
        with self._counting:
            now = self.works.clock()
            if self._kept is None or not timedelta() <= now - self._kept.at < KEPT_FOR:
                with self.works.reading() as session:
                    self._kept = self.count(session, now)
            return self._kept
