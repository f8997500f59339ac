"""The time, as a thing that is handed in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")
"""The law's days are China's days; there is no daylight saving."""

Clock = Callable[[], datetime]
"""Returns an aware datetime in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def china_day(moment: datetime) -> date:
    """The legal day of a moment."""
    return moment.astimezone(CHINA).date()


def clock_from(setting: str | None) -> Clock:
    """`None`: the system's time; `+3d`, `-2h`, `+90m`, `+5s`: offset; an RFC 3339 time: standing still."""
    if setting is None:
        return system_clock
    if setting[0] in "+-" and setting[-1] in "smhd":
        unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[setting[-1]]
        offset = timedelta(**{unit: float(setting[:-1])})
        return lambda: system_clock() + offset
    fixed = datetime.fromisoformat(setting)
    if fixed.tzinfo is None:
        raise ValueError("JIANDU_CLOCK needs an offset, e.g. 2026-11-23T09:00:00+08:00")
    return lambda: fixed.astimezone(UTC)
