"""A file as a folder that a court can check without us: pieces, hash lists, the list for programs (ZIP)."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.investigation.models import Archive, ArchivePiece
from services.investigation.replies import official
from services.investigation.words.archive import COURT_README, README

Files = Mapping[str, bytes]
LIST = "SHA256SUMS"
"""The hashes of all that is in the folder."""


def piece_name(number: int, kind: str) -> str:
    """Letters that every system can write."""
    return f"pieces/{number:03}-{kind.replace('_', '-')}.pdf"


def hash_list(pieces: Iterable[tuple[int, str, str]]) -> bytes:
    """What `sha256sum -c` reads."""
    return "".join(f"{digest}  {piece_name(number, kind)}\n" for number, kind, digest in pieces).encode()


def listed(piece: ArchivePiece) -> dict[str, Any]:
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


@dataclass(frozen=True)
class Attached:
    """A file that goes along as it came, read only while the folder is sent."""

    name: str
    sha256: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


def whole(archive: Archive, pieces: Sequence[ArchivePiece], evidence: Sequence[Attached]) -> dict[str, bytes]:
    """The file as it was put away, by names: the same bytes each time. `evidence` is told of in it and sent
    after it (`sent`)."""
    manifest = {
        "number": archive.number,
        "archived_at": archive.at.isoformat(),
        "archived_by": archive.by_name,
        "keep_until": archive.keep_until.isoformat(),
        "pages": archive.pages,
        "volume_sha256": archive.sha256,
        "fingerprint": archive.fingerprint,
        "pieces": [{**listed(each), "file": piece_name(each.number, each.kind)} for each in pieces],
        "files": archive.files,
        "evidence": [{"file": each.name, "size": each.size, "sha256": each.sha256} for each in evidence],
    }
    sums = "".join(f"{each['sha256']}  {each['name']}\n" for each in archive.files)
    inside = {
        "README.txt": official(README, number=archive.number).encode(),
        "volume.pdf": archive.pdf,
        "manifest.json": _json(manifest),
        "PIECES.sha256": hash_list((each.number, each.kind, each.sha256) for each in pieces),
        **({"files/SHA256SUMS": sums.encode()} if archive.files else {}),
        **{piece_name(each.number, each.kind): each.pdf for each in pieces},
    }
    return inside | {LIST: _sums({name: sha256(data).hexdigest() for name, data in inside.items()}, evidence)}


def for_court(
    archive: Archive, volume: bytes, given: Sequence[ArchivePiece], left_out: list[dict[str, Any]]
) -> bytes:
    """What the court is given, and a list of what it is not, with the reasons."""
    inside = {
        "README.txt": official(COURT_README, number=archive.number).encode(),
        "volume.pdf": volume,
        "manifest.json": _json({"number": archive.number, "pieces": [listed(each) for each in given]}),
        "left-out.json": _json({"number": archive.number, "left_out": left_out}),
        **{piece_name(each.number, each.kind): each.pdf for each in given},
    }
    return packed(inside, archive.at)


def packed(inside: Files, at: datetime) -> bytes:
    """A ZIP with the hash list of all that is in it; the same things give the same bytes."""
    sums = _sums({name: sha256(data).hexdigest() for name, data in inside.items()})
    return b"".join(sent({**inside, LIST: sums}, (), at))


def sent(inside: Files, attached: Iterable[Attached], at: datetime) -> Iterator[bytes]:
    """The ZIP bit by bit, so that a folder may be larger than the memory. What is attached is not pressed:
    photos and recordings are already."""
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
    held = _Held()
    with zipfile.ZipFile(held, "w") as folder:
        for name, data in sorted(inside.items()):
            folder.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)
            yield held.taken()
        for each in attached:
            with folder.open(zipfile.ZipInfo(each.name, moment), "w") as file:
                for chunk in each.chunks():
                    file.write(chunk)
                    yield held.taken()
    yield held.taken()


class _Held:
    """What was written and not taken away yet; the ZIP sees a line that only goes forward."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _sums(digests: Mapping[str, str], attached: Iterable[Attached] = ()) -> bytes:
    """What `sha256sum -c` reads."""
    known = {**digests, **{each.name: each.sha256 for each in attached}}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
