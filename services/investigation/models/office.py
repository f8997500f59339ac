"""Who holds an office below the head's, by which proposals go on their way up."""

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, Id
from shared.database import Utc

HELD = text("until IS NULL")


class OfficeHolder(Base):
    """Given by a head; it ends when a head says so. `office` is one of `domain.chain.BELOW`."""

    __tablename__ = "office_holders"
    __table_args__ = (
        Index("uq_office_holders_held", "staff_id", unique=True, postgresql_where=HELD, sqlite_where=HELD),
    )

    id: Mapped[Id]
    body: Mapped[str] = mapped_column(String(20), index=True)
    office: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime | None] = mapped_column(Utc)
    by_name: Mapped[str] = mapped_column(String(80))
