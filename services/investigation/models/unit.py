"""What passes between the supervised unit and the body, and that the complainant is called back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId, CaseRef, Id, undecided
from shared.database import SealedText, Utc


class UnitLink(Base):
    """The link by which a unit answers a document; of its secret only a keyed hash is kept."""

    __tablename__ = "unit_links"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    item_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("rectifications.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(32), unique=True)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[date] = mapped_column(Date)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)
    revoked_by: Mapped[str | None] = mapped_column(String(80))
    opened: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime | None] = mapped_column(Utc)
    sent_on: Mapped[date | None] = mapped_column(Date)
    sent: Mapped[int] = mapped_column(Integer)
    """How often something was sent by it on `sent_on`."""


class UnitRequest(Base):
    """What the unit asks for about one correction: that it be looked at again, or more time."""

    __tablename__ = "unit_requests"
    __table_args__ = (undecided("unit_requests", "ruling"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    item_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("rectifications.id"), index=True)
    link_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The link it came by; on paper if none."""
    request: Mapped[str] = mapped_column(String(12))
    who: Mapped[str] = mapped_column(SealedText("investigation:unit_who"))
    reasons: Mapped[str] = mapped_column(SealedText("investigation:unit_reasons"))
    until: Mapped[date | None] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Utc)
    by_name: Mapped[str | None] = mapped_column(String(80))
    """Who entered it; nobody when it came by the link."""
    answer_by: Mapped[date] = mapped_column(Date)
    ruling: Mapped[str | None] = mapped_column(String(12))
    answer: Mapped[str | None] = mapped_column(SealedText("investigation:unit_answer"))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    document_id: Mapped[Any | None] = mapped_column(Uuid, ForeignKey("documents.id"))
    """The written answer."""


class CallBack(Base):
    """That the complainant is to be asked, after the reply, how they see it (回访); kept once."""

    __tablename__ = "call_backs"

    case_id: Mapped[CaseId]
    due: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Utc)
    by_name: Mapped[str | None] = mapped_column(String(80))
    way: Mapped[str | None] = mapped_column(String(12))
    answer: Mapped[str | None] = mapped_column(String(12))
    text: Mapped[str | None] = mapped_column(SealedText("investigation:call_back"))
