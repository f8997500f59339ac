"""Intake alone: its application on a database of its own, a clock that stands still, nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services.intake.handlers import HANDLERS
from services.intake.models import Base
from shared import crypto, settings
from shared.contracts import wire
from shared.contracts.events import Event
from shared.contracts.terms import Role, Service
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.staff.web import COOKIE
from shared.work import SYSTEM, Works
from tests import lent

DOOR = "/api/v1/complaints"
STATEMENT = "10月1日上午，执法人员到厂里检查时没有出示证件，当场要求买指定的灭火器。"


class Time:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def works(tmp_path: Path, time: Time) -> Iterator[Works]:
    crypto.configure([b"intake tests' own master key 1234"])
    database = lent.database_of(Base.metadata, tmp_path / "intake.sqlite3")
    yield Works(database, "intake", time)
    database.dispose()


@pytest.fixture
def app(works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    return lent.application_of("intake", settings.load(), works)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def kept(works: Works) -> Any:
    """How many rows of each table there are: `kept()`."""

    def count() -> dict[str, int]:
        with works.reading() as session:
            return {
                name: session.scalar(select(func.count()).select_from(table))
                for name, table in Base.metadata.tables.items()
            }

    return count


@pytest.fixture
def said(works: Works) -> Any:
    """The events in the outbox as one consumer reads them: `said(Service.TRIAGE)`."""

    def unseal(reader: Service, data: bytes) -> bytes:
        return crypto.keyring().open(f"wire:{reader}", data)

    def events(reader: Service) -> list[Event]:
        outbox = Base.metadata.tables["outbox"]
        with works.reading() as session:
            rows = session.execute(select(outbox.c.body).order_by(outbox.c.id))
            return [wire.decode(bytes(row.body), reader, unseal) for row in rows]

    return events


@pytest.fixture
def hear(works: Works, app: Flask) -> Any:
    """Let intake hear an event: `hear(ComplaintAccepted, complaint_id=...)`; returns the event."""

    def deliver(kind: type[Event], **fields: Any) -> Event:
        with works.begin(SYSTEM) as work:
            event = work.event(kind, **fields)
            HANDLERS[kind](work, event)
        return event

    return deliver


@pytest.fixture
def bearer(app: Flask, time: Time) -> Any:
    """Headers of a signed-in account: `bearer(Role.HOTLINE, "DEP-330106")`."""

    def headers(role: Role, home: str, staff: UUID | None = None) -> dict[str, str]:
        until = time.now + timedelta(hours=1)
        token = StaffToken(
            staff or uuid4(), "seat", "坐席", home, frozenset([role]), uuid4(), time.now, until
        )
        return {"Authorization": f"Bearer {tokens.issue(token, tokens.signing_key())}"}

    return headers


@pytest.fixture
def browser(app) -> Any:
    """A browser signed in with these headers."""

    def go(who: dict[str, str]) -> Any:
        client = app.test_client()
        client.set_cookie(COOKIE, who["Authorization"].removeprefix("Bearer "))
        return client

    return go


def submit(client: FlaskClient, **said: Any) -> dict[str, Any]:
    """Submit a complaint that is good unless `said` says otherwise, and return the answer."""
    response = client.post(DOOR, json={"identity": "anonymous", "statement": STATEMENT} | said)
    assert response.status_code == 201, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


def receipt(answer: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Receipt {answer['receipt_code']}"}
