"""What went on: the timeline, letters to the complainant, and corrections followed to their proof."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String
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
    """What a unit must carry out under one outcome; reported by it, confirmed by the investigators."""

    __tablename__ = "rectifications"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(4))
    due: Mapped[date] = mapped_column(Date)
    unit: Mapped[str] = mapped_column(SealedText("investigation:unit"))
    report: Mapped[str | None] = mapped_column(SealedText("investigation:report"))
    reported_at: Mapped[datetime | None] = mapped_column(Utc)
    confirmation: Mapped[str | None] = mapped_column(SealedText("investigation:confirmation"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))

    @property
    def state(self) -> str:
        if self.confirmed_at is not None:
            return "confirmed"
        return "open" if self.reported_at is None else "reported"
