"""What stands behind a case that no complaint began, and which cases it binds."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId
from shared.database import SealedText, Utc


class Mandate(Base):
    """Why a body looks into something by itself; for an assignment, what it reports back to whom and when."""

    __tablename__ = "mandates"

    case_id: Mapped[CaseId]
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    reason: Mapped[str] = mapped_column(SealedText("investigation:mandate"))
    assigner: Mapped[str] = mapped_column(SealedText("investigation:assigner"))
    report_by: Mapped[date | None] = mapped_column(Date)
    report: Mapped[str | None] = mapped_column(SealedText("investigation:report_back"))
    reported_at: Mapped[datetime | None] = mapped_column(Utc)
    reported_by: Mapped[str | None] = mapped_column(String(80))
    interim: Mapped[str | None] = mapped_column(SealedText("investigation:interim_report"))
    """How far it was when the assigner's day came, and nothing was decided; the newest word of it."""
    interim_at: Mapped[datetime | None] = mapped_column(Utc)
    interim_by: Mapped[str | None] = mapped_column(String(80))


class Bound(Base):
    """A case that is handled together with others under a special one; it keeps its own answer."""

    __tablename__ = "bound_cases"

    case_id: Mapped[CaseId]
    special_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cases.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    by_name: Mapped[str] = mapped_column(String(80))
