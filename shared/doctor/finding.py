"""What a check finds."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from shared.settings import Settings


class Level(StrEnum):
    """`warning`: works, but somebody should look. `fault`: something does not work or is not safe."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report. `text` and `advice` are already in the operator's language."""

    about: str
    level: Level
    text: str
    advice: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Check = Callable[[Settings], Iterator[Finding]]


def fine(about: str, text: str) -> Finding:
    return Finding(about, Level.OK, text)


def warning(about: str, text: str, advice: str) -> Finding:
    return Finding(about, Level.WARNING, text, advice)


def fault(about: str, text: str, advice: str) -> Finding:
    return Finding(about, Level.FAULT, text, advice)
