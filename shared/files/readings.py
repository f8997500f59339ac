"""Who read a file stands in the trail, however they ask for it."""

from datetime import timedelta
from typing import Any

from shared.work import Work

GOING_ON = timedelta(minutes=15)
"""A player asks for one part after the other, and who was cut off for the rest."""


def record_reading(work: Work, action: str, subject: str, detail: dict[str, Any], *, goes_on: bool) -> None:
    """Keep that the file was read. Who says that they go on with a reading (`goes_on`) may say so of one that
    never was: only one of the last minutes, which stands in the trail, is gone on with."""
    if not (goes_on and work.recorded(action, subject, detail, GOING_ON)):
        work.record(action, subject, detail)
