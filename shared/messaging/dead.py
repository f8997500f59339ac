"""Events that can never be applied, kept with the reason in the service's own database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from shared.messaging.tables import dead_letter


@dataclass(frozen=True)
class DeadLetter:
    message_id: UUID
    name: str
    body: bytes
    reason: str


def bury(session: Session, letters: Sequence[DeadLetter]) -> None:
    """Keep `letters`, in the caller's transaction; one that is buried already stays as it is."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    rows = [
        {
            "message_id": letter.message_id,
            "name": letter.name,
            "body": letter.body,
            "reason": letter.reason,
            "died_at": datetime.now(UTC),
        }
        for letter in letters
    ]
    session.execute(insert(dead_letter).on_conflict_do_nothing(), rows)
