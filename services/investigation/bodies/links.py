"""Which bodies take their cases from a queue of their own."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.investigation.domain.bodies import Standing
from services.investigation.models import BodyLink, BodyTold
from shared.contracts.routing import body_key
from shared.divisions import body_code, divisions
from shared.messaging import outbox
from shared.work import Work

MAY_LIE_THERE_DAYS = 60
"""What was told longer ago than this was taken, or is not wanted any more."""
UNTOLD = 0
"""No case has this version: what is known so is told again."""


class NoSuchBody(ValueError):
    """The division has no supervision body."""


class LinkedAlready(ValueError):
    """The body has a queue of its own already."""


class NotLinked(LookupError):
    """The body has no queue of its own."""


def link(work: Work, division: str, account: str, public_key: bytes) -> BodyLink:
    """From now on the body's system is told of its cases. Raises NoSuchBody, LinkedAlready."""
    row = divisions().get(division)
    if row is None or not row.has_body:
        raise NoSuchBody(division)
    body = body_code(division)
    if standing_of(work.session, body) is not None:
        raise LinkedAlready(body)
    made = BodyLink(id=work.new_id(), body=body, account=account, public_key=public_key.hex(), at=work.now)
    work.session.add(made)
    work.record("body.linked", f"body:{body}", {"account": account})
    return made


def change_key(work: Work, division: str, public_key: bytes | None) -> BodyLink:
    """What is told from now on is sealed for the new key; None keeps the old one. Raises NotLinked.

    What lies in the queue is sealed for the old one and may never be opened: open cases are told again, and
    so is what was lately ended or withdrawn.
    """
    found = _standing(work.session, division)
    if public_key is not None and found.public_key != public_key.hex():
        found.public_key = public_key.hex()
        lately = BodyTold.at > work.now - timedelta(days=MAY_LIE_THERE_DAYS)
        again = update(BodyTold).where(
            BodyTold.link_id == found.id, or_(BodyTold.standing == Standing.RUNNING, lately)
        )
        work.session.execute(again.values(standing=Standing.RUNNING, version=UNTOLD))
    work.record("body.rotated", f"body:{found.body}", {"key": public_key is not None})
    return found


def end(work: Work, division: str) -> BodyLink:
    """Nothing more is told, not even what waits to be sent, and nothing that still comes is taken.
    Raises NotLinked."""
    found = _standing(work.session, division)
    found.ended_at = work.now
    waiting = outbox.TABLE.c.name == body_key(division)
    work.session.execute(delete(outbox.TABLE).where(waiting))
    work.record("body.unlinked", f"body:{found.body}")
    return found


def standing_of(session: Session, body: str) -> BodyLink | None:
    """The body's link, where it has one."""
    return session.scalar(select(BodyLink).where(BodyLink.body == body, BodyLink.ended_at.is_(None)))


def standing(session: Session) -> Sequence[BodyLink]:
    """All links that stand, by body."""
    return session.scalars(select(BodyLink).where(BodyLink.ended_at.is_(None)).order_by(BodyLink.body)).all()


def running(session: Session, link: BodyLink) -> int:
    """How many open cases its system knows."""
    mine = select(func.count()).where(BodyTold.link_id == link.id, BodyTold.standing == Standing.RUNNING)
    return session.scalar(mine) or 0


def _standing(session: Session, division: str) -> BodyLink:
    found = standing_of(session, f"SUP-{division}")
    if found is None:
        raise NotLinked(division)
    return found
