"""What was heard of a complaint and may be read: one predicate, put into every query for notices.

Of what waits for triage's word nothing shows, not even that there is something: who reads that a letter is
looked at elsewhere knows that it accuses them.
"""

from sqlalchemy import ColumnElement, exists, or_, true

from services.investigation.models import Notice, PassedWords
from services.investigation.sight import party_index


def readable(body: str | None) -> ColumnElement[bool]:
    """Notices that those who handle the case at this body may know of; of any body, where they are only
    counted."""
    kept_from = PassedWords.kept_from.contains(party_index(body)) if body else ~true()
    passed = exists().where(PassedWords.said_id == Notice.id, ~kept_from)
    return or_(Notice.held.is_(False), passed)
