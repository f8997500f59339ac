"""A case's file, with its supplements, as the desk shows and gives it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.archive import arrivals
from services.investigation.archive.folder import listed
from services.investigation.cabinet import NoSuchCase
from services.investigation.domain import archive as rules
from services.investigation.domain.archive import Arrival
from services.investigation.domain.case import Caller
from services.investigation.dossier import reads_sealed
from services.investigation.folder import Folder
from services.investigation.models import Archive, ArchivePiece, Case, Supplement, SupplementPiece
from services.investigation.words.archive import PIECES
from services.investigation.words.terms import DOCUMENTS
from shared.clock import china_day

Document = dict[str, Any]
Pieces = Sequence[ArchivePiece | SupplementPiece]


@dataclass(frozen=True)
class Added:
    """A supplement with its pieces."""

    supplement: Supplement
    pieces: Sequence[SupplementPiece]


@dataclass(frozen=True)
class Kept:
    """The file with its pieces, and what was added to it."""

    archive: Archive
    pieces: Sequence[ArchivePiece]
    added: Sequence[Added]

    @property
    def all_pieces(self) -> Pieces:
        return [*self.pieces, *(piece for each in self.added for piece in each.pieces)]


def find(session: Session, case: Case) -> Kept:
    """The file with all that belongs to it. Raises NoSuchCase while there is none."""
    archive = session.get(Archive, case.id)
    if archive is None:
        raise NoSuchCase(case.id)
    mine = select(ArchivePiece).where(ArchivePiece.case_id == case.id).order_by(ArchivePiece.number)
    later = select(Supplement).where(Supplement.case_id == case.id).order_by(Supplement.serial)
    theirs = select(SupplementPiece).where(SupplementPiece.case_id == case.id)
    added = list(session.scalars(theirs.order_by(SupplementPiece.serial, SupplementPiece.number)))
    return Kept(
        archive,
        list(session.scalars(mine)),
        [
            Added(each, [piece for piece in added if piece.serial == each.serial])
            for each in session.scalars(later)
        ],
    )


def shown(session: Session, folder: Folder, caller: Caller) -> Document | None:
    """The file in words and numbers; None while it is not put away."""
    if not folder.archived:
        return None
    kept = find(session, folder.case)
    archive = kept.archive
    return {
        **_shown(archive, kept.pieces, folder, caller),
        "years": archive.years,
        "keep_until": archive.keep_until.isoformat(),
        "supplements": [
            {"serial": each.supplement.serial, **_shown(each.supplement, each.pieces, folder, caller)}
            for each in kept.added
        ],
        "unfiled": [
            {"kind": each.kind, "day": china_day(each.at).isoformat(), "title": _title(each)}
            for each in arrivals.since(session, folder)
        ],
    }


def _shown(volume: Archive | Supplement, pieces: Pieces, folder: Folder, caller: Caller) -> Document:
    return {
        "number": volume.number,
        "archived_at": volume.at.isoformat(),
        "archived_by": volume.by_name,
        "note": volume.note,
        "pages": volume.pages,
        "sha256": volume.sha256,
        "fingerprint": volume.fingerprint,
        "pieces": [listed(each) for each in pieces],
        "files": volume.files,
        "whole": gives_whole(pieces, folder, caller),
    }


def _title(came: Arrival) -> str:
    """What came, in the reader's language."""
    if "heard" in came.detail:
        return wording.entry(came.detail["heard"], came.detail)
    title = {**DOCUMENTS, **PIECES}[came.kind]
    return wording.entry(title, came.detail)


def gives_whole(pieces: Pieces, folder: Folder, caller: Caller) -> bool:
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
