"""Settings of provinces: every change as it was made, and what each version stands for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import Json, Utc


class SettingChange(Base):
    """One change of one setting; never altered. `value` null: what stands above holds again."""

    __tablename__ = "setting_change"

    province: Mapped[str] = mapped_column(String(6), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(Json)
    effective_from: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(1000))


class PolicyKept(Base):
    """The settings that a version stands for, kept when the first judgment is made under it."""

    __tablename__ = "policy_kept"

    version: Mapped[str] = mapped_column(String(40), primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Utc)
