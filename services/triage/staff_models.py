"""Accounts and sign-in sessions; triage keeps the registers, so it keeps these."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import Json, SealedBytes, Utc


class Account(Base):
    """One person's account in one department or body."""

    __tablename__ = "staff_account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    username: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    home: Mapped[str] = mapped_column(String(20), index=True)
    roles: Mapped[str] = mapped_column(String(200))
    password: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    certificate_number: Mapped[str | None] = mapped_column(String(40))
    certificate_issuer: Mapped[str | None] = mapped_column(String(120))
    certificate_valid_from: Mapped[date | None]
    certificate_valid_to: Mapped[date | None]
    certificates: Mapped[list[dict[str, str]] | None] = mapped_column(Json)
    """All that the register has; None of an account that nobody looked up since this is kept."""
    tokens_valid_from: Mapped[datetime] = mapped_column(Utc)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime | None] = mapped_column(Utc)
    second_factor: Mapped[bytes | None] = mapped_column(SealedBytes("triage.second_factor"))
    """The key that it shares with an authenticator app; None where the password is all."""
    second_factor_used: Mapped[int | None]
    """The step of the last code that opened it."""


class SignIn(Base):
    """A signed-in session; tokens are renewed from it until it ends or is revoked."""

    __tablename__ = "staff_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("staff_account.id"))
    started_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
