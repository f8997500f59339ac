"""Entries of the registers as they are, and every change of them as it was made."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import Json, Utc


class RegisterEntry(Base):
    """One entry of one register; `cells` are its columns as texts."""

    __tablename__ = "register_entry"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(300))
    division: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    cells: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index(None, "kind", "division"),
        Index(None, "kind", "name"),
    )


class RegisterChange(Base):
    """Who made an entry what it became, when and why; never altered."""

    __tablename__ = "register_change"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(1000))
    before: Mapped[Any] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (Index(None, "kind", "key"),)
