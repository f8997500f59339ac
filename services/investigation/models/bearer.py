"""Whose which supervision certificate is or was, at whatever body."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base


class Bearer(Base):
    """One account that bears or bore the number, as it is compared (`domain.persons.plain`); it stays."""

    __tablename__ = "certificate_bearers"

    number: Mapped[str] = mapped_column(String(40), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, index=True)
