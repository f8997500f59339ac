"""The hotline's tables: drafts of seats, announced calls, how calls were taken, and what seats say."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.base import Base
from shared.database import Json, SealedJson, SealedText, Utc


class SeatDraft(Base):
    """What a hotline seat has written down of a call and not saved yet; nobody but that account reads it."""

    __tablename__ = "seat_draft"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    home: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    """Two tabs never overwrite each other: a change names the version it was made on."""
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.seat_draft"), deferred=True)
    began_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc, index=True)
    held_since: Mapped[datetime | None] = mapped_column(Utc)
    held_seconds: Mapped[int] = mapped_column(Integer, default=0)
    ring_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The call that the telephone system announced, where it did."""


class SeatRing(Base):
    """A call that the telephone system announced; the number is forgotten once a seat has taken it."""

    __tablename__ = "seat_ring"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    home: Mapped[str] = mapped_column(String(20), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(Uuid)
    """For whom it rings; nobody: for any seat of the department."""
    number: Mapped[str | None] = mapped_column(SealedText("intake.seat_ring"))
    rang_at: Mapped[datetime] = mapped_column(Utc, index=True)
    taken_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)


class SeatCall(Base):
    """How a seat took a complaint: who, and how long; nothing of the caller."""

    __tablename__ = "seat_call"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid)
    home: Mapped[str] = mapped_column(String(20))
    began_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime] = mapped_column(Utc)
    held_seconds: Mapped[int] = mapped_column(Integer, default=0)
    read_back: Mapped[bool] = mapped_column(Boolean, default=False)
    asked: Mapped[int] = mapped_column(Integer, default=0)
    """How many points of the script's checklist were ticked."""

    __table_args__ = (Index(None, "home", "ended_at"),)


class SeatSketch(Base):
    """What is kept of a complaint that a seat took, to find it among thousands when another is like it."""

    __tablename__ = "seat_sketch"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    sealed: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.sketch"))


class SampleDraw(Base):
    """A supervisor drew calls by lot; the seed is kept, so that nobody draws until it suits."""

    __tablename__ = "sample_draw"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    home: Mapped[str] = mapped_column(String(20), index=True)
    """The department whose seats took the calls."""
    at: Mapped[datetime] = mapped_column(Utc)
    drawn_by: Mapped[UUID] = mapped_column(Uuid)
    seed: Mapped[str] = mapped_column(String(32))
    wanted: Mapped[int] = mapped_column(Integer)
    days: Mapped[int] = mapped_column(Integer)
    seat: Mapped[UUID | None] = mapped_column(Uuid)
    kind: Mapped[str | None] = mapped_column(String(20))
    """Of seat and kind of respondent, where only such calls were to be drawn."""


class CallSample(Base):
    """One call that was drawn, and how it was marked. The grades stay when the complaint is erased."""

    __tablename__ = "call_sample"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    draw_id: Mapped[UUID] = mapped_column(ForeignKey("sample_draw.id"))
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), unique=True)
    """A call is drawn once."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    marks: Mapped[dict[str, str] | None] = mapped_column(Json)
    comment: Mapped[str | None] = mapped_column(SealedText("intake.sample"))
    marked_at: Mapped[datetime | None] = mapped_column(Utc)
    marked_by: Mapped[UUID | None] = mapped_column(Uuid)


class ScriptChange(Base):
    """One change of what a division's seats say and ask; never altered. `words` null: what stands above
    holds again."""

    __tablename__ = "script_change"

    place: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[dict[str, Any] | None] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(1000))
