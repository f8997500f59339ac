"""Triage's tables for the end of a complaint: what was told of its term, what holds it, its erasure."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import SealedJson, Utc


class TermTold(Base):
    """That intake was told how long the complaint is kept, as it stood at that revision."""

    __tablename__ = "term_told"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)


class Held(Base):
    """What keeps it from being erased, in intake's newest word."""

    __tablename__ = "held"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    holds: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("triage.held"))


class Erased(Base):
    """That the complaint was erased; nothing that is heard later brings anything of it back."""

    __tablename__ = "erased"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    rule: Mapped[str] = mapped_column(String(12))
