"""Gathering: what of a case can go from one hand to another, in the words of its file."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain.custody import Piece
from services.investigation.domain.records import RecordKind
from services.investigation.evidence import keeping
from services.investigation.filing_forms import file_name
from services.investigation.folder import Folder
from services.investigation.joined import files_of_case
from services.investigation.models import Case, Record
from services.investigation.replies import official
from shared.i18n import N_

EXHIBIT = N_("Piece of evidence no. %(number)s: %(item)s")
EARLIER = N_("Piece of evidence no. %(number)s of %(body)s: %(item)s")
FILE = N_("Evidence file no. %(number)s, with %(exhibit)s")
ORIGINAL = N_("Complainant's file %(name)s (SHA-256 %(hash)s)")
HASH = 12
"""So much of a hash tells one file of a case from another."""


def of_case(session: Session, folder: Folder) -> list[Piece]:
    """Its pieces of evidence with their files, those that were handed over with it, and what the complainant
    sent. No file is called by its own name: that may tell who complained."""
    cases = [folder.case, *folder.before]
    return [*(piece for case in cases for piece in _of(session, case, folder.case)), *_sent(session, folder)]


def _of(session: Session, case: Case, here: Case) -> Iterator[Piece]:
    mine = select(Record).where(Record.case_id == case.id, Record.kind == RecordKind.EXHIBIT)
    files: dict[UUID | None, list[Piece]] = {}
    names: dict[UUID | None, str] = {}
    came: dict[UUID | None, str] = {}
    rows = [each for each in session.scalars(mine.order_by(Record.number)) if each.contents]
    for row in rows:
        words, body = (EXHIBIT, {}) if case is here else (EARLIER, {"body": case.body_name})
        names[row.id] = official(words, number=row.number, item=row.contents["item"], **body)
        came[row.id] = row.contents["day"]
    for each in keeping.kept(session, case.id):
        if each.record_id in names:
            name = official(FILE, number=each.number, exhibit=names[each.record_id])
            files.setdefault(each.record_id, []).append(Piece(each.id, name, obtained=came[each.record_id]))
    for row in rows:
        number, item = (row.number, row.contents["item"]) if case is here else (None, "")
        back = (row.ending or {}).get("receipt_day", "")
        yield Piece(row.id, names[row.id], number, item, came[row.id], back)
        yield from files.get(row.id, ())


def _sent(session: Session, folder: Folder) -> Iterator[Piece]:
    for each in files_of_case(session, folder.case):
        yield Piece(UUID(each["id"]), official(ORIGINAL, name=file_name(each), hash=each["sha256"][:HASH]))
