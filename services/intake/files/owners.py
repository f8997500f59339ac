"""Whose files: a draft's, under its own word, or a complaint's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.intake import pursuit, vault
from services.intake.domain.files import State
from services.intake.models import Attachment, DraftFileKey
from shared.work import Work

PURPOSE = "draft_file"


@dataclass(frozen=True)
class Owner:
    """Exactly one of the two."""

    complaint_id: UUID | None = None
    draft: str | None = None
    """The word that opens it; it is kept nowhere here."""

    @property
    def draft_hash(self) -> str | None:
        return vault.word_hash("draft", self.draft) if self.draft else None

    @property
    def mine(self) -> ColumnElement[bool]:
        if self.draft:
            return Attachment.draft_hash == self.draft_hash
        return Attachment.complaint_id == self.complaint_id

    def enter(self, work: Work) -> None:
        """Nobody else adds to it until the end of the work. Raises pursuit.NotOpen when it takes no more."""
        if self.complaint_id is not None:
            pursuit.may_add(work, self.complaint_id)

    def seal(self, row: Attachment, secret: dict[str, str], until: date) -> None:
        """Keep name and key of a file; a draft's until that day."""
        if self.draft:
            word = vault.seal_with(PURPOSE, self.draft, secret)
            row.in_draft = DraftFileKey(sealed=word, expires_on=until)
        else:
            row.secret = secret

    def open(self, row: Attachment) -> dict[str, str]:
        """Name and key of one of its files. Raises vault.Unreadable."""
        if self.draft and row.in_draft is not None:
            opened: dict[str, str] = vault.open_with(PURPOSE, self.draft, row.in_draft.sealed)
            return opened
        return row.secret or {}


def of_complaint(complaint_id: UUID) -> Owner:
    return Owner(complaint_id=complaint_id)


def of_draft(word: str) -> Owner:
    return Owner(draft=word)


def files_of(session: Session, owner: Owner) -> list[Attachment]:
    """All of its files, in the order in which they came; what was refused at the door is not among them."""
    return list(session.scalars(select(Attachment).where(owner.mine).order_by(Attachment.number)))


def find(session: Session, owner: Owner, file_id: UUID, *, lock: bool = False) -> Attachment | None:
    query = select(Attachment).where(owner.mine, Attachment.id == file_id)
    return session.scalar(query.with_for_update() if lock else query)


def finished(rows: list[Attachment]) -> list[Attachment]:
    return [row for row in rows if row.state != State.UPLOADING]


def hand_over(work: Work, draft: str, complaint_id: UUID) -> int:
    """In the transaction that keeps the complaint, its draft's files become its own; returns how many.

    What was not wholly sent stays behind and is forgotten.
    """
    before = of_draft(draft)
    handed = finished(files_of(work.session, before))
    for row in handed:
        row.secret, row.in_draft = before.open(row), None
        row.complaint_id, row.draft_hash = complaint_id, None
        row.due_at = work.now
    return len(handed)
