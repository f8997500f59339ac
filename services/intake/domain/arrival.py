"""When a complaint reached the bureau: a letter lies there before somebody enters it.

The clocks count from the day of receipt (信访 art. 22, 23), whenever somebody found the time to enter it; it
is to be registered on the same working day.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from services.intake.domain.complaint import Fault, Refusal
from shared.clock import CHINA, china_day
from shared.workdays import Workdays

MOST_YEARS = 10
"""Whatever is said to be older is a slip of the year."""


@dataclass(frozen=True)
class PaperDays:
    """The days that a seat reads off a paper: the bureau's stamp, and the writer's own date."""

    received_on: date | None = None
    dated_on: date | None = None


NOTHING_ON_PAPER = PaperDays()


@dataclass(frozen=True)
class Arrival:
    """`entered_at`: when it was written down here, where that was later than it came."""

    received_at: datetime
    entered_at: datetime | None = None


def refusals(paper: PaperDays, today: date) -> list[Refusal]:
    """No paper comes in the future, or before it was written."""
    found = []
    for name, day in (("received_on", paper.received_on), ("dated_on", paper.dated_on)):
        if day is not None and day > today:
            found.append(Refusal(f"/{name}", Fault.IN_FUTURE))
        elif day is not None and name == "received_on" and day.year < today.year - MOST_YEARS:
            found.append(Refusal(f"/{name}", Fault.TOO_LONG_AGO))
    if not found and paper.dated_on and paper.received_on and paper.received_on < paper.dated_on:
        found.append(Refusal("/received_on", Fault.BEFORE_ITS_DATE))
    return found


def of_paper(paper: PaperDays, now: datetime) -> Arrival:
    """A stamp names a day, of which the beginning counts; without one it came just now."""
    day = paper.received_on
    if day is None or day == china_day(now):
        return Arrival(now)
    return Arrival(datetime.combine(day, time(), CHINA).astimezone(UTC), now)


def refusals_of_order(dispatched_at: datetime | None, today: date) -> list[Refusal]:
    if dispatched_at is None or dispatched_at.year >= today.year - MOST_YEARS:
        return []
    return [Refusal("/dispatched_at", Fault.TOO_LONG_AGO)]


def of_order(dispatched_at: datetime | None, now: datetime) -> Arrival:
    """An order is received when its sender hands it over; a moment that has not come yet is a fault of the
    sender's clock."""
    if dispatched_at is None or dispatched_at >= now:
        return Arrival(now)
    return Arrival(dispatched_at.astimezone(UTC), now)


def workdays_late(received: date, entered: date, calendar: Workdays) -> int:
    """How many working days after the one on which it was to be registered it was entered."""
    day, late = calendar.next_workday(received), 0
    while day < entered:
        day = calendar.add_workdays(day, 1)
        late += day <= entered
    return late
