"""The course of a call: how long it lasts, and how much of that the caller was on hold."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Course:
    """A call from its beginning; `held_since` is set while the caller waits."""

    began_at: datetime
    held_seconds: int = 0
    held_since: datetime | None = None

    def hold(self, now: datetime) -> "Course":
        return self if self.held_since else replace(self, held_since=now)

    def resume(self, now: datetime) -> "Course":
        return replace(self, held_seconds=self.held(now), held_since=None)

    def held(self, now: datetime) -> int:
        """Seconds on hold so far."""
        return self.held_seconds + (_seconds(self.held_since, now) if self.held_since else 0)

    def lasted(self, now: datetime) -> int:
        """Seconds so far, on hold or not."""
        return _seconds(self.began_at, now)


def _seconds(start: datetime, end: datetime) -> int:
    # A telephone system's clock may be ahead of ours.
    return max(0, int((end - start).total_seconds()))


def clock(seconds: int) -> str:
    """As a watch shows it: 4:07, 1:04:07."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def grouped(number: str) -> str:
    """A telephone number as it is read aloud: 138 0000 1234."""
    digits = number.removeprefix("+86").replace(" ", "")
    if len(digits) == 11 and digits.isdigit() and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return number


def masked(number: str) -> str:
    """The number as it may stand on a screen that others see: its last four figures."""
    return f"…{number[-4:]}" if len(number) > 4 else number
