"""The end of a case: what intake was told of its term, what holds it, that it was erased; and the version of
the statement for those who may not read all of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId
from shared.database import SealedJson, SealedText, Utc


class TermTold(Base):
    """That intake was told how long the case is kept, as it stood at that version."""

    __tablename__ = "terms_told"

    case_id: Mapped[CaseId]
    version: Mapped[int] = mapped_column(Integer)


class Held(Base):
    """What keeps the complaint from being erased, in intake's newest word."""

    __tablename__ = "held"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    holds: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("investigation:held"))


class Redacted(Base):
    """The newest version of the statement in which what could tell who complained is blacked out."""

    __tablename__ = "redacted"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Utc)
    by_name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(SealedText("investigation:redacted"))


class Erased(Base):
    """That the complaint was erased; nothing that is heard later brings anything of it back."""

    __tablename__ = "erased"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    rule: Mapped[str] = mapped_column(String(12))
