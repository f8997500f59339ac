"""Copies of the complainant's files that were put with an archived file: kept as the folder (ZIP) that was
fetched where they came in, listed, and packed into the folder of the case."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.investigation.archive.folder import Attached
from services.investigation.domain.copies import ABOUT, FOLDER, GONE, STEP
from services.investigation.domain.evidence import State
from services.investigation.evidence.keeping import reader_of
from services.investigation.models import Entry, EvidenceFile
from shared.files.sealed import PIECE, Reader
from shared.files.store import Store

Document = dict[str, Any]


_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""As the folder is made. Of other ways a megabyte may become gigabytes at once: they know no bound."""
_AT_ONCE = 2 * PIECE
"""More than a folder's own list of some thousand files needs, which is read as one."""


class _Opened(io.RawIOBase):
    """What a reader reads, as a file in which one can go to and fro."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._at = reader, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._reader.size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        if size > _AT_ONCE:
            raise zipfile.BadZipFile("too much at once")
        return super().read(size) or b""

    def readinto(self, into: Any) -> int:
        found = self._reader.at(self._at, len(into))
        into[: len(found)] = found
        self._at += len(found)
        return len(found)


class Box:
    """A folder of which the directory is read once, when something in it is first asked for. It may be
    anybody's: what it says of sizes is bounded before anything is read. Raises BadZipFile and what readers
    raise."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.size = reader, reader.size

    @cached_property
    def folder(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(_Opened(self._reader))

    def entries(self, most: int) -> Sequence["Inside"]:
        """All that is in it, together not larger than that."""
        found = self.folder.infolist()
        if any(each.compress_type not in _PACKED for each in found):
            raise zipfile.BadZipFile("packed otherwise")
        # More than the folder has means that some share their bytes, to be unpacked as often.
        if sum(each.compress_size for each in found) > self.size:
            raise zipfile.BadZipFile("entries overlap")
        if sum(each.file_size for each in found) > most:
            raise zipfile.BadZipFile("too large")
        return [Inside(self, each.filename, each.file_size) for each in found]

    def forget(self) -> None:
        """The directory stays."""
        self._reader.forget()


class Inside:
    """One thing in a folder, read as a file of its own. Raises what the box raises."""

    def __init__(self, box: Box, name: str, size: int) -> None:
        self._box, self.name, self.size = box, name, size

    def sha256(self) -> str:
        digest = sha256()
        for chunk in self.between(0, self.size):
            digest.update(chunk)
        return digest.hexdigest()

    def whole(self) -> bytes:
        return b"".join(self.between(0, self.size))

    def between(self, start: int, stop: int) -> Iterator[bytes]:
        with self._box.folder.open(self.name) as file:
            at = 0
            while at < stop and (chunk := file.read(min(PIECE, (stop if at >= start else start) - at))):
                if at >= start:
                    yield chunk
                at += len(chunk)

    def forget(self) -> None:
        self._box.forget()


def of_case(case_id: UUID) -> Select[Any]:
    """The folders that were put with the case's file."""
    mine = select(EvidenceFile).where(EvidenceFile.case_id == case_id, EvidenceFile.state == State.KEPT)
    return mine.where(EvidenceFile.record_id.is_(None))


def kept(session: Session, case_id: UUID) -> Sequence[EvidenceFile]:
    """In the order in which they came."""
    return sorted(session.scalars(of_case(case_id)), key=lambda row: (row.secret or {}).get("number", 0))


def inside_of(row: EvidenceFile) -> list[Document]:
    """Name, size and hash of each thing in the folder."""
    found: list[Document] = (row.secret or {}).get("inside", [])
    return found


def shown(session: Session, case_id: UUID) -> list[Document]:
    """As the desk lists them."""
    return [
        {
            "number": number,
            "folder": place(number) + FOLDER,
            "at": row.at.isoformat(),
            "by": row.by_name,
            "size": row.size,
            "files": [
                each | {"name": each["name"].removeprefix(f"{FOLDER}/")}
                for each in inside_of(row)
                if each["name"] not in ABOUT
            ],
        }
        for number, row in enumerate(kept(session, case_id), start=1)
    ]


def gone_at(session: Session, case_id: UUID) -> datetime | None:
    """When they went with a complaint that the case answered too; None where some were brought since."""
    steps = select(Entry.kind, Entry.at).where(Entry.case_id == case_id, Entry.kind.in_((STEP, GONE)))
    last = session.execute(steps.order_by(Entry.version.desc()).limit(1)).one_or_none()
    return last.at if last is not None and last.kind == GONE else None


def place(number: int) -> str:
    """Where it lies in the folder of the case: the first as its own list of hashes says, each other one below
    a folder of its own."""
    return "" if number == 1 else f"{FOLDER}-{number}/"


def attached(session: Session, store: Store, case_id: UUID) -> list[Attached]:
    """All that is in them, as it goes along in the folder of the case."""
    found = []
    for number, row in enumerate(kept(session, case_id), start=1):
        box = Box(reader_of(store, row))
        for each in inside_of(row):
            inside = Inside(box, each["name"], each["size"])
            found.append(Attached(str(row.id), place(number) + each["name"], each["sha256"], inside))
    return found
