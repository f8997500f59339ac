"""What was heard of a complaint. Kept by complaint, not by case: it may come before the case does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, Id
from shared.database import Json, SealedText, Utc


class Notice(Base):
    """The complainant wrote, withdrew, rated or asked for a recheck; `id` is the event's."""

    __tablename__ = "notices"

    id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    detail: Mapped[dict[str, Any]] = mapped_column(Json)
    text: Mapped[str] = mapped_column(SealedText("investigation:notice"))


class BarredParty(Base):
    """A party that must never learn of the complaint: keyed hash to ask by, sealed code to read."""

    __tablename__ = "barred"
    __table_args__ = (Index(None, "party", "complaint_id"),)

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    party: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(SealedText("investigation:barred"))
