"""A body's own system: its key, what it was told of which case, and how its reports were answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.domain.bodies import Seen
from services.investigation.models.base import Base, Id
from shared.database import SealedJson, Utc

STANDS = text("ended_at IS NULL")
RUNS = text("standing = 'running'")


class BodyLink(Base):
    """That a body takes cases from a queue of its own, since when and until when; one at a time."""

    __tablename__ = "body_links"
    __table_args__ = (
        Index("uq_body_links_standing", "body", unique=True, postgresql_where=STANDS, sqlite_where=STANDS),
    )

    id: Mapped[Id]
    body: Mapped[str] = mapped_column(String(20))
    account: Mapped[str] = mapped_column(String(80))
    """Its user name at the broker, which the broker vouches for with each message."""
    public_key: Mapped[str] = mapped_column(String(64))
    """32 bytes in hex: for what is sealed for it."""
    at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def division(self) -> str:
        return self.body.partition("-")[2]


class BodyTold(Base):
    """Up to which version a body's system knows a case; `standing` is a value of `domain.bodies.Standing`."""

    __tablename__ = "body_told"
    __table_args__ = (
        Index(
            "ix_body_told_running",
            "link_id",
            "case_id",
            postgresql_where=RUNS,
            sqlite_where=RUNS,
        ),
        # A desk asks at each view of its list what was told since its queue was empty.
        Index("ix_body_told_since", "link_id", "at"),
    )

    link_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey(BodyLink.id), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    """How many letters told of it: each has its number, for they may arrive in another order."""
    standing: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Utc)


class BodyReport(Base):
    """A report that was answered: it takes effect once, and whoever asks again reads the same answer."""

    __tablename__ = "body_reports"

    link_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey(BodyLink.id), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    digest: Mapped[str] = mapped_column(String(32))
    """A keyed hash of what came, so that another report under the same id is noticed."""
    answer: Mapped[dict[str, Any]] = mapped_column(SealedJson("investigation:body_answer"))


class BodyQueue(Base):
    """How the queue of a body's system stood when the house looked last, as `domain.bodies.Seen` has it."""

    __tablename__ = "body_queues"

    link_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey(BodyLink.id), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    letters: Mapped[int] = mapped_column(Integer)
    empty_at: Mapped[datetime] = mapped_column(Utc)
    taken_at: Mapped[datetime] = mapped_column(Utc)
    marked_at: Mapped[datetime] = mapped_column(Utc)
    marked: Mapped[int] = mapped_column(Integer)
    grew: Mapped[bool] = mapped_column(Boolean)

    @property
    def seen(self) -> Seen:
        return Seen(
            self.at, self.letters, self.empty_at, self.taken_at, self.marked_at, self.marked, self.grew
        )
