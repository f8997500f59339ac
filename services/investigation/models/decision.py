"""What was proposed, what the head said to it, and on what the case was closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.domain.chain import Office
from services.investigation.models.base import Base, CaseId, CaseRef, Id
from shared.database import SealedJson, SealedText, Utc


class Proposal(Base):
    """One version of the proposed outcome with the findings as they then stood; never edited."""

    __tablename__ = "proposals"

    case_id: Mapped[CaseId]
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    first_result: Mapped[str | None] = mapped_column(String(10))
    """Of a recheck: whether the first opinion is confirmed, changed or annulled."""
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("investigation:outcomes"))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("investigation:found"))
    chain: Mapped[str] = mapped_column(String(40), default=Office.HEAD, server_default=Office.HEAD)
    """By whose hands it goes, as `domain.chain` reads it."""
    templates: Mapped[str | None] = mapped_column(String(400))
    """Which of the body's own templates were in use when it was made, as `domain.templates` writes it; not
    known of what was proposed before this was kept."""
    reply: Mapped[str] = mapped_column(SealedText("investigation:reply"))
    """What was sent to the complainant; until the approval, what would be sent that day."""


class Approval(Base):
    """What was decided on one proposal, at which step: `endorse` below the head, `approve`, or `return`."""

    __tablename__ = "approvals"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    proposal: Mapped[int] = mapped_column(Integer)
    decision: Mapped[str] = mapped_column(String(10))
    office: Mapped[str] = mapped_column(String(10), default=Office.HEAD, server_default=Office.HEAD)
    reason: Mapped[str] = mapped_column(SealedText("investigation:approval_reason"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)


class ClosingEvidence(Base):
    """One of the six checks of art. 4, and on what it rests."""

    __tablename__ = "closing_evidence"

    case_id: Mapped[CaseId]
    check: Mapped[str] = mapped_column(String(30), primary_key=True)
    evidence: Mapped[str] = mapped_column(SealedText("investigation:closing"))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Utc)
