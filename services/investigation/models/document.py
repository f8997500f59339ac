"""Documents as they were issued, the series of their numbers, and that they were served."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseRef, Id
from shared.database import SealedBytes, SealedJson, SealedText, Utc
from shared.papers import Paper


class Document(Base):
    """A document as it was issued; never changed. By `verification` its holder can ask whether it was."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("body", "kind", "year", "serial"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    kind: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    by_name: Mapped[str] = mapped_column(String(80))
    """Who approved it, or wrote it where no approval is asked for."""
    verification: Mapped[str] = mapped_column(String(20), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("investigation:document"))
    template: Mapped[int | None] = mapped_column(Integer)
    """The version of the body's own template by which it was written; None: by the layout of the house."""
    word: Mapped[bytes | None] = mapped_column(SealedBytes("investigation:document_word"))
    set_as: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("investigation:document_set"))
    pdf: Mapped[bytes | None] = mapped_column(SealedBytes("investigation:document_pdf"), deferred=True)
    """From when it was first given out: whoever gets it later gets the same bytes, however layouts change."""

    @property
    def drawn(self) -> dict[str, Any]:
        """What stands on it, with its form, as a PDF is set from it."""
        return self.set_as or Paper.from_json(self.content).as_json()


class DocumentSeries(Base):
    """The last number that a body gave to a kind of document in a year."""

    __tablename__ = "document_series"

    body: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class ServiceRecord(Base):
    """That a document reached whom it is for (送达回证)."""

    __tablename__ = "service_records"

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    document_id: Mapped[Any] = mapped_column(Uuid, ForeignKey("documents.id"), index=True)
    recipient: Mapped[str] = mapped_column(SealedText("investigation:recipient"))
    way: Mapped[str] = mapped_column(String(20))
    served_on: Mapped[date] = mapped_column(Date)
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)


class DocumentEnd(Base):
    """That a document, or what it orders, was annulled, revoked, lifted or changed after it was issued."""

    __tablename__ = "document_ends"

    id: Mapped[Id]
    document_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("documents.id"), index=True)
    how: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Utc)
    by_document_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("documents.id"), index=True)
    """The document that says so; None where no number was given to it."""
