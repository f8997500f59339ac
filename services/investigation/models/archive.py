"""The file of a case as it was put away, and supplements to it: list, pages and bytes; never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseId
from shared.database import Json, SealedBytes, SealedJson, SealedText, Utc


class Volume:
    """What a file and a supplement both say. `fingerprint` is the SHA-256 of the list of its pieces' hashes,
    as in the folder."""

    number: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
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


class NumberedPiece:
    """One numbered piece of a file or supplement."""

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


class Archive(Volume, Base):
    """One case's file."""

    __tablename__ = "archives"
    __table_args__ = (UniqueConstraint("body", "year", "serial"),)

    case_id: Mapped[CaseId]
    body: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    years: Mapped[int] = mapped_column(Integer)
    keep_until: Mapped[date] = mapped_column(Date)
    covers: Mapped[list[str] | None] = mapped_column(Json)
    """Names of all that is in it (`archive.arrivals`); None of one from before supplements were made."""
    up_to: Mapped[int | None] = mapped_column(Integer)
    """The version of the case with which its course ends."""


class ArchivePiece(NumberedPiece, Base):
    """One numbered piece of the file."""

    __tablename__ = "archive_pieces"

    case_id: Mapped[CaseId]
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class Supplement(Volume, Base):
    """What came since the file, or the supplement before, was put away."""

    __tablename__ = "supplements"

    case_id: Mapped[CaseId]
    serial: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """Counts within the file."""
    covers: Mapped[list[str]] = mapped_column(Json)
    up_to: Mapped[int] = mapped_column(Integer)


class SupplementPiece(NumberedPiece, Base):
    """One numbered piece of a supplement."""

    __tablename__ = "supplement_pieces"

    case_id: Mapped[CaseId]
    serial: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
