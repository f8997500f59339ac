"""Files that investigators keep with a piece of evidence, and the copies of the complainant's files that go
with an archived case. The bytes lie sealed in the store."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseRef, Id
from shared.database import Json, SealedJson, Utc

_DUE = text("due_at IS NOT NULL")


class EvidenceFile(Base):
    """One file. `number` counts those kept within the case; `due_at`: then it is forgotten."""

    __tablename__ = "evidence_files"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        Index("ix_evidence_files_due", "due_at", postgresql_where=_DUE, sqlite_where=_DUE),
    )

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    record_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("records.id"), index=True)
    """The piece of evidence that it belongs to; None of a folder of copies (ZIP)."""
    number: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10))
    secret: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("investigation:evidence_file"))
    """Its name, and the key under which its pieces are sealed; of a folder of copies, which it is and
    what is in it."""
    kind: Mapped[str | None] = mapped_column(String(8))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    notes: Mapped[list[str]] = mapped_column(Json)
    scan: Mapped[str | None] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    due_at: Mapped[datetime | None] = mapped_column(Utc)
