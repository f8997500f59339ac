"""Triage's tables for what belongs together: likeness of texts, ties between complaints, and clusters."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.triage.base import Base
from shared.database import SealedJson, SealedText, Utc
from shared.sealed import Digest


class Likeness(Base):
    """Under which keys a complaint stands in the index of texts, so that it can be taken out again."""

    __tablename__ = "likeness"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    desk: Mapped[str] = mapped_column(String(20))
    keys: Mapped[bytes] = mapped_column(Digest)


class LikenessKey(Base):
    """The index of texts: a keyed hash of a desk and of a band of a signature leads to complaints. The ids
    ascend in time, so the newest come last. No foreign key: that were twelve checks a complaint."""

    __tablename__ = "likeness_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)


class Tie(Base):
    """Two complaints that belong together; it is ended, never removed. A merger points to the one that is
    handled."""

    __tablename__ = "tie"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    """`link` or `merger`."""
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(SealedText("triage.tie"))
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by: Mapped[str | None] = mapped_column(String(80))
    ended_by_name: Mapped[str | None] = mapped_column(String(80))
    end_reason: Mapped[str | None] = mapped_column(SealedText("triage.tie"))


class Grievance(Base):
    """What a complaint shares with others on the same desk (a unit, a person, a category in a place), under
    a keyed hash; there only while it is open. Written before the complaint is, hence no foreign key."""

    __tablename__ = "grievance"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    received_on: Mapped[date] = mapped_column(Date)

    __table_args__ = (Index(None, "key", "received_on"),)


class Cluster(Base):
    """A proposal under art. 12, and what the head decided about it."""

    __tablename__ = "cluster"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    desk: Mapped[str] = mapped_column(String(20), index=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    proposed_at: Mapped[datetime] = mapped_column(Utc)
    about: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.cluster"))
    """What they share, in codes, and how many they were."""
    decision: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_by_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str | None] = mapped_column(SealedText("triage.cluster"))


class ClusterMember(Base):
    """A complaint in the evidence of a proposal."""

    __tablename__ = "cluster_member"

    cluster_id: Mapped[UUID] = mapped_column(ForeignKey("cluster.id"), primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True, index=True)
