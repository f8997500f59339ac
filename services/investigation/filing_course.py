"""What a file tells in the order of time: letters to and fro, and the course of the case."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from services.investigation import course
from services.investigation.folder import Folder
from services.investigation.replies import official, official_day
from services.investigation.sheets import Masthead
from services.investigation.words import archive as words_archive
from services.investigation.words.archive import PIECES
from services.investigation.words.course import ENTRIES
from shared.clock import china_day
from shared.i18n import DEFAULT, speaking
from shared.papers import Sheet

Wanted = Callable[[dict[str, Any]], bool]
RATED = ("manner", "speed", "result")


def letters(said: Sequence[dict[str, Any]], head: Masthead) -> Sheet:
    """What was written and heard, as it came."""
    sections = tuple(
        (
            f"{official_day(day_of(each['at']))}　{each['by'] or _heard(each['kind'])}",
            (*_marks(each), *(line for line in (each["text"] or "—").split("\n") if line.strip())),
        )
        for each in said
    )
    return head.sheet(official(PIECES["letters"]), day_of(said[-1]["at"]), sections=sections)


def _marks(letter: dict[str, Any]) -> Iterator[str]:
    """How the complainant rated it."""
    if letter["kind"] == "rated":
        yield official(words_archive.MARKS, **{name: letter["detail"][name] for name in RATED})


def _heard(kind: str) -> str:
    return official(ENTRIES[kind]) if kind in ENTRIES else kind


def day_of(at: str) -> date:
    return china_day(datetime.fromisoformat(at))


def course_of(session: Session, folder: Folder, head: Masthead, wanted: Wanted | None = None) -> Sheet:
    """The steps by their titles, or those that are wanted; their texts stand in the pieces that they belong
    to."""
    with speaking(DEFAULT):
        steps = [each for each in course.timeline(session, folder) if wanted is None or wanted(each)]
    system = official(words_archive.SYSTEM)
    lines = tuple((official_day(day_of(each["at"])), each["title"], each["by"] or system) for each in steps)
    day = day_of(steps[-1]["at"]) if steps else china_day(folder.case.opened_at)
    return head.table(official(PIECES["course"]), day, ("when", "what", "by"), widths=(3, 7, 3), lines=lines)
