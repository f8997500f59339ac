"""A case's file, with its supplements, as the desk shows and gives it out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from services.investigation import wording
from services.investigation.archive import arrivals, copies
from services.investigation.archive.folder import listed
from services.investigation.cabinet import NoSuchCase
from services.investigation.domain import archive as rules
from services.investigation.domain.archive import Arrival
from services.investigation.domain.case import Caller
from services.investigation.dossier import reads_sealed, sealed_versions
from services.investigation.folder import Folder
from services.investigation.models import Archive, ArchivePiece, Case, Supplement, SupplementPiece
from services.investigation.own import kept_from
from services.investigation.words.archive import PIECES
from services.investigation.words.terms import DOCUMENTS
from shared.clock import china_day

Document = dict[str, Any]
Pieces = Sequence[ArchivePiece | SupplementPiece]
_PIECES = (ArchivePiece, SupplementPiece)


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


_HEAVY = {Archive: ("pdf", "front"), Supplement: ("pdf", "front")}
_HEAVY |= {ArchivePiece: ("pdf", "drawn"), SupplementPiece: ("pdf", "drawn")}
_LISTED: Mapping[Any, Sequence[Any]] = {
    kind: [defer(getattr(kind, name), raiseload=True) for name in heavy] for kind, heavy in _HEAVY.items()
}
"""A list needs neither the bytes of each piece nor what was set: sealed, and much of it."""


def find(session: Session, case: Case) -> Kept:
    """The file with all that belongs to it. Raises NoSuchCase while there is none."""
    return _found(session, case, {})


def _found(session: Session, case: Case, without: Mapping[Any, Sequence[Any]]) -> Kept:
    def rows(kind: Any, *order: Any) -> list[Any]:
        mine = select(kind).where(kind.case_id == case.id).order_by(*order)
        return list(session.scalars(mine.options(*without.get(kind, ()))))

    archive = session.get(Archive, case.id, options=without.get(Archive, ()))
    if archive is None:
        raise NoSuchCase(case.id)
    added = rows(SupplementPiece, SupplementPiece.serial, SupplementPiece.number)
    return Kept(
        archive,
        rows(ArchivePiece, ArchivePiece.number),
        [
            Added(each, [piece for piece in added if piece.serial == each.serial])
            for each in rows(Supplement, Supplement.serial)
        ],
    )


def shown(session: Session, folder: Folder, caller: Caller) -> Document | None:
    """The file in words and numbers; None while it is not put away."""
    if not folder.archived:
        return None
    kept = _found(session, folder.case, _LISTED)
    archive, gone = kept.archive, copies.gone_at(session, folder.case.id)
    return {
        **_shown(session, archive, kept.pieces, folder, caller),
        "years": archive.years,
        "keep_until": archive.keep_until.isoformat(),
        "supplements": [
            {
                "serial": each.supplement.serial,
                **_shown(session, each.supplement, each.pieces, folder, caller),
            }
            for each in kept.added
        ],
        "unfiled": [
            {"kind": each.kind, "day": china_day(each.at).isoformat(), "title": _title(each)}
            for each in arrivals.since(session, folder)
        ],
        "copies": copies.shown(session, folder.case.id),
        "copies_gone_at": gone.isoformat() if gone else None,
    }


def _shown(
    session: Session, volume: Archive | Supplement, pieces: Pieces, folder: Folder, caller: Caller
) -> Document:
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
        "whole": gives_whole(session, pieces, folder, caller),
    }


def _title(came: Arrival) -> str:
    """What came, in the reader's language."""
    if "heard" in came.detail:
        return wording.entry(came.detail["heard"], came.detail)
    title = {**DOCUMENTS, **PIECES}[came.kind]
    return wording.entry(title, came.detail)


def gives_whole(session: Session, pieces: Pieces, folder: Folder, caller: Caller) -> bool:
    """Whether the caller may have all of it: discipline matters are sealed within the body, and what was
    handled together is listed for who may see each of these."""
    if any(each.kind == "bound" for each in pieces) and _tells_of_others(session, folder, caller):
        return False
    if reads_sealed(folder, caller):
        return True
    if any(each.withheld == rules.Withheld.DISCIPLINE for each in pieces):
        return False
    # The piece of its proposals has each version with the words on it, also of one that was not approved.
    proposals = any(each.kind == "proposals" for each in pieces)
    return not (proposals and sealed_versions(session, folder.case.id))


def _tells_of_others(session: Session, folder: Folder, caller: Caller) -> bool:
    """Whether a list of what was handled together tells of one that is kept from the caller."""
    away, case = kept_from(session, folder.case, caller), folder.case
    if not away:
        return False
    lists = (select(each.drawn).where(each.case_id == case.id, each.kind == "bound") for each in _PIECES)
    told = "".join(json.dumps(each, ensure_ascii=False) for query in lists for each in session.scalars(query))
    return any(number in told for number in away)


def number(session: Session, folder: Folder) -> str | None:
    """The number of the file; None while it is not put away."""
    mine = select(Archive.number).where(Archive.case_id == folder.case.id)
    return session.scalar(mine) if folder.archived else None


def least_years(folder: Folder) -> int:
    """For how long the rule keeps the file of this case."""
    return rules.years(folder.measured_by)
