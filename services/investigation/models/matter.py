"""What was alleged, and what was found about it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKeyConstraint, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId
from shared.database import Json, SealedJson, SealedText, Utc


class Allegation(Base):
    """One respondent and one matter, as triage split it; `ref` is triage's name for it."""

    __tablename__ = "allegations"

    case_id: Mapped[CaseId]
    ref: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    respondent_kind: Mapped[str | None] = mapped_column(String(30))
    natures: Mapped[list[str]] = mapped_column(Json)
    categories: Mapped[list[str]] = mapped_column(Json)
    respondent: Mapped[dict[str, Any]] = mapped_column(SealedJson("investigation:respondent"))


class FindingRow(Base):
    """The finding that stands on an allegation; the timeline keeps that there were earlier ones."""

    __tablename__ = "findings"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "allegation"], ["allegations.case_id", "allegations.ref"]),
    )

    case_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    allegation: Mapped[str] = mapped_column(String(40), primary_key=True)
    finding: Mapped[str] = mapped_column(String(20))
    category: Mapped[str | None] = mapped_column(String(10))
    nature: Mapped[str | None] = mapped_column(String(20))
    serious: Mapped[bool] = mapped_column(Boolean)
    facts: Mapped[str] = mapped_column(SealedText("investigation:finding_facts"))
    reasons: Mapped[str] = mapped_column(SealedText("investigation:finding_reasons"))
    told: Mapped[str] = mapped_column(SealedText("investigation:finding_told"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
