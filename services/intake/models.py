"""Intake's own tables. Who complained stands apart from what was complained about, each under its own key."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.intake import base
from services.intake import hotline_models as hotline_models  # their tables belong to the same metadata
from services.intake import order_models as order_models
from services.intake import retention_models as retention_models
from shared.database import Json, SealedJson, SealedText, Utc
from shared.sealed import Hashed, UnderWord

Base = base.Base


class Complaint(Base):
    """One complaint as it was handed in; it is never edited, only followed by messages and facts."""

    __tablename__ = "complaint"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tracking_number: Mapped[str] = mapped_column(String(14), unique=True)
    receipt_hash: Mapped[str] = mapped_column(String(32))
    fingerprint: Mapped[str] = mapped_column(String(32))
    """Keyed hash of all that was submitted: tells a repetition from a different complaint."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    channel: Mapped[str] = mapped_column(String(20))
    identity: Mapped[str] = mapped_column(String(20))
    contactable: Mapped[bool] = mapped_column(Boolean)
    received_at: Mapped[datetime] = mapped_column(Utc)
    """When it reached the bureau: from then the clocks count."""
    entered_at: Mapped[datetime | None] = mapped_column(Utc)
    """When it was entered here, where that was later: a letter had lain there, an order was on its way."""
    dated_on: Mapped[date | None] = mapped_column(Date)
    """The day that stands on the paper itself."""
    accept_by: Mapped[date] = mapped_column(Date)
    statement: Mapped[str] = mapped_column(SealedText("intake.statement"), deferred=True)
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.facts"), deferred=True)
    assessed_at: Mapped[datetime | None] = mapped_column(Utc)
    """Until triage has said who is barred, no seat sees it again."""
    seat: Mapped[str | None] = mapped_column(String(20))
    """The hotline seat's department, where one took it."""
    call: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("intake.call"), deferred=True)
    external_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    """Keyed hash of the work order it came from: the same order twice is one complaint."""

    __table_args__ = (Index(None, "seat", "received_at"),)


class IdentityRecord(Base):
    """Who complained. There is no row for anonymous complaints."""

    __tablename__ = "identity"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    complainant: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.identity"))
    contact_hash: Mapped[str | None] = mapped_column(String(32), index=True)
    """Keyed hash of the normalised contact, by which the same person is found without being named."""
    called_from: Mapped[str | None] = mapped_column(String(32), index=True)
    """Likewise of the number they rang from, where they gave their name openly; nobody else's is kept."""


class Message(Base):
    """One message between the complainant and the body, either way."""

    __tablename__ = "message"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    sender: Mapped[str] = mapped_column(String(12))
    """`complainant` or `body`."""
    body_name: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(SealedText("intake.message"))
    said_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The event that told of it, where others read it only when triage has passed its words."""


class PassedWords(Base):
    """Triage's word that what a complainant wrote may be read by those who handle it; the newest counts."""

    __tablename__ = "passed_words"

    said_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    version: Mapped[int] = mapped_column(Integer)
    kept: Mapped[bool] = mapped_column(Boolean)
    """Whether a body that had the complaint before does not read them."""


class Notice(Base):
    """A notice to the complainant as it was issued, without its addressee; never changed."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(20))
    paper: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.notice"))


class ProgressFact(Base):
    """One fact heard or made here; status and timeline are derived from all of a complaint's facts."""

    __tablename__ = "progress_fact"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[UUID | None] = mapped_column(Uuid)
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.progress"))


class Barred(Base):
    """A party that must never learn of the complaint, under a keyed hash: names of accused stay sealed. Rows
    are only ever added."""

    __tablename__ = "barred"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    party: Mapped[str] = mapped_column(Hashed("intake.barred"), primary_key=True)


class Draft(Base):
    """A form not yet sent, under a key that only its unguessable link holds."""

    __tablename__ = "draft"

    token_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(UnderWord("expires_on"))
    expires_on: Mapped[date] = mapped_column(Date, index=True)


class Attachment(Base):
    """One file: with a draft at first, then with its complaint. Its bytes lie in the file store."""

    __tablename__ = "attachment"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    complaint_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    draft_hash: Mapped[str | None] = mapped_column(String(32), index=True)
    number: Mapped[int] = mapped_column(Integer)
    """Within its complaint; others call it by this and its kind."""
    state: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str | None] = mapped_column(String(8))
    size: Mapped[int] = mapped_column(Integer)
    received: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    secret: Mapped[dict[str, str] | None] = mapped_column(SealedJson("intake.file"))
    """Name and key; of a draft's file they stand under the draft's own word instead."""
    in_draft: Mapped["DraftFileKey | None"] = relationship(cascade="all, delete-orphan")
    refusal: Mapped[str | None] = mapped_column(String(16))
    scan: Mapped[str] = mapped_column(String(8))
    copy: Mapped[str] = mapped_column(String(12))
    copy_kind: Mapped[str | None] = mapped_column(String(8))
    copy_size: Mapped[int] = mapped_column(Integer, default=0)
    previews: Mapped[list[int]] = mapped_column(Json, default=list)
    """The size of each."""
    notes: Mapped[list[str]] = mapped_column(Json, default=list)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    """When the house has something to do with it next: look at it, or forget an upload that was left."""
    added_at: Mapped[datetime] = mapped_column(Utc)


class DraftFileKey(Base):
    """Name and key of a file not handed in yet, under the draft's word, as everything in a draft is."""

    __tablename__ = "draft_file_key"

    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(UnderWord("expires_on"))
    expires_on: Mapped[date] = mapped_column(Date)


class OriginalReading(Base):
    """Somebody of the staff opened an original, and why."""

    __tablename__ = "original_reading"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid)
    staff_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    reason: Mapped[str] = mapped_column(SealedText("intake.reading"))


class Holder(Base):
    """The body that has the complaint at one stage (triage, investigation); the newest word counts."""

    __tablename__ = "holder"

    complaint_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    body: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)


class IdentityLook(Base):
    """Somebody asked, with a reason, to see who complained; what the custodian said; when it was seen."""

    __tablename__ = "identity_look"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), index=True)
    body: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[UUID] = mapped_column(Uuid)
    staff_name: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(SealedText("intake.look"))
    asked_at: Mapped[datetime] = mapped_column(Utc)
    custodian: Mapped[str] = mapped_column(String(20), index=True)
    """The body whose custodian decides, or is told where no decision is needed."""
    granted: Mapped[bool | None] = mapped_column(Boolean)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    """Nobody where the complainant gave the name openly."""
    answer: Mapped[str | None] = mapped_column(SealedText("intake.look"))
    looked_at: Mapped[datetime | None] = mapped_column(Utc)


class ProofKey(Base):
    """The public half of a key that proofs of receipt were signed with. Rows are only ever added."""

    __tablename__ = "proof_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public: Mapped[str] = mapped_column(SealedText("intake.proof_key"))
    """32 bytes in hex: no secret, but sealed, so that nobody without the master key can add one."""
    since: Mapped[datetime] = mapped_column(Utc)


class NewsContact(Base):
    """Where a complainant wants to be told that there is news. It needs an identity, and goes with it."""

    __tablename__ = "news_contact"

    complaint_id: Mapped[UUID] = mapped_column(
        ForeignKey("identity.complaint_id", ondelete="CASCADE"), primary_key=True
    )
    way: Mapped[str] = mapped_column(String(8))
    """`email` or `sms`."""
    address: Mapped[str] = mapped_column(SealedText("intake.news"))
    asked_at: Mapped[datetime] = mapped_column(Utc)
    failed_at: Mapped[datetime | None] = mapped_column(Utc)
    """When the house gave up telling it the last time."""


class NewsWaiting(Base):
    """There is news that its complainant has not been told of; one row, however much there is."""

    __tablename__ = "news_waiting"

    complaint_id: Mapped[UUID] = mapped_column(
        ForeignKey("news_contact.complaint_id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(Integer)
    """Counts the news, so that what comes while a message is being sent is not lost."""
    attempts: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column(Utc, index=True)


class SendingLine(Base):
    """When the next place is free in a line of those who wait, in a crowd, without a script."""

    __tablename__ = "sending_line"

    line: Mapped[str] = mapped_column(String(4), primary_key=True)
    free_at: Mapped[datetime] = mapped_column(Utc)
