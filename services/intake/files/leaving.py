"""Letting a file go: nobody owns it from now on; the rounds delete its bytes and then its row."""

from datetime import datetime

from services.intake.domain.files import State
from services.intake.models import Attachment


def abandon(row: Attachment, now: datetime) -> None:
    row.complaint_id = row.draft_hash = None
    row.state, row.due_at = State.UPLOADING, now
