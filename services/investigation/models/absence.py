"""That a head is away, and who stands in."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, true
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.domain.absence import Away
from services.investigation.models.base import Base, Id
from shared.database import Utc


class Absence(Base):
    """Said by the head; it ends with its last day, or when the head says so."""

    __tablename__ = "absences"

    id: Mapped[Id]
    body: Mapped[str] = mapped_column(String(20), index=True)
    head: Mapped[str] = mapped_column(String(40))
    head_name: Mapped[str] = mapped_column(String(80))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    deputy: Mapped[str | None] = mapped_column(String(40))
    deputy_name: Mapped[str | None] = mapped_column(String(80))
    as_head: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    """False: they hold an office below."""
    at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    begun_at: Mapped[datetime | None] = mapped_column(Utc)
    """When its deputy began to decide, and what ties them to open cases was looked at."""

    version: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How often the other desks were told of it."""

    @property
    def away(self) -> Away:
        return Away(self.head, self.head_name, self.first, self.last, self.deputy, self.as_head)
