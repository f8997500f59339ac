"""What makes cases findable without opening what is sealed; written anew by `rounds.py` after each change."""

from datetime import date

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId


class SearchToken(Base):
    """That two letters stand side by side in a case: 16 bits of a keyed hash (`domain/search.py`)."""

    __tablename__ = "search_tokens"
    __table_args__ = (Index(None, "case_id"),)

    token: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    case_id: Mapped[CaseId]


class Precedent(Base):
    """That a concluded case answered a matter of this category with this outcome."""

    __tablename__ = "precedents"
    __table_args__ = (Index(None, "category", "concluded_on"),)

    case_id: Mapped[CaseId]
    category: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    concluded_on: Mapped[date] = mapped_column(Date)
