"""What was heard of a complaint. Kept by complaint, not by case: it may come before the case does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, Integer, String, Text, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, Id
from shared.database import Json, SealedText, Utc


class Notice(Base):
    """The complainant wrote, withdrew, rated or asked for a recheck; `id` is the event's. Read through
    `services.investigation.words_heard` only: it may not be for those who handle the case."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "ix_notices_joined",
            "joined_id",
            postgresql_where=text("joined_id IS NOT NULL"),
            sqlite_where=text("joined_id IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    detail: Mapped[dict[str, Any]] = mapped_column(Json)
    held: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Nobody reads it, or learns that it is there, before triage has passed its words."""
    joined_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The complaint that joined this one, as `detail` says: of what comes with it, this one is found."""
    joined_number: Mapped[str | None] = mapped_column(String(40))
    """By which its complainant follows it: searches find the case by it, and no paper tells it."""
    text: Mapped[str] = mapped_column(SealedText("investigation:notice"))


class PassedWords(Base):
    """Triage's word that a notice may be read; the newest counts."""

    __tablename__ = "passed_words"

    said_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    version: Mapped[int] = mapped_column(Integer)
    kept_from: Mapped[str] = mapped_column(Text)
    """Keyed hashes of the bodies that do not read it, a blank between them."""


class TakenOver(Base):
    """Triage gave the case to another body, since later words of the complainant accuse the one that had it.
    That may be heard before the case is."""

    __tablename__ = "taken_over"

    case_id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(Utc)
    to_body: Mapped[str] = mapped_column(String(20))


class BarredParty(Base):
    """A party that must never learn of the complaint: keyed hash to ask by, sealed code to read."""

    __tablename__ = "barred"
    __table_args__ = (Index(None, "party", "complaint_id"),)

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    party: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(SealedText("investigation:barred"))


class Untold(Base):
    """Intake and triage are to be told who withdrew from the complaint's cases, or must not know of them: the
    rounds do it. A row for each time that there is something to tell."""

    __tablename__ = "untold"

    id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(Uuid)
