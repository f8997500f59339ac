"""The file of a case as it was put away: list, pages and bytes; never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId
from shared.database import SealedBytes, SealedJson, SealedText, Utc


class Archive(Base):
    """One case's file. `fingerprint` is the SHA-256 of the list of its pieces' hashes, as in the folder."""

    __tablename__ = "archives"
    __table_args__ = (UniqueConstraint("body", "year", "serial"),)

    case_id: Mapped[CaseId]
    body: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    years: Mapped[int] = mapped_column(Integer)
    keep_until: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(SealedText("investigation:archive_note"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the one PDF."""
    pages: Mapped[int] = mapped_column(Integer)
    front: Mapped[dict[str, Any]] = mapped_column(SealedJson("investigation:archive_front"))
    """Cover, list and back sheet as they were set."""
    files: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("investigation:archive_files"))
    """The complainant's files with their hashes; intake keeps the files themselves."""
    pdf: Mapped[bytes] = mapped_column(SealedBytes("investigation:archive"))


class ArchivePiece(Base):
    """One numbered piece of the file."""

    __tablename__ = "archive_pieces"

    case_id: Mapped[CaseId]
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    withheld: Mapped[str | None] = mapped_column(String(20))
    sign: Mapped[str] = mapped_column(String(80))
    """Its own number, where it has one."""
    title: Mapped[str] = mapped_column(SealedText("investigation:archive_title"))
    author: Mapped[str] = mapped_column(String(120))
    day: Mapped[date] = mapped_column(Date)
    first_page: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    drawn: Mapped[dict[str, Any]] = mapped_column(SealedJson("investigation:archive_drawn"))
    pdf: Mapped[bytes] = mapped_column(SealedBytes("investigation:archive_piece"))
