"""Who entered which arrangement; the days themselves stand where every service keeps them."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import Utc


class WorkdayEntry(Base):
    """One arrangement of a year as it was entered; never altered."""

    __tablename__ = "workday_entry"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(1000))
