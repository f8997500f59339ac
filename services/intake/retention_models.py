"""Intake's tables for the end of a complaint: terms, holds, what was erased under which certificate; and the
versions of a statement for those who may not read all of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.base import Base
from shared.database import SealedJson, SealedText, Utc


class Term(Base):
    """How long one side says that it must be kept: triage (`source` is the complaint) or a case. The newest
    word counts."""

    __tablename__ = "term"

    source: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    version: Mapped[int] = mapped_column(Integer)
    ended_on: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date, index=True)
    rule: Mapped[str] = mapped_column(String(12))
    years: Mapped[int] = mapped_column(Integer)


class Hold(Base):
    """Something for which it must be kept beyond its term: who said so, why and until when. Ended, never
    removed."""

    __tablename__ = "hold"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(SealedText("intake.hold"))
    body: Mapped[str | None] = mapped_column(String(20))
    """None: the system itself, since the complainant told of a lawsuit or review."""
    placed_at: Mapped[datetime] = mapped_column(Utc)
    placed_by: Mapped[UUID | None] = mapped_column(Uuid)
    placed_by_name: Mapped[str] = mapped_column(String(80))
    until: Mapped[date | None] = mapped_column(Date)
    lifted_at: Mapped[datetime | None] = mapped_column(Utc)
    lifted_by: Mapped[UUID | None] = mapped_column(Uuid)
    lifted_by_name: Mapped[str | None] = mapped_column(String(80))
    lift_reason: Mapped[str | None] = mapped_column(SealedText("intake.hold"))


class ErasureCertificate(Base):
    """That what it lists was destroyed: no content, a digest over the list, and the seal of this house."""

    __tablename__ = "erasure_certificate"
    __table_args__ = (UniqueConstraint("body", "year", "serial"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    body: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    count: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class Erasure(Base):
    """That a complaint was erased, and why it could be. It outlives all that it tells of."""

    __tablename__ = "erasure"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tracking_number: Mapped[str] = mapped_column(String(14))
    at: Mapped[datetime] = mapped_column(Utc)
    body: Mapped[str] = mapped_column(String(20))
    """That had it last; the nation's where nobody inside did."""
    rule: Mapped[str] = mapped_column(String(12))
    years: Mapped[int] = mapped_column(Integer)
    ended_on: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    files: Mapped[int] = mapped_column(Integer)
    certificate_id: Mapped[UUID | None] = mapped_column(ForeignKey("erasure_certificate.id"), index=True)


class Redaction(Base):
    """One version of the statement with passages blacked out, and who made it; never changed."""

    __tablename__ = "redaction"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    body: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[UUID] = mapped_column(Uuid)
    staff_name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(SealedText("intake.redaction"))
    marks: Mapped[list[Any]] = mapped_column(SealedJson("intake.redaction"))
    """Places in the original: [[start, end], ...]."""


class RedactedMessage(Base):
    """A message of the complainant as it stands in one version; those without a row were left out of it."""

    __tablename__ = "redacted_message"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    message_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    """When it was written."""
    text: Mapped[str] = mapped_column(SealedText("intake.redaction"))
    marks: Mapped[list[Any]] = mapped_column(SealedJson("intake.redaction"))


class Withholding(Base):
    """A file is not to be given to those who get the redacted version, or may be again; never changed, the
    newest word counts."""

    __tablename__ = "withholding"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    attachment_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    withheld: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(SealedText("intake.redaction"))
    at: Mapped[datetime] = mapped_column(Utc)
    body: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[UUID] = mapped_column(Uuid)
    staff_name: Mapped[str] = mapped_column(String(80))
