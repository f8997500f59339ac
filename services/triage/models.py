"""Triage's own tables: complaints as they are judged, each judgment, each decision, and who is barred."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.triage import (
    retention_models,  # noqa: F401
    rules_models,  # noqa: F401
    staff_models,  # noqa: F401
)
from services.triage.base import Base
from services.triage.registers import models as register_models  # noqa: F401 # and these
from services.triage.similar import models as similar_models  # noqa: F401
from services.triage.working_days import models as workday_models  # noqa: F401 # and these
from shared.database import Json, SealedJson, SealedText, Utc

__all__ = [
    "WORDS",
    "BarredParty",
    "Base",
    "Complaint",
    "Correction",
    "DecisionMade",
    "Designation",
    "Happening",
    "Judgment",
    "LetterIssued",
    "LetterSeries",
    "Objection",
    "Overdue",
]  # fmt: skip


WORDS = ("supplemented", "withdrawn", "rated", "recheck_requested")
"""Kinds of happenings that are words of the complainant."""
UNREAD = f"reading IS NULL AND kind IN {WORDS}"


class Complaint(Base):
    """One complaint on its way through triage. What other services said first may come before the
    complaint itself: until then only number and id are there, and nobody sees it."""

    __tablename__ = "complaint"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tracking_number: Mapped[str] = mapped_column(String(40), unique=True)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    """Grows with every change here; it is the ETag, and the version of what triage says."""
    state: Mapped[str] = mapped_column(String(24), default="expected")
    desk: Mapped[str | None] = mapped_column(String(20))
    """The body whose triage staff may see it; none: nobody inside may."""
    body: Mapped[str | None] = mapped_column(String(20))
    handled_by: Mapped[str | None] = mapped_column(String(20))
    """The body that has the case, while another desk looks at later words that accuse it."""
    decision: Mapped[str | None] = mapped_column(String(24))
    due: Mapped[date | None] = mapped_column(Date)
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    channel: Mapped[str] = mapped_column(String(20), default="web")
    identity: Mapped[str] = mapped_column(String(20), default="anonymous")
    contactable: Mapped[bool] = mapped_column(Boolean, default=False)
    received_at: Mapped[datetime | None] = mapped_column(Utc)
    received_at_division: Mapped[str | None] = mapped_column(String(20))
    accept_by: Mapped[date | None] = mapped_column(Date)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    rechecks: Mapped[int] = mapped_column(Integer, default=0)
    """How many requests for a recheck were judged."""
    withdrawal_judged: Mapped[bool] = mapped_column(Boolean, default=False)
    same_person: Mapped[str | None] = mapped_column(String(64), index=True)
    flags: Mapped[list[str]] = mapped_column(Json, default=list)
    statement: Mapped[str] = mapped_column(SealedText("triage.statement"), default="", deferred=True)
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.facts"), default=dict, deferred=True)
    """As they were handed in; never changed."""
    corrected: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("triage.corrected"), deferred=True)
    """The facts as the desk corrected them last; none where nobody did."""

    @property
    def known(self) -> dict[str, Any]:
        """The facts that judgments are made on."""
        return self.facts if self.corrected is None else self.corrected

    # Counts and searches of a desk are answered from the index alone.
    __table_args__ = (
        Index(None, "desk", "state", "due", postgresql_include=["id", "urgent", "tracking_number"]),
    )


class Judgment(Base):
    """An assessment as it was made, with the facts it was made on."""

    __tablename__ = "judgment"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    policy: Mapped[str] = mapped_column(String(40))
    overlay: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.overlay"))
    """What the system itself knew besides the facts that were handed in."""
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.judgment"))


class Correction(Base):
    """The facts as somebody at a desk corrected them, and why; never changed. The judgment of the same number
    was made on them."""

    __tablename__ = "correction"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.correction"))
    """reason, facts"""


class DecisionMade(Base):
    """What was decided, by whom and why."""

    __tablename__ = "decision"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    decision: Mapped[str] = mapped_column(String(24))
    body: Mapped[str | None] = mapped_column(String(20))
    confirmed: Mapped[bool] = mapped_column(Boolean)
    """Whether it is what the assessment proposed."""
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.decision"))
    """reason, text for the complainant, referrals"""


class Happening(Base):
    """What other services said about a complaint, under the event's id; never overwritten."""

    __tablename__ = "happening"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Utc)
    body: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(SealedText("triage.happening"), default="")
    day: Mapped[date | None] = mapped_column(Date)
    """The last day of the investigation as the case told it, where it told a new one; of an answer, the last
    one on which it can be contested."""
    beside: Mapped[bool | None] = mapped_column(Boolean)
    """Of an answer, or a case that was given up: whether another answer of the matter stands beside it
    (domain/rounds.py). Not known of what was heard before this was told, and of what is neither."""
    reading: Mapped[str | None] = mapped_column(String(8))
    """Of the complainant's words: whether whoever handles the case may read them (late_words.py)."""

    # Read by the hour, so that nothing waits unseen.
    __table_args__ = (
        Index(
            "ix_happening_unread",
            "complaint_id",
            postgresql_where=sql(UNREAD),
            sqlite_where=sql(UNREAD),
        ),
    )


class BarredParty(Base):
    """Someone who must never learn of a complaint, under a keyed hash: names of accused stay sealed."""

    __tablename__ = "barred_party"
    __table_args__ = (Index(None, "party", "complaint_id"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(32), primary_key=True)


class LetterIssued(Base):
    """A letter of referral as it was issued; never changed."""

    __tablename__ = "letter"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(80))
    addressee: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Utc)
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("triage.letter"))

    __table_args__ = (UniqueConstraint("body", "kind", "year", "serial"),)


class LetterSeries(Base):
    """The last number that a body gave to a kind of letter in a year."""

    __tablename__ = "letter_series"

    body: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class Objection(Base):
    """That a body said it was not in charge, and whom it named instead; once for each complaint."""

    __tablename__ = "objection"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    desk: Mapped[str] = mapped_column(String(20), index=True)
    superior: Mapped[str] = mapped_column(String(20))
    proposed: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    basis: Mapped[str] = mapped_column(SealedText("triage.objection"))


class Designation(Base):
    """Whom the common superior put in charge, and why; it stands."""

    __tablename__ = "designation"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    desk: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(80))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(SealedText("triage.designation"))


class Overdue(Base):
    """That a complaint was not decided by its day, told to a body above; once for each day and level."""

    __tablename__ = "overdue"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    due: Mapped[date] = mapped_column(Date, primary_key=True)
    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    desk: Mapped[str] = mapped_column(String(20))
    """Who was late."""
    superior: Mapped[str] = mapped_column(String(20), index=True)
