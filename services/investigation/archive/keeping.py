"""A case's file as the desk shows and gives it out."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.archive.folder import listed
from services.investigation.cabinet import NoSuchCase
from services.investigation.domain import archive as rules
from services.investigation.domain.case import Caller
from services.investigation.dossier import reads_sealed
from services.investigation.folder import Folder
from services.investigation.models import Archive, ArchivePiece, Case

Document = dict[str, Any]


def find(session: Session, case: Case) -> tuple[Archive, list[ArchivePiece]]:
    """The file with its pieces. Raises NoSuchCase while there is none."""
    archive = session.get(Archive, case.id)
    if archive is None:
        raise NoSuchCase(case.id)
    mine = select(ArchivePiece).where(ArchivePiece.case_id == case.id).order_by(ArchivePiece.number)
    return archive, list(session.scalars(mine))


def shown(session: Session, folder: Folder, caller: Caller) -> Document | None:
    """The file in words and numbers; None while it is not put away."""
    if not folder.archived:
        return None
    archive, pieces = find(session, folder.case)
    return {
        "number": archive.number,
        "archived_at": archive.at.isoformat(),
        "archived_by": archive.by_name,
        "years": archive.years,
        "keep_until": archive.keep_until.isoformat(),
        "note": archive.note,
        "pages": archive.pages,
        "sha256": archive.sha256,
        "fingerprint": archive.fingerprint,
        "pieces": [listed(each) for each in pieces],
        "files": archive.files,
        "whole": gives_whole(pieces, folder, caller),
    }


def gives_whole(pieces: Iterable[ArchivePiece], folder: Folder, caller: Caller) -> bool:
    """Whether the caller may have all of it: discipline matters are sealed within the body."""
    sealed = any(each.withheld == rules.Withheld.DISCIPLINE for each in pieces)
    return not sealed or reads_sealed(folder, caller)


def number(session: Session, folder: Folder) -> str | None:
    """The number of the file; None while it is not put away."""
    mine = select(Archive.number).where(Archive.case_id == folder.case.id)
    return session.scalar(mine) if folder.archived else None


def least_years(folder: Folder) -> int:
    """For how long the rule keeps the file of this case."""
    return rules.years(each.code for each in folder.outcomes)
