"""Each service's own copy of who is who, kept by `staff.*` events; it revokes within seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from shared.contracts.events import AbsenceEntered, SessionRevoked, StaffChanged
from shared.contracts.terms import Role
from shared.staff.tokens import StaffToken

_tables = MetaData()

member = Table(
    "staff_member",
    _tables,
    Column("staff_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("username", String(80), nullable=False),
    Column("display_name", String(80), nullable=False),
    Column("home", String(20), nullable=False, index=True),
    Column("roles", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("certificate_valid_to", Date),
    Column("certificate_number", String(40)),
    Column("certificate_issuer", String(120)),
    Column("certificate_valid_from", Date),
    Column("certificates", JSON().with_variant(JSONB(), "postgresql")),
    Column("tokens_valid_from", DateTime(timezone=True), nullable=False),
)
revoked_session = Table(
    "staff_revoked_session",
    _tables,
    Column("session_id", Uuid, primary_key=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)
absence = Table(
    "staff_absence",
    _tables,
    Column("absence_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("staff_id", Uuid, nullable=False, index=True),
    Column("home", String(20), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("deputy", Uuid, index=True),
    Column("as_head", Boolean, nullable=False),
    Column("ended", Boolean, nullable=False),
)

OPEN_CASES = (Role.INVESTIGATOR, Role.HEAD)
"""Only they may stand in for a head: who opens no case decides none."""


def install(metadata: MetaData) -> None:
    for table in _tables.tables.values():
        table.to_metadata(metadata)


def keep(session: Session, event: StaffChanged) -> None:
    """The account as it now is; an older version than the one held changes nothing."""
    held = session.scalar(select(member.c.version).where(member.c.staff_id == event.staff_id))
    values: dict[str, Any] = {
        "version": event.version,
        "username": event.username,
        "display_name": event.display_name,
        "home": event.home,
        "roles": " ".join(sorted(event.roles)),
        "active": event.active,
        "certificate_valid_to": event.certificate_valid_to,
        "certificate_number": event.certificate_number,
        "certificate_issuer": event.certificate_issuer,
        "certificate_valid_from": event.certificate_valid_from,
        "certificates": event.certificates,
        "tokens_valid_from": event.tokens_valid_from,
    }
    if held is None:
        session.execute(insert(member).values(staff_id=event.staff_id, **values))
    elif held < event.version:
        session.execute(update(member).where(member.c.staff_id == event.staff_id).values(**values))


def keep_absence(session: Session, event: AbsenceEntered) -> None:
    """The absence as it now is; an older version than the one held changes nothing."""
    mine = absence.c.absence_id == event.absence_id
    held = session.scalar(select(absence.c.version).where(mine))
    names = [column.name for column in absence.columns]
    values = {name: getattr(event, name) for name in names}
    if held is None:
        session.execute(insert(absence).values(**values))
    elif held < event.version:
        session.execute(update(absence).where(mine).values(**values))


def row_of(session: Session, staff_id: UUID) -> Any:
    """The account as it is known here, as a row of the member table; None where it is not."""
    return session.execute(select(member).where(member.c.staff_id == staff_id)).one_or_none()


def revoke(session: Session, event: SessionRevoked) -> None:
    held = session.scalar(select(revoked_session).where(revoked_session.c.session_id == event.session_id))
    if held is None:
        values = {"session_id": event.session_id, "expires_at": event.expires_at}
        session.execute(insert(revoked_session).values(**values))


def prune(session: Session, now: datetime) -> None:
    """Forget revocations of sessions that could not be valid any more."""
    session.execute(delete(revoked_session).where(revoked_session.c.expires_at < now))


def _aware(moment: datetime, like: datetime) -> datetime:
    return moment.replace(tzinfo=like.tzinfo) if moment.tzinfo is None else moment


def standing(session: Session, token: StaffToken, today: date) -> StaffToken | None:
    """The token with the account's present home and roles, those of an office included that they stand in
    for today; or None when it was revoked."""
    if session.scalar(
        select(revoked_session.c.session_id).where(revoked_session.c.session_id == token.session_id)
    ):
        return None
    row = session.execute(select(member).where(member.c.staff_id == token.staff_id)).one_or_none()
    if row is None:
        return token
    if not row.active or token.issued_at < _aware(row.tokens_valid_from, token.issued_at):
        return None
    roles = frozenset(Role(role) for role in row.roles.split())
    known = replace(token, username=row.username, display_name=row.display_name, home=row.home, roles=roles)
    return _in_office(session, known, today)


def _in_office(session: Session, token: StaffToken, today: date) -> StaffToken:
    """One person holds the office of a head at a moment: the deputy of one who is entered as absent does, as
    long as they might still be named one."""
    me, about = token.staff_id, absence.c
    query = select(absence, member.c.display_name).join(member, member.c.staff_id == about.staff_id)
    query = query.where(or_(about.staff_id == me, about.deputy == me), about.home == token.home)
    query = query.where(~about.ended, about.first <= today, about.last >= today)
    rows = session.execute(query.order_by(about.absence_id)).all()
    away = max((row.last for row in rows if row.staff_id == me), default=None)
    whose = next((row.display_name for row in rows if row.deputy == me and row.as_head), None)
    if whose is None or Role.HEAD in token.roles or not token.has(*OPEN_CASES):
        return replace(token, away_until=away)
    return replace(token, away_until=away, roles=token.roles | {Role.HEAD}, stands_in_for=whose)


def colleagues(session: Session, home: str, role: Role | None = None) -> list[Any]:
    """Active accounts of one home, by name; rows of the member table."""
    rows = colleagues_at(session, [home])
    return [row for row in rows if role is None or role in row.roles.split()]


def colleagues_at(session: Session, homes: Iterable[str]) -> Sequence[Any]:
    """Active accounts of these homes, by name."""
    there = select(member).where(member.c.home.in_(list(homes)), member.c.active)
    return session.execute(there.order_by(member.c.display_name)).all()


def certificate_of(session: Session, staff_id: UUID) -> Any | None:
    """From when to when their supervision certificate holds, and all that they held."""
    about = member.c
    held = select(about.certificate_valid_from, about.certificate_valid_to, about.certificates)
    return session.execute(held.where(member.c.staff_id == staff_id)).first()


def certified(row: Any, today: date) -> bool:
    """Whether the colleague holds a supervision certificate today (Measures art. 6)."""
    begun = row.certificate_valid_from is None or row.certificate_valid_from <= today
    return begun and row.certificate_valid_to is not None and row.certificate_valid_to >= today
