"""Intake's own tables. Who complained stands apart from what was complained about, each under its own key."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database import SealedJson, SealedText, Utc, service_metadata
from shared.sealed import Hashed, UnderWord


class Base(DeclarativeBase):
    metadata = service_metadata()


class Complaint(Base):
    """One complaint as it was handed in; it is never edited, only followed by messages and facts."""

    __tablename__ = "complaint"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tracking_number: Mapped[str] = mapped_column(String(14), unique=True)
    receipt_hash: Mapped[str] = mapped_column(String(32))
    fingerprint: Mapped[str] = mapped_column(String(32))
    """Keyed hash of all that was submitted: tells a repetition from a different complaint."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    channel: Mapped[str] = mapped_column(String(20))
    identity: Mapped[str] = mapped_column(String(20))
    contactable: Mapped[bool] = mapped_column(Boolean)
    received_at: Mapped[datetime] = mapped_column(Utc)
    accept_by: Mapped[date] = mapped_column(Date)
    statement: Mapped[str] = mapped_column(SealedText("intake.statement"), deferred=True)
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.facts"), deferred=True)
    assessed_at: Mapped[datetime | None] = mapped_column(Utc)
    """Until triage has said who is barred, no seat sees it again."""
    seat: Mapped[str | None] = mapped_column(String(20))
    """The hotline seat's department, where one took it."""
    call: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("intake.call"), deferred=True)
    external_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    """Keyed hash of the work order it came from: the same order twice is one complaint."""

    __table_args__ = (Index(None, "seat", "received_at"),)


class IdentityRecord(Base):
    """Who complained. There is no row for anonymous complaints."""

    __tablename__ = "identity"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    complainant: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.identity"))
    contact_hash: Mapped[str | None] = mapped_column(String(32), index=True)
    """Keyed hash of the normalised contact, by which the same person is found without being named."""


class Message(Base):
    """One message between the complainant and the body, either way."""

    __tablename__ = "message"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    sender: Mapped[str] = mapped_column(String(12))
    """`complainant` or `body`."""
    body_name: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(SealedText("intake.message"))


class Notice(Base):
    """A notice to the complainant as it was issued, without its addressee; never changed."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(20))
    paper: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.notice"))


class ProgressFact(Base):
    """One fact heard or made here; status and timeline are derived from all of a complaint's facts."""

    __tablename__ = "progress_fact"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[UUID | None] = mapped_column(Uuid)
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.progress"))


class Barred(Base):
    """A party that must never learn of the complaint, under a keyed hash: names of accused stay sealed. Rows
    are only ever added."""

    __tablename__ = "barred"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    party: Mapped[str] = mapped_column(Hashed("intake.barred"), primary_key=True)


class Draft(Base):
    """A form not yet sent, under a key that only its unguessable link holds."""

    __tablename__ = "draft"

    token_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(UnderWord("expires_on"))
    expires_on: Mapped[date] = mapped_column(Date, index=True)
