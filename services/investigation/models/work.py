"""What is kept of the work on a case: records of each kind, and applications for more time."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseRef, Id, undecided
from shared.database import Json, SealedJson, SealedText, Utc


class Record(Base):
    """One record; never edited. Its `ending` is said once. `number` counts within case and kind."""

    __tablename__ = "records"
    __table_args__ = (UniqueConstraint("case_id", "kind", "number"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    kind: Mapped[str] = mapped_column(String(30))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    supervisors: Mapped[list[str]] = mapped_column(Json)
    """The names of those who were there."""
    due: Mapped[date | None] = mapped_column(Date)
    contents: Mapped[dict[str, str]] = mapped_column(SealedJson("investigation:record"))
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by: Mapped[str | None] = mapped_column(String(80))
    ending: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("investigation:record_ending"))
    piece_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Of evidence passed on: the piece of evidence, the file kept with one, or the complainant's file that it
    was; None where that is told in words only."""


class Extension(Base):
    """An application for more time and what the head said to it."""

    __tablename__ = "extensions"
    __table_args__ = (undecided("extensions", "granted"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    days: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(SealedText("investigation:extension"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    granted: Mapped[bool | None] = mapped_column(Boolean)
    answer: Mapped[str | None] = mapped_column(SealedText("investigation:extension_answer"))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    until: Mapped[date | None] = mapped_column(Date)
    message_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The letter by which the complainant was told."""
