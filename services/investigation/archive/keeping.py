"""A case's file, with its supplements, as the desk shows and gives it out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, defer

from services.investigation import wording
from services.investigation.archive import arrivals, copies
from services.investigation.archive.folder import listed
from services.investigation.cabinet import NoSuchCase
from services.investigation.domain import archive as rules
from services.investigation.domain.archive import Arrival
from services.investigation.domain.case import Caller
from services.investigation.domain.traces import tells_number
from services.investigation.dossier import reads_sealed, sealed_versions
from services.investigation.folder import Folder
from services.investigation.models import Archive, ArchivePiece, Case, Supplement, SupplementPiece
from services.investigation.own import kept_from, lost
from services.investigation.words.archive import PIECES
from services.investigation.words.terms import DOCUMENTS
from shared.clock import china_day

Document = dict[str, Any]
Pieces = Sequence[ArchivePiece | SupplementPiece]
_PIECES: Mapping[type[ArchivePiece] | type[SupplementPiece], tuple[str, ...]] = {
    ArchivePiece: ("case_id", "number"),
    SupplementPiece: ("case_id", "serial", "number"),
}
"""By what each is told from the others."""


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
    without = given_without(session, pieces, folder, caller)
    return {
        "number": volume.number,
        "archived_at": volume.at.isoformat(),
        "archived_by": volume.by_name,
        "note": "" if without and tells_number(volume.note, without) else volume.note,
        "pages": volume.pages,
        "sha256": volume.sha256,
        "fingerprint": volume.fingerprint,
        "pieces": [listed(each) for each in pieces],
        "files": volume.files,
        "whole": without == set(),
        "in_part": bool(without),
    }


def _title(came: Arrival) -> str:
    """What came, in the reader's language."""
    if "heard" in came.detail:
        return wording.entry(came.detail["heard"], came.detail)
    title = {**DOCUMENTS, **PIECES}[came.kind]
    return wording.entry(title, came.detail)


def given_without(session: Session, pieces: Pieces, folder: Folder, caller: Caller) -> set[str] | None:
    """Without which numbers of complaints the caller is given it; none: all of it. None where it is not given
    at all: discipline matters are sealed within the body, and what was handled together is listed for who
    may see each of these. What accuses the body itself by now is told to nobody there, and the others' are
    not lost with it."""
    if not _reads_all(session, pieces, folder, caller):
        return None
    told = _told_of(session, pieces, folder, caller) if folder.case.own else set()
    return told if not told - lost(session, folder.case) else None


def _reads_all(session: Session, pieces: Pieces, folder: Folder, caller: Caller) -> bool:
    if reads_sealed(folder, caller):
        return True
    if any(each.withheld == rules.Withheld.DISCIPLINE for each in pieces):
        return False
    # The piece of its proposals has each version with the words on it, also of one that was not approved.
    proposals = any(each.kind == "proposals" for each in pieces)
    return not (proposals and sealed_versions(session, folder.case.id))


def _told_of(session: Session, pieces: Pieces, folder: Folder, caller: Caller) -> set[str]:
    """Of what a special binds and is kept from the caller, that of which one of the pieces tells."""
    away = kept_from(session, folder.case, caller)
    if not away:
        return set()
    told = "".join(json.dumps(each, ensure_ascii=False) for each in _drawn(session, pieces))
    return {number for number in away if tells_number(told, [number])}


def _drawn(session: Session, pieces: Pieces) -> Iterator[Any]:
    """What was set of them, which lists do without."""
    for kind, names in _PIECES.items():
        keys = [tuple(getattr(each, name) for name in names) for each in pieces if isinstance(each, kind)]
        mine = tuple_(*(getattr(kind, name) for name in names)).in_(keys)
        yield from session.scalars(select(kind.drawn).where(mine)) if keys else ()


def number(session: Session, folder: Folder) -> str | None:
    """The number of the file; None while it is not put away."""
    mine = select(Archive.number).where(Archive.case_id == folder.case.id)
    return session.scalar(mine) if folder.archived else None


def least_years(folder: Folder) -> int:
    """For how long the rule keeps the file of this case."""
    return rules.years(folder.measured_by)
