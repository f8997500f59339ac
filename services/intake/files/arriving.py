"""Files that come in a form: streamed from the request to the store, never wholly in memory nor on a disk."""

from dataclasses import dataclass, field
from typing import IO, Any

from flask import current_app, request

from services.intake.files.owners import Owner
from services.intake.files.showing import Shown
from services.intake.files.taking import Intake, Stream, finish, forget
from services.intake.pursuit import NotOpen
from shared.files.kinds import Reason, Unfit
from shared.files.store import Store, StoreAway, StoreFull
from shared.web import works
from shared.web.api import JsonRequest


class FileRequest(JsonRequest):
    """A request whose files go where its view says, before anything reads its form."""

    arriving: "Arriving | None" = None

    def _get_file_stream(self, total_content_length: Any, content_type: Any, filename: Any = None,
                         content_length: Any = None) -> IO[bytes]:  # fmt: skip
        """werkzeug asks this for each file of a form."""
        if self.arriving is not None:
            return self.arriving.sink(filename or "")
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


class _Guarded:
    """Writes on although the store fails, so that the rest of the form is read; the trouble is told later."""

    def __init__(self, stream: Stream, told: "Arriving") -> None:
        self._stream, self._told = stream, told

    def write(self, data: bytes) -> int:
        if self._told.trouble is None:
            try:
                self._stream.write(data)
            except (StoreFull, StoreAway) as trouble:
                self._told.trouble = trouble
        return len(data)

    def seek(self, *_: int) -> int:
        return 0


class _Nothing:
    """Takes what nobody wants: a field left empty, or a file that was refused before it came."""

    def write(self, data: bytes) -> int:
        return len(data)

    def seek(self, *_: int) -> int:
        return 0


@dataclass
class Arriving:
    """The files of one request. `refused`: name and reason of each that was not taken."""

    place: Intake
    streams: list[Stream] = field(default_factory=list)
    refused: list[tuple[str, Reason]] = field(default_factory=list)
    closed: NotOpen | None = None
    trouble: OSError | None = None
    """Why the store takes nothing now."""

    def sink(self, name: str) -> Any:
        if not name or self.trouble is not None:
            return _Nothing()
        try:
            self.streams.append(Stream(self.place, name))
        except Unfit as unfit:
            self.refused.append((name, unfit.reason))
            return _Nothing()
        except NotOpen as closed:
            self.closed = closed  # raised later: the reader of forms takes it for a fault of the form
            return _Nothing()
        return _Guarded(self.streams[-1], self)

    def read(self) -> None:
        """Let all of it come. Raises NotOpen, StoreFull, StoreAway."""
        assert request.files is not None  # noqa: S101 reading it is what lets the files stream in
        if self.closed is not None:
            raise self.closed
        if self.trouble is not None:
            self.drop()
            raise self.trouble

    def take(self) -> list[Shown]:
        """All that are fit; none while the store is in trouble."""
        taken: list[Shown] = []
        if self.trouble is not None:
            self.drop()
            return taken
        for stream in self.streams:
            try:
                stream.end()
                taken.append(finish(self.place, stream.file_id))
            except Unfit as unfit:
                self.refused.append((stream.name, unfit.reason))
        return taken

    def drop(self) -> None:
        for stream in self.streams:
            forget(self.place, stream.file_id)


def store() -> Store:
    """The file store of the application that answers."""
    found: Store = current_app.extensions["file_store"]
    return found


def place_of(owner: Owner) -> Intake:
    return Intake(works(), store(), owner)


def arriving(owner: Owner, most: int) -> Arriving:
    """Say where this request's files go, before anything reads its form; `most` bytes may come in all."""
    request.max_content_length = most
    coming = Arriving(place_of(owner))
    try:
        store().check()
    except (StoreFull, StoreAway) as trouble:
        coming.trouble = trouble
    request.arriving = coming  # type: ignore[attr-defined]  # every request here is a FileRequest
    return coming
