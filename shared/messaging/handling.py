"""Applying events to a service: the one way, whichever road they came by.

Inbox rows, effects, audit and the events they cause are one transaction. A batch is tried as a whole;
when one of its events fails, each gets a transaction of its own, so that the others succeed.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

import structlog

from shared import crypto, foresight, tracing
from shared.contracts import wire
from shared.contracts.events import EVENTS, Event
from shared.contracts.terms import Service
from shared.messaging import inbox
from shared.messaging.failure import Transient, is_transient, reason_of
from shared.metrics.table import (
    BATCH_ROWS,
    BATCH_SECONDS,
    BATCHES_SPLIT,
    EVENT_DELAY_SECONDS,
    HANDLED,
    HELD,
)
from shared.work import SYSTEM, Work, Works

log = structlog.get_logger("messaging")

Handlers = Mapping[type[Event], Callable[[Work, Any], None]]

TRIES_ALONE = 2
"""A second try lets a lost race (two consumers, one unique row) end well before it is called poison."""


class Listener(Protocol):
    """A service as messaging sees it."""

    @property
    def name(self) -> str: ...
    @property
    def handlers(self) -> Handlers: ...
    @property
    def works(self) -> Works: ...


@dataclass(frozen=True)
class Hearing:
    """A listener of its own, for whoever has no other object to be one."""

    name: str
    handlers: Handlers
    works: Works


class Outcome(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    POISON = "poison"


@dataclass(frozen=True)
class Verdict:
    """What became of one message; all but POISON may be acknowledged."""

    outcome: Outcome
    name: str
    reason: str = ""
    delay: float | None = None
    """Seconds from what happened until it took effect here."""


class ContractMismatch(RuntimeError):
    """A service's handlers and the contract disagree on what it hears."""


def check(listener: Listener) -> None:
    """Refuse to start where an event would arrive without a handler, or never arrive for one."""
    expected = {kind for kind in EVENTS.values() if listener.name in kind.heard_by}
    wrong = sorted(kind.name for kind in expected ^ set(listener.handlers))
    if wrong:
        raise ContractMismatch(f"{listener.name}: HANDLERS and Event.heard_by differ on {', '.join(wrong)}")


def apply_batch(listener: Listener, bodies: Sequence[bytes]) -> list[Verdict]:
    """Apply the messages and commit; one verdict each, in their order.

    Raises Transient when something needed is away; whatever was committed by then counts as duplicate
    at the next try.
    """
    read = [_read(listener, body) for body in bodies]
    events = [event for event in read if isinstance(event, Event)]
    verdicts = iter(_apply(listener, events))
    result = [next(verdicts) if isinstance(item, Event) else item for item in read]
    for verdict in result:
        HANDLED.labels(listener.name, verdict.name, verdict.outcome).inc()
        if verdict.delay is not None:
            EVENT_DELAY_SECONDS.labels(listener.name).observe(verdict.delay)
    return result


def _read(listener: Listener, body: bytes) -> Event | Verdict:
    try:
        event = wire.decode(body, Service(listener.name), unseal)
    except wire.UnknownEvent as unknown:
        _mention_once(listener.name, unknown.name)
        return Verdict(Outcome.UNKNOWN, "unknown")
    except Exception as error:  # noqa: BLE001 reading touches nothing but the message: it is its fault
        return Verdict(Outcome.POISON, "unreadable", reason_of(error))
    if type(event) not in listener.handlers:
        _mention_once(listener.name, event.name)
        return Verdict(Outcome.UNKNOWN, event.name)
    return event


def unseal(reader: Service, data: bytes) -> bytes:
    """Decrypt what was sealed for one consuming service."""
    return crypto.keyring().open(f"wire:{reader}", data)


def _apply(listener: Listener, events: Sequence[Event]) -> list[Verdict]:
    if not events:
        return []
    try:
        return _in_one_transaction(listener, events)
    except Exception as error:
        if is_transient(error):
            raise _held(listener, error) from error
        BATCHES_SPLIT.labels(listener.name).inc()
        return [_alone(listener, event) for event in events]


def _alone(listener: Listener, event: Event) -> Verdict:
    reason = ""
    for _ in range(TRIES_ALONE):
        try:
            return _in_one_transaction(listener, [event])[0]
        except Exception as error:
            if is_transient(error):
                raise _held(listener, error) from error
            reason = reason_of(error)
    told = log.bind(service=listener.name, name=event.name, id=str(event.id), about=about(event))
    told.error("event_poison", reason=reason)
    return Verdict(Outcome.POISON, event.name, reason)


def _in_one_transaction(listener: Listener, events: Sequence[Event]) -> list[Verdict]:
    verdicts, start = [], time.monotonic()
    with listener.works.begin(SYSTEM) as work:
        # By the machine's clock, as what was sent: the one must be remembered longer than the other is kept.
        wanted = foresight.wanted(listener.handlers, events)
        new, there = inbox.meet(work.session, events, datetime.now(UTC), wanted)
        work.foresee([event for event in events if event.id in new], wanted, there)
        for event in events:
            if event.id in new:
                new.remove(event.id)  # the same message may stand in a batch twice
                with tracing.span(listener.name, "consumer", event.name, event.traceparent, about(event)):
                    listener.handlers[type(event)](work, event)
                    log.debug("event_applied", name=event.name, id=str(event.id))
                delay = max(0.0, (work.now - event.at).total_seconds())
                verdicts.append(Verdict(Outcome.APPLIED, event.name, delay=delay))
            else:
                verdicts.append(Verdict(Outcome.DUPLICATE, event.name))
    BATCH_SECONDS.labels(listener.name).observe(time.monotonic() - start)
    BATCH_ROWS.labels(listener.name).observe(len(events))
    return verdicts


def about(event: Event) -> str | None:
    """The complaint that an event tells of, for the log's keyed hash."""
    return getattr(event, "tracking_number", None)


def _held(listener: Listener, error: Exception) -> Transient:
    HELD.labels(listener.name).inc()
    return Transient(reason_of(error))


_mentioned: set[tuple[str, str]] = set()


def _mention_once(service: str, name: str) -> None:
    if (service, name) not in _mentioned:
        _mentioned.add((service, name))
        log.warning("event_unknown", service=service, name=name)
