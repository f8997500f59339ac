"""A file as a folder that a court can check without us: pieces, hash lists, the list for programs (ZIP)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

import structlog

from services.investigation.models import Archive, ArchivePiece, Supplement, SupplementPiece
from services.investigation.replies import official
from services.investigation.words.archive import (
    COURT_README,
    NOT_THERE,
    PART_README,
    README,
    SUPPLEMENT_README,
)
from shared.files.sealed import Tampered
from shared.files.store import Missing
from shared.files.zipped import Zipped

log = structlog.get_logger("files")

Files = Mapping[str, bytes]
LIST = "SHA256SUMS"
"""The hashes of all that is in the folder."""
MISSING = "MISSING.txt"
"""What belongs in it and could not be read, where there is any."""


def piece_name(number: int, kind: str) -> str:
    """Letters that every system can write."""
    return f"pieces/{number:03}-{kind.replace('_', '-')}.pdf"


def hash_list(pieces: Iterable[tuple[int, str, str]]) -> bytes:
    """What `sha256sum -c` reads."""
    return "".join(f"{digest}  {piece_name(number, kind)}\n" for number, kind, digest in pieces).encode()


def listed(piece: ArchivePiece | SupplementPiece) -> dict[str, Any]:
    """A piece as programs read it."""
    return {
        "number": piece.number,
        "kind": piece.kind,
        "document_number": piece.sign or None,
        "title": piece.title,
        "author": piece.author,
        "day": piece.day.isoformat(),
        "first_page": piece.first_page,
        "pages": piece.pages,
        "sha256": piece.sha256,
        "withheld": piece.withheld,
    }


class Readable(Protocol):
    """What goes along bit by bit. Raises Missing, StoreAway, Tampered."""

    size: int

    def sha256(self) -> str:
        """Of all of it, read anew."""

    def between(self, start: int, stop: int) -> Iterator[bytes]:
        """What stands there."""

    def forget(self) -> None:
        """Hold nothing of it in memory until it is read again."""


@dataclass(frozen=True)
class Attached:
    """A file that goes along as it came, read only while the folder is sent."""

    key: str
    """By which the store knows it."""
    name: str
    sha256: str
    reader: Readable

    def whole(self) -> bool:
        """Whether all of it can be read as it was kept: half of one is not given. Raises StoreAway."""
        try:
            return self.reader.sha256() == self.sha256
        except (Missing, Tampered):
            return False

    def chunks(self) -> Iterator[bytes]:
        yield from self.reader.between(0, self.reader.size)
        self.reader.forget()


def whole(
    archive: Archive,
    pieces: Sequence[ArchivePiece],
    evidence: Sequence[Attached],
    copies: Sequence[Attached] = (),
) -> dict[str, bytes]:
    """The file as it was put away, by names: the same bytes each time while no copies come to it. `evidence`
    and `copies` are told of in it and sent after it (`sent`)."""
    manifest = {
        "keep_until": archive.keep_until.isoformat(),
        "evidence": [_told(each) for each in evidence],
        "copies": [_told(each) for each in copies],
    }
    readme = official(README, number=archive.number)
    return _volume(archive, pieces, manifest, readme, [*evidence, *copies])


def _told(each: Attached) -> dict[str, Any]:
    return {"file": each.name, "size": each.reader.size, "sha256": each.sha256}


def supplement(
    added: Supplement, pieces: Sequence[SupplementPiece], to: Archive, before: Supplement | None
) -> dict[str, bytes]:
    """A supplement as a folder of its own within the file's, with a list of hashes of its own: those of the
    file stay as they are."""
    manifest = {
        "supplement": added.serial,
        "supplement_to": {"number": to.number, "fingerprint": to.fingerprint},
        "before": {"number": before.number, "fingerprint": before.fingerprint} if before else None,
    }
    readme = official(SUPPLEMENT_README, number=added.number, to=to.number)
    inside = _volume(added, pieces, manifest, readme)
    return {f"{folder_name(added)}/{name}": data for name, data in inside.items()}


def folder_name(added: Supplement) -> str:
    return f"supplement-{added.serial}"


def _volume(
    volume: Archive | Supplement,
    pieces: Sequence[ArchivePiece | SupplementPiece],
    besides: Mapping[str, Any],
    readme: str,
    along: Sequence[Attached] = (),
) -> dict[str, bytes]:
    manifest = {
        "number": volume.number,
        "archived_at": volume.at.isoformat(),
        "archived_by": volume.by_name,
        "pages": volume.pages,
        "volume_sha256": volume.sha256,
        "fingerprint": volume.fingerprint,
        "pieces": [{**listed(each), "file": piece_name(each.number, each.kind)} for each in pieces],
        "files": volume.files,
        **besides,
    }
    sums = "".join(f"{each['sha256']}  {each['name']}\n" for each in volume.files)
    inside = {
        "README.txt": readme.encode(),
        "volume.pdf": volume.pdf,
        "manifest.json": _json(manifest),
        "PIECES.sha256": hash_list((each.number, each.kind, each.sha256) for each in pieces),
        **({"files/SHA256SUMS": sums.encode()} if volume.files else {}),
        **{piece_name(each.number, each.kind): each.pdf for each in pieces},
    }
    return inside | {LIST: _sums({name: sha256(data).hexdigest() for name, data in inside.items()}, along)}


@dataclass(frozen=True)
class Copy:
    """Of a file, or of a supplement to it, what a court is given as one and piece by piece, and what not."""

    folder: str
    volume: Archive | Supplement
    pdf: bytes
    given: Sequence[ArchivePiece | SupplementPiece]
    left_out: Sequence[dict[str, Any]]


def for_court(archive: Archive, copies: Sequence[Copy]) -> bytes:
    """What the court is given, and a list of what it is not, with the reasons."""
    inside = _copied(archive, copies, COURT_README)
    return packed(inside, max(each.volume.at for each in copies))


def in_part(archive: Archive, copies: Sequence[Copy], evidence: Sequence[Attached]) -> dict[str, bytes]:
    """The file without some of its pieces, which a list in it names; `evidence` is sent after it."""
    inside = _copied(archive, copies, PART_README)
    return inside | {LIST: _sums({name: sha256(data).hexdigest() for name, data in inside.items()}, evidence)}


def _copied(archive: Archive, copies: Sequence[Copy], readme: str) -> dict[str, bytes]:
    inside = {"README.txt": official(readme, number=archive.number).encode()}
    for each in copies:
        number = each.volume.number
        parts = {
            "volume.pdf": each.pdf,
            "manifest.json": _json({"number": number, "pieces": [listed(piece) for piece in each.given]}),
            "left-out.json": _json({"number": number, "left_out": each.left_out}),
            **{piece_name(piece.number, piece.kind): piece.pdf for piece in each.given},
        }
        inside |= {each.folder + name: data for name, data in parts.items()}
    return inside


def packed(inside: Files, at: datetime) -> bytes:
    """A ZIP with the hash list of all that is in it; the same things give the same bytes."""
    sums = _sums({name: sha256(data).hexdigest() for name, data in inside.items()})
    return b"".join(sent({**inside, LIST: sums}, (), at))


def sent(inside: Files, attached: Iterable[Attached], at: datetime) -> Iterator[bytes]:
    """The ZIP bit by bit; what is attached last, each only if all of it is there. What is not is named in the
    folder, and stays in its list of hashes: it does not pass for whole."""
    folder, missing = Zipped(at), list[str]()
    for name, data in sorted(inside.items()):
        yield folder.file(name, data)
    for each in attached:
        if each.whole():
            yield from folder.long(each.name, each.chunks())
        else:
            log.error("file_unreadable", file=each.key)
            missing.append(each.name)
    if missing:
        yield folder.file(MISSING, _missing(missing))
    yield folder.end()


def _missing(names: Iterable[str]) -> bytes:
    return official(NOT_THERE, names="".join(f"{name}\n" for name in names)).encode()


def _sums(digests: Mapping[str, str], attached: Iterable[Attached] = ()) -> bytes:
    """What `sha256sum -c` reads."""
    known = {**digests, **{each.name: each.sha256 for each in attached}}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
