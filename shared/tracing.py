"""The trace a piece of work belongs to (W3C Trace Context), from a citizen's request to the last handler.

A request opens a span or goes on with the caller's; its events carry it; who handles one opens a span
below it, and so do the events said in turn. Here are only the ids and the thread of the story: what is
done with a finished span is the business of whoever was handed to `export_to`.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from shared import randomness

_HEADER = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?P<trace>(?!0{32})[0-9a-f]{32})-(?P<span>(?!0{16})[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})"
    r"(?:-.*)?",
    re.ASCII,
)
_SAMPLED = 0x01


@dataclass(frozen=True)
class Trace:
    """One place in one trace."""

    trace_id: str
    span_id: str
    sampled: bool = True

    @property
    def header(self) -> str:
        """As it travels: the value of `traceparent`."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def below(self) -> "Trace":
        """A new place in the same trace."""
        return Trace(self.trace_id, randomness.public(8).hex(), self.sampled)


@dataclass
class Span:
    """One piece of work. Names and labels are ours: nothing that anyone typed goes into them."""

    service: str
    kind: str
    """`server` answers a request, `consumer` handles an event."""
    name: str
    here: Trace
    parent: str | None
    about: str | None = None
    """The tracking number it is about, for the log's keyed hash; never told in the clear."""
    started_at: int = 0
    ended_at: int = 0
    """Nanoseconds since 1970."""
    failed: bool = False


def read(header: str | None) -> Trace | None:
    """The place that a `traceparent` names; None for anything else than a well-formed one."""
    if header is None or len(header) > 200 or (found := _HEADER.fullmatch(header)) is None:
        return None
    if header.startswith("00") and len(header) != 55:
        return None
    return Trace(found["trace"], found["span"], bool(int(found["flags"], 16) & _SAMPLED))


def new() -> Trace:
    return Trace(randomness.public(16).hex(), randomness.public(8).hex())


_span: ContextVar[Span | None] = ContextVar("span", default=None)


def current() -> Span | None:
    """The span that this thread works in."""
    return _span.get()


def header() -> str | None:
    """What an event said here and now carries."""
    span = _span.get()
    return span.here.header if span else None


@contextmanager
def span(service: str, kind: str, name: str, parent: str | None, about: str | None = None) -> Iterator[Span]:
    """Work below `parent` (a `traceparent`), or in a trace of its own."""
    above = read(parent)
    opened = Span(service, kind, name, above.below() if above else new(), above.span_id if above else None)
    opened.about, opened.started_at = about, time.time_ns()
    token = _span.set(opened)
    try:
        yield opened
    except BaseException:
        opened.failed = True
        raise
    finally:
        _span.reset(token)
        opened.ended_at = time.time_ns()
        if opened.here.sampled:
            for export in _exporters:
                export(opened)


_exporters: list[Callable[[Span], None]] = []


def export_to(exporter: Callable[[Span], None] | None) -> None:
    """Hand every finished span that is sampled to `exporter` from now on; None: to nobody. It must
    neither block nor raise."""
    _exporters[:] = [exporter] if exporter else []
