"""Files that come in a form: streamed from the request to the store, never wholly in memory nor on a disk."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Generic, Protocol, TypeVar

from flask import current_app, request

from shared.files.kinds import Reason, Unfit
from shared.files.store import Store, StoreAway, StoreFull
from shared.i18n import N_, gettext
from shared.web.api import JsonRequest
from shared.web.problems import Problem, problem

CUT_SHORT = N_("What was sent ends too early, so nothing was kept. Send it again.")
_STATUS = {Reason.TOO_LARGE: 413, Reason.TOO_MANY: 409}


class Stream(Protocol):
    """One file on its way into the store."""

    name: str

    def write(self, data: bytes) -> int:
        """Raises StoreFull, StoreAway."""

    def end(self) -> None:
        """All of it came. Raises Unfit."""

    def drop(self) -> None:
        """Nothing of it is kept."""


S = TypeVar("S", bound=Stream)


class FileRequest(JsonRequest):
    """A request whose files go where its view says, before anything reads its form."""

    arriving: "Arriving[Any] | Passing | None" = None

    def _get_file_stream(self, total_content_length: Any, content_type: Any, filename: Any = None,
                         content_length: Any = None) -> IO[bytes]:  # fmt: skip
        """werkzeug asks this for each file of a form."""
        if self.arriving is not None:
            return self.arriving.sink(filename or "")
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


class _Guarded:
    """Writes on although the store fails, so that the rest of the form is read; the trouble is told later."""

    def __init__(self, stream: Stream, told: "Arriving[Any]") -> None:
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
class Arriving(Generic[S]):
    """The files of one request. `begin` opens the way for one of that name; what it raises besides Unfit, of
    the kinds in `closing`, closes it for all. `refused`: name and reason of each that was not taken."""

    begin: Callable[[str], S]
    closing: tuple[type[Exception], ...] = ()
    streams: list[S] = field(default_factory=list)
    refused: list[tuple[str, Reason]] = field(default_factory=list)
    closed: Exception | None = None
    trouble: OSError | None = None
    """Why the store takes nothing now."""
    _begun: int = 0

    def sink(self, name: str) -> Any:
        self._begun += 1
        if not name or self.trouble is not None:
            return _Nothing()
        try:
            self.streams.append(self.begin(name))
        except Unfit as unfit:
            self.refused.append((name, unfit.reason))
            return _Nothing()
        except self.closing as closed:
            self.closed = closed  # raised later: the reader of forms takes it for a fault of the form
            return _Nothing()
        return _Guarded(self.streams[-1], self)

    def read(self) -> None:
        """Let all of it come. Raises what closed it, StoreFull, StoreAway; Problem where the form breaks off:
        its reader takes it for an empty one then, whatever came before."""
        came = len(list(request.files.items(multi=True)))  # reading it is what lets the files stream in
        if self.closed is not None:
            raise self.closed
        if self.trouble is not None:
            self.drop()
            raise self.trouble
        if came != self._begun:
            self.drop()
            raise problem(400, "form_cut_short", gettext(CUT_SHORT))

    def drop(self) -> None:
        for stream in self.streams:
            stream.drop()


class Passing:
    """Files that go nowhere: what comes with a form that is refused."""

    def sink(self, _: str) -> Any:
        return _Nothing()


def file_store() -> Store:
    """The file store of the application that answers."""
    found: Store = current_app.extensions["file_store"]
    return found


def await_files(coming: Arriving[Any], most: int) -> None:
    """Say where this request's files go, before anything reads its form; `most` bytes may come in all."""
    request.max_content_length = most
    try:
        file_store().check()
    except (StoreFull, StoreAway) as trouble:
        coming.trouble = trouble
    request.arriving = coming  # type: ignore[attr-defined]  # every request here is a FileRequest


def let_pass(most: int) -> None:
    """Let this request's form be read and its files go by; they lie on no disk, not even for a moment."""
    request.max_content_length = most
    request.arriving = Passing()  # type: ignore[attr-defined]  # as above


def unfit_for(unfit: Unfit, said: str) -> Problem:
    """Why a file is refused, as a problem at its field."""
    status = _STATUS.get(unfit.reason, 422)
    error = {"pointer": "/file", "message": said, "code": str(unfit.reason)}
    return problem(status, f"file_{unfit.reason}", said, errors=[error] if status == 422 else [])
