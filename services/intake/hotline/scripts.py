"""What the seats of a division say and ask now, and the points of it that were ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.scripts import OPENING, Held, Script, nearest
from services.intake.hotline import house_words
from services.intake.hotline_models import ScriptChange
from shared.divisions import divisions
from shared.i18n import gettext

HOUSE = {OPENING: Script("", house_words.OPENING), **house_words.SCRIPTS}
KINDS = tuple(HOUSE)


@dataclass(frozen=True)
class Scripts:
    """By kind, in the language in use where they are the house's own."""

    held: dict[str, Held]

    def opening(self) -> list[str]:
        return [gettext(text) for text in self.words(OPENING).ask]

    def say(self, kind: str) -> str:
        return self.words(kind).say

    def points(self, kind: str) -> list[dict[str, str]]:
        """The checklist of a kind, with the values that stand for its points in a draft."""
        held = self.held.get(kind)
        if held is None:
            return []
        return [{"value": held.point(kind, at), "text": text} for at, text in enumerate(self.words(kind).ask)]

    def ticked(self, kind: str, asked: list[str]) -> int:
        """How many points of that kind's checklist are among those ticked."""
        return sum(point["value"] in asked for point in self.points(kind))

    def words(self, kind: str) -> Script:
        held = self.held[kind]
        return spoken(held.script) if held.place is None else held.script


def spoken(script: Script) -> Script:
    """The house's words in the language in use."""
    return Script(gettext(script.say) if script.say else "", tuple(map(gettext, script.ask)))


def of(session: Session, division: str) -> Scripts:
    """What holds at the seats of a division."""
    return _along(session, divisions().chain(division))


def above(session: Session, division: str) -> Scripts:
    """What would hold there if it had no words of its own."""
    return _along(session, divisions().chain(division)[1:])


def _along(session: Session, chain: Sequence[str]) -> Scripts:
    own = {(row.place, row.kind): read(row) for row in _newest(session, chain)}
    return Scripts({kind: nearest(kind, chain, own, script) for kind, script in HOUSE.items()})


def read(row: ScriptChange) -> Script | None:
    return Script(row.words["say"], tuple(row.words["ask"])) if row.words else None


def _newest(session: Session, places: Iterable[str]) -> Iterable[ScriptChange]:
    last = (
        select(ScriptChange.place, ScriptChange.kind, func.max(ScriptChange.number).label("number"))
        .where(ScriptChange.place.in_(list(places)))
        .group_by(ScriptChange.place, ScriptChange.kind)
        .subquery()
    )
    same = (ScriptChange.place == last.c.place) & (ScriptChange.number == last.c.number)
    return session.scalars(select(ScriptChange).join(last, same))
