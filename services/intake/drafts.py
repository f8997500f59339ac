"""Forms not yet sent: kept under a key that only the unguessable word in the citizen's hands gives."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.intake import vault
from services.intake.domain.files import DRAFT_DAYS
from services.intake.files.leaving import abandon
from services.intake.models import Attachment, Draft, DraftFileKey
from shared.work import Work

KEPT_DAYS = DRAFT_DAYS

Values = dict[str, Any]


@dataclass
class Sheet:
    """What was typed so far, by step; each step holds its fields as they were typed."""

    token: str
    steps: dict[str, Values] = field(default_factory=dict)
    respondents: list[Values] = field(default_factory=list)
    ticket: str | None = None
    expires_on: date | None = None
    begun_at: datetime | None = None
    """When it was first kept."""

    def said(self, step: str, name: str) -> Any:
        return self.steps.get(step, {}).get(name)

    @property
    def empty(self) -> bool:
        return not self.steps and not self.respondents


def begin() -> Sheet:
    """A sheet that is not kept yet."""
    return Sheet(vault.token())


def load(session: Session, token: str) -> Sheet | None:
    """What was kept under this word, if it still is."""
    row = session.get(Draft, vault.word_hash("draft", token))
    if row is None:
        return None
    try:
        kept = vault.open_with("draft", token, row.sealed)
    except vault.Unreadable:
        # Sealed under a master key that has been retired: nobody can read it any more.
        return None
    begun = datetime.fromisoformat(kept["begun"]) if "begun" in kept else None
    return Sheet(token, kept["steps"], kept["respondents"], kept["ticket"], row.expires_on, begun)


def keep(work: Work, sheet: Sheet) -> None:
    """Keep the sheet for another two weeks; forget those whose time is over."""
    _forget_old(work)
    sheet.expires_on = work.today + timedelta(days=KEPT_DAYS)
    sheet.begun_at = sheet.begun_at or work.now
    kept = {
        "steps": sheet.steps,
        "respondents": sheet.respondents,
        "ticket": sheet.ticket,
        "begun": sheet.begun_at.isoformat(),
    }
    row = Draft(
        token_hash=vault.word_hash("draft", sheet.token),
        sealed=vault.seal_with("draft", sheet.token, kept),
        expires_on=sheet.expires_on,
    )
    work.session.merge(row)
    files = select(Attachment.id).where(Attachment.draft_hash == row.token_hash)
    keys = update(DraftFileKey).where(DraftFileKey.attachment_id.in_(files))
    work.session.execute(keys.values(expires_on=sheet.expires_on))


def discard(work: Work, token: str) -> None:
    """Forget the draft, and the files that were not handed over from it."""
    _forget(work, [vault.word_hash("draft", token)])


def _forget(work: Work, hashes: list[str]) -> None:
    work.session.execute(delete(Draft).where(Draft.token_hash.in_(hashes)))
    work.session.flush()
    for row in work.session.scalars(select(Attachment).where(Attachment.draft_hash.in_(hashes))):
        abandon(row, work.now)


def _forget_old(work: Work) -> None:
    # A few at a time, passing over rows that another transaction is forgetting just now.
    old = select(Draft.token_hash).where(Draft.expires_on < work.today).limit(50)
    found = list(work.session.scalars(old.with_for_update(skip_locked=True)))
    if found:
        _forget(work, found)
