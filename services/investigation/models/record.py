"""What went on: the timeline, letters to the complainant, and corrections followed to their proof."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseRef, Id
from shared.database import Json, SealedText, Utc


class Entry(Base):
    """One step of the case: what, by whom, and the words that belong to it."""

    __tablename__ = "entries"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(40))
    by: Mapped[str | None] = mapped_column(String(40))
    by_name: Mapped[str | None] = mapped_column(String(80))
    detail: Mapped[dict[str, Any]] = mapped_column(Json)
    text: Mapped[str | None] = mapped_column(SealedText("investigation:entry"))


class Message(Base):
    """A letter to the complainant, whom the body need not know."""

    __tablename__ = "messages"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(SealedText("investigation:message"))


class Rectification(Base):
    """What a unit must carry out under one outcome; reported by it, confirmed by the investigators.

    `position` is the outcome's place in the proposal."""

    __tablename__ = "rectifications"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(4))
    due: Mapped[date] = mapped_column(Date)
    first_due: Mapped[date | None] = mapped_column(Date)
    """The day that the document said; None while it still holds."""
    document_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("documents.id"))
    unit: Mapped[str] = mapped_column(SealedText("investigation:unit"))
    report: Mapped[str | None] = mapped_column(SealedText("investigation:report"))
    reported_at: Mapped[datetime | None] = mapped_column(Utc)
    """When the report was written down; on which day it came in, `reported_on` says."""
    reported_on: Mapped[date | None] = mapped_column(Date)
    confirmation: Mapped[str | None] = mapped_column(SealedText("investigation:confirmation"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    visit: Mapped[int | None] = mapped_column(Integer)
    """The number of the visit on site on which the confirmation rests."""
    refusal: Mapped[str | None] = mapped_column(SealedText("investigation:refusal"))
    """Why the last report was not accepted as proof."""
    lifted_at: Mapped[datetime | None] = mapped_column(Utc)
    """The measure was lifted: on the unit's objection, or as a recheck annulled the opinion."""
    followed_in: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """The case that follows it, where its own went to another body after the answer."""
    upheld_in: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """The recheck that last let it stand: its body decides on the unit's objection (`unit.decider`)."""
    urged_at: Mapped[datetime | None] = mapped_column(Utc)
    urged_until: Mapped[date | None] = mapped_column(Date)

    @property
    def settled(self) -> bool:
        """Nothing is owed any more."""
        return self.confirmed_at is not None or self.lifted_at is not None

    @property
    def state(self) -> str:
        if self.lifted_at is not None:
            return "lifted"
        if self.confirmed_at is not None:
            return "confirmed"
        return "open" if self.reported_at is None else "reported"
