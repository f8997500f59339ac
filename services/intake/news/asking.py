"""Who wants to be told that there is news, and where; kept sealed, and only beside a kept identity."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.intake.domain.news import Shut, Way
from services.intake.models import Complaint, IdentityRecord, NewsContact, NewsWaiting
from shared.work import Work


class NotTold(ValueError):
    """Nobody can be told; `shut` says why."""

    def __init__(self, shut: Shut) -> None:
        super().__init__(shut.value)
        self.shut = shut


@dataclass(frozen=True)
class Wish:
    """What is offered, what was asked for. The address is never given back."""

    offered: tuple[Way, ...]
    shut: Shut | None
    way: Way | None = None
    failed_at: datetime | None = None


def wish_of(session: Session, complaint_id: UUID, offered: Collection[Way]) -> Wish:
    kept = session.get(NewsContact, complaint_id)
    shut = _shut(session, complaint_id, offered)
    ways = tuple(way for way in Way if way in offered)
    if kept is None:
        return Wish(ways, shut)
    return Wish(ways, shut, Way(kept.way), kept.failed_at)


def ask(work: Work, complaint_id: UUID, way: Way, address: str, offered: Collection[Way]) -> None:
    """Keep where to tell; what was kept before is forgotten. Raises NotTold."""
    if shut := _shut(work.session, complaint_id, offered):
        raise NotTold(shut)
    if way not in offered:
        raise NotTold(Shut.NOT_OFFERED)
    _forget(work, complaint_id)
    work.session.add(NewsContact(complaint_id=complaint_id, way=way, address=address, asked_at=work.now))
    work.record("news.asked_for", _number(work, complaint_id), {"way": way})


def stop(work: Work, complaint_id: UUID) -> None:
    """Forget the address, if there is one."""
    if _forget(work, complaint_id):
        work.record("news.stopped", _number(work, complaint_id))


def _forget(work: Work, complaint_id: UUID) -> bool:
    work.session.execute(delete(NewsWaiting).where(NewsWaiting.complaint_id == complaint_id))
    gone = work.session.execute(delete(NewsContact).where(NewsContact.complaint_id == complaint_id))
    return bool(getattr(gone, "rowcount", 0))


def _shut(session: Session, complaint_id: UUID, offered: Collection[Way]) -> Shut | None:
    if not offered:
        return Shut.NOT_OFFERED
    return None if session.get(IdentityRecord, complaint_id) else Shut.NO_IDENTITY


def _number(work: Work, complaint_id: UUID) -> str:
    return work.session.get_one(Complaint, complaint_id).tracking_number
