"""A file of evidence on its way in: sealed into the store piece by piece, then looked at by its content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from services.investigation.domain import evidence as rules
from services.investigation.domain.evidence import Scan, State
from services.investigation.models import EvidenceFile
from shared.files import clamd, sealed
from shared.files.kinds import Found, Reason, Unfit
from shared.files.sealed import Reader, Writer
from shared.files.sniff import sniff
from shared.files.store import Store
from shared.work import Actor, Works

PART = "original"


class Readable(Protocol):
    """What is read bit by bit."""

    size: int

    def between(self, start: int, stop: int) -> Iterator[bytes]:
        """What stands there."""


@dataclass(frozen=True)
class Place:
    """Where the files of one request go, and who brings them. `kept`: so many lie with the case already."""

    works: Works
    store: Store
    scanner: str | None
    actor: Actor
    case_id: UUID
    exhibit: UUID | None
    kept: int


@dataclass(frozen=True)
class Seen:
    """What a file that is wholly here is by its content."""

    found: Found | None
    size: int
    sha256: str
    scan: Scan


class Stream:
    """Something to write to. Its row stands first, so that what was begun and left is found and deleted."""

    def __init__(self, place: Place, name: str, beside: int = 0) -> None:
        rules.room(0, place.kept + beside)
        self.name, self._place, self._key = rules.plain_name(name), place, sealed.new_key()
        with place.works.begin(place.actor) as work:
            self.file_id = work.new_id()
            work.session.add(
                EvidenceFile(
                    id=self.file_id,
                    case_id=place.case_id,
                    record_id=place.exhibit,
                    state=State.ARRIVING,
                    secret={"name": self.name, "key": self._key.hex()},
                    size=0,
                    notes=[],
                    at=work.now,
                    by=place.actor.id,
                    by_name=place.actor.name,
                    due_at=work.now + timedelta(hours=rules.UNFINISHED_HOURS),
                )
            )
        self._part = sealed.Part(place.store, self.file_id, self._key, PART)
        self._writer, self._too_large = Writer(self._part), False
        self.seen: Seen | None = None

    def write(self, data: bytes) -> int:
        self._too_large = self._too_large or self._writer.size + len(data) > self.most()
        return len(data) if self._too_large else self._writer.write(data)

    def end(self) -> None:
        """All of it came: `seen` says what it is. Raises Unfit (then nothing of it is kept), clamd.Away."""
        try:
            self.seen = self._look()
        except Unfit:
            self.drop()
            raise

    def _look(self) -> Seen:
        if self._too_large:
            raise Unfit(Reason.TOO_LARGE)
        digest, reader = self._writer.finish(), self.reader()
        return Seen(self._found(reader), reader.size, digest, self._scanned(reader))

    @staticmethod
    def most() -> int:
        """So many bytes it may have."""
        return rules.MOST_BYTES

    def reader(self) -> Reader:
        """Of all that came so far."""
        return Reader(self._part, self._writer.size)

    def _found(self, reader: Reader) -> Found | None:
        return sniff(reader)

    def _scanned(self, reader: Reader) -> Scan:
        return self.scan(reader)

    def scan(self, reader: Readable) -> Scan:
        """Look at it for viruses, where the house does. Raises Unfit, clamd.Away."""
        if self._place.scanner is None:
            return Scan.OFF
        if not clamd.scan(self._place.scanner, reader.between(0, reader.size)).clean:
            raise Unfit(Reason.INFECTED)
        return Scan.CLEAN

    def drop(self) -> None:
        """Nothing of it is kept; what cannot be deleted now is found by its row later."""
        with self._place.works.begin(self._place.actor) as work:
            row = work.session.get(EvidenceFile, self.file_id, with_for_update=True)
            if row is not None and row.state == State.ARRIVING:
                row.due_at = work.now
