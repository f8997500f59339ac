"""Triage alone: its application on a database of its own and a clock that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.triage.handlers import HANDLERS
from services.triage.models import Base
from shared import crypto
from shared import settings as house_settings
from shared.contracts import wire
from shared.contracts.events import Event
from shared.contracts.terms import Role, Service
from shared.settings import Settings
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM, Works
from tests import lent
from tests.triage.builders import NOW

NAMES = UUID("1f6d5b1e-33a0-4f0e-8b6e-0d9c1f7a5e42")


class Time:
    now = NOW

    def __call__(self) -> Any:
        return self.now


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    return house_settings.load()


@pytest.fixture
def desk_works(house: Settings, tmp_path: Path) -> Iterator[Works]:
    crypto.configure([b"the master key of triage's tests"])
    database = lent.database_of(Base.metadata, tmp_path / "triage.sqlite3")
    yield Works(database, "triage", Time(), settings=house)
    database.dispose()


@pytest.fixture
def automatic(desk_works: Works, house: Settings) -> None:
    desk_works.settings = replace(house, triage_mode="automatic")


@pytest.fixture
def hear(desk_works: Works) -> Callable[..., None]:
    def deliver(*events: Event) -> None:
        for event in events:
            with desk_works.begin(SYSTEM) as work:
                HANDLERS[type(event)](work, event)

    return deliver


@pytest.fixture
def said(desk_works: Works) -> Callable[..., list[Any]]:
    """The events in the outbox as one consumer reads them, of one kind if named."""

    def unseal(reader: Service, data: bytes) -> bytes:
        return crypto.keyring().open(f"wire:{reader}", data)

    def events(kind: type[Event] | None = None, reader: Service = Service.INVESTIGATION) -> list[Any]:
        outbox = Base.metadata.tables["outbox"]
        with desk_works.reading() as session:
            rows = session.execute(select(outbox.c.body).order_by(outbox.c.id))
            found = [wire.decode(bytes(row.body), reader, unseal) for row in rows]
        return [event for event in found if kind is None or isinstance(event, kind)]

    return events


@pytest.fixture
def desk_app(desk_works: Works, house: Settings) -> Flask:
    made = lent.application_of("triage", house, desk_works)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


class Seat:
    """One signed-in account at the JSON door and at the pages."""

    def __init__(self, app: Flask, token: StaffToken) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = token
        text = tokens.issue(token, tokens.signing_key())
        self.client.set_cookie("jiandu_staff", text)
        self.headers = {"Authorization": f"Bearer {text}", "Accept-Language": "en"}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, headers=self.headers, query_string=query)

    def post(self, path: str, body: Any = None, version: int | None = None) -> Any:
        match = {"If-Match": f'"v{version}"'} if version is not None else {}
        return self.client.post(path, json=body, headers=self.headers | match)

    def decide(self, number: str, **body: Any) -> Any:
        path = f"/triage/api/v1/complaints/{number}"
        return self.post(f"{path}/decision", body, self.get(path).get_json()["version"])

    def submit(self, path: str, **form: str) -> Any:
        return self.client.post(path, data=form, headers={"Accept-Language": "en"})


@pytest.fixture
def seat(desk_app: Flask) -> Callable[..., Seat]:
    """A triage officer of the body, unless it says otherwise."""

    def sit(home: str = "SUP-330106", role: Role = Role.TRIAGE, name: str = "受理员") -> Seat:
        key = uuid5(NAMES, f"{home} {role} {name}")
        end = NOW + timedelta(days=90)
        token = StaffToken(key, f"{role}-{home}", name, home, frozenset({role}), key, NOW, end)
        return Seat(desk_app, token)

    return sit


@pytest.fixture
def admin(seat: Callable[..., Seat]) -> Seat:
    return seat("DEP-330000", Role.ADMIN)
