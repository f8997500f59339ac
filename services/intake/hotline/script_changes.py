"""Changes of scripts: who may make them, what is refused, and how they are kept. None is ever altered."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.scripts import Held, Script
from services.intake.hotline import scripts
from services.intake.hotline.scripts import Scripts
from services.intake.hotline_models import ScriptChange
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.staff.tokens import StaffToken
from shared.work import Work

MAY = frozenset({Role.HEAD, Role.ADMIN})


class Refusal(StrEnum):
    NOTHING_SAID = "nothing_said"
    NOTHING_NEW = "nothing_new"


class Impossible(ValueError):
    """The change is refused; `code` says why."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass(frozen=True)
class Wanted:
    """The words of a kind as they shall be; none: as above the division, or the house's own."""

    place: str
    kind: str
    script: Script | None
    reason: str


def place_of(staff: StaffToken) -> str:
    """Whose words an account sees, and changes if it may."""
    return division_of(staff.home)


def may_change(staff: StaffToken) -> bool:
    """The head or an administrator of the division's own department or body."""
    return bool(staff.roles & MAY)


def change(work: Work, wanted: Wanted, agree: Callable[[int], None]) -> ScriptChange:
    """Keep the change; seats have it at once. Raises Impossible; `agree` may refuse the version."""
    held = version(work.session, wanted.place)
    agree(held)
    check(work.session, wanted)
    row = ScriptChange(
        place=wanted.place,
        number=held + 1,
        kind=wanted.kind,
        words=_plain(wanted.script),
        at=work.now,
        actor=str(work.actor),
        actor_name=work.actor.name,
        reason=wanted.reason,
    )
    work.session.add(row)
    detail = {"kind": wanted.kind, "words": row.words, "number": row.number, "reason": wanted.reason}
    work.record("script.changed", f"scripts:{wanted.place}", detail)
    return row


def check(session: Session, wanted: Wanted) -> None:
    """Raises Impossible."""
    if wanted.script is not None and not wanted.script.ask:
        raise Impossible(Refusal.NOTHING_SAID)
    now = scripts.of(session, wanted.place).held[wanted.kind]
    own = now.script if now.place == wanted.place else None
    if wanted.script == own:
        raise Impossible(Refusal.NOTHING_NEW)


def preview(session: Session, wanted: Wanted) -> Scripts:
    """What the division's seats would see for that kind once the change is made."""
    if wanted.script is None:
        return scripts.above(session, wanted.place)
    return Scripts({wanted.kind: Held(wanted.script, wanted.place)})


def _plain(script: Script | None) -> dict[str, Any] | None:
    return {"say": script.say, "ask": list(script.ask)} if script else None


def version(session: Session, place: str) -> int:
    """How often the words of this division were changed; it is their ETag."""
    query = select(func.max(ScriptChange.number)).where(ScriptChange.place == place)
    return session.scalar(query) or 0


def changes(session: Session, place: str, kind: str | None = None, most: int = 100) -> list[ScriptChange]:
    """The latest first."""
    query = select(ScriptChange).where(ScriptChange.place == place)
    if kind:
        query = query.where(ScriptChange.kind == kind)
    return list(session.scalars(query.order_by(ScriptChange.number.desc()).limit(most)))
