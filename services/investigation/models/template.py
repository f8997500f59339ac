"""Bureaus' own templates, every version for good: what was issued by one can be told from it."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, Id
from shared.database import SealedBytes, Utc


class DocumentTemplate(Base):
    """One version of a body's template for one kind of document; of a kind at most one is in use."""

    __tablename__ = "document_templates"
    __table_args__ = (UniqueConstraint("body", "kind", "version"),)

    id: Mapped[Id]
    body: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    in_use: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Utc)
    by_name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(SealedBytes("investigation:template"))
