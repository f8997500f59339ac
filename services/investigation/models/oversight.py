"""That a body above was told of a case past its day, and what it said to that."""

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId, CaseRef, Id
from shared.database import SealedText, Utc


class Escalation(Base):
    """The body above was told that this day of the case has passed; once for each day."""

    __tablename__ = "escalations"

    case_id: Mapped[CaseId]
    due: Mapped[date] = mapped_column(Date, primary_key=True)
    superior: Mapped[str] = mapped_column(String(20), index=True)
    at: Mapped[datetime] = mapped_column(Utc)


class Instruction(Base):
    """What the head of the body above told the one that has the case (督办)."""

    __tablename__ = "instructions"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    superior: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(SealedText("investigation:instruction"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
