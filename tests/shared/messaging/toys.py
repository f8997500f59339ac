"""Toy services with real events: each notes what it heard in a table of its own."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Integer, String, Table, Uuid, func, insert, select
from sqlalchemy.exc import OperationalError

from shared.clock import system_clock
from shared.contracts.events import EVENTS, CaseClosed, ComplaintReceived, ComplaintSupplemented, Event
from shared.contracts.terms import Service
from shared.database import Database, service_metadata
from shared.ids import random_id
from shared.messaging.tables import dead_letter, outbox
from shared.work import SYSTEM, Work, Works

Answer = TypeVar("Answer")

PATIENCE_SECONDS = 90

metadata = service_metadata()
heard = Table(
    "heard",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message_id", Uuid, nullable=False),
    Column("name", String(80), nullable=False),
    Column("text", String(200), nullable=False),
)


def until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds; the limit only ends a test that would hang."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def received(**values: Any) -> ComplaintReceived:
    now = datetime.now(UTC)
    known = {
        "id": random_id(now), "at": now, "complaint_id": random_id(now), "tracking_number": "ZF1", "version": 1,
        "channel": "web", "identity": "anonymous", "contactable": False, "received_at": now,
        "accept_by": now.date(), "statement": "现场没有出示证件",
    }  # fmt: skip
    return ComplaintReceived(**(known | values))


def supplemented(text: str = "补充一点", **values: Any) -> ComplaintSupplemented:
    now = datetime.now(UTC)
    known = {
        "id": random_id(now), "at": now, "complaint_id": random_id(now), "tracking_number": "ZF1", "version": 2,
        "message_id": random_id(now), "text": text,
    }  # fmt: skip
    return ComplaintSupplemented(**(known | values))


@dataclass
class Toy:
    """A listener whose handlers note, and fail where the test wants it."""

    name: str
    works: Works
    disturb: Callable[[Work, Event], None] = lambda work, event: None
    calls: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def handlers(self) -> dict[type[Event], Callable[[Work, Any], None]]:
        return {kind: self.note for kind in EVENTS.values() if self.name in kind.heard_by}

    def note(self, work: Work, event: Event) -> None:
        with self.lock:
            self.calls[str(event.id)] += 1
        text = getattr(event, "text", "")
        work.session.execute(insert(heard).values(message_id=event.id, name=event.name, text=text))
        work.record("heard", event.name)
        self.disturb(work, event)

    def emit(self, *events: Event) -> None:
        with self.works.begin(SYSTEM) as work:
            for event in events:
                work.emit(event)

    def effects(self) -> Counter[str]:
        return _asked(self._effects)

    def _effects(self) -> Counter[str]:
        with self.works.reading() as session:
            return Counter(str(found) for found in session.scalars(select(heard.c.message_id)))

    def texts(self) -> list[str]:
        with self.works.reading() as session:
            return list(session.scalars(select(heard.c.text).order_by(heard.c.id)))

    def waiting(self) -> int:
        return _asked(self._waiting)

    def _waiting(self) -> int:
        with self.works.reading() as session:
            return session.scalar(select(func.count()).select_from(outbox)) or 0

    def dead(self) -> list[tuple[str, str]]:
        with self.works.reading() as session:
            return [(row.name, row.reason) for row in session.execute(select(dead_letter))]


def toy(name: str, url: str) -> Toy:
    database = Database(url)
    metadata.create_all(database.engine)
    return Toy(name, Works(database, name, system_clock))


def close_case(work: Work, event: Event) -> None:
    """A disturbance that is none: the hearer says something in turn."""
    work.emit(
        work.event(
            CaseClosed, case_id=work.new_id(), complaint_id=event.complaint_id, tracking_number="ZF1",
            version=3, body="SUP-330106", closed_at=work.now,
        )
    )  # fmt: skip


SERVICES = tuple(Service)


def _asked(ask: Callable[[], Answer]) -> Answer:
    """Some tests end all sessions of a database: this one may have been among them."""
    try:
        return ask()
    except OperationalError:
        return ask()
