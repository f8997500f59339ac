"""Investigation alone: its application on a database of its own and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from services.investigation import rounds
from services.investigation.domain.opening import case_id
from services.investigation.handlers import HANDLERS
from services.investigation.models import Base, Case
from shared import crypto, settings
from shared.contracts import wire
from shared.contracts.events import ComplaintAccepted, Event, StaffChanged
from shared.contracts.terms import Role, Service
from shared.database import Database
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM, Works
from tests import lent
from tests.investigation.body_system import System
from tests.investigation.builders import BODY, NOW, NUMBER, accepted

CONNECTIONS = 12
"""As many as work at once in any test."""
NAMES = UUID("6c1a6a0e-6a0d-4b8e-9a41-0a5a3f1f2b11")

Begun = Callable[[str, Callable[[], Any]], Any]


class Time:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Of the embedded kind; on PostgreSQL for a test that is marked `postgres`."""
    crypto.configure([b"investigation tests' own master!"])
    if request.node.get_closest_marker("postgres"):
        made = Database(request.getfixturevalue("postgres_url"), pool_size=CONNECTIONS)
        Base.metadata.create_all(made.engine)
    else:
        made = lent.database_of(Base.metadata, tmp_path / "investigation.sqlite3")
    yield made
    made.dispose()


@pytest.fixture
def works(database: Database, time: Time) -> Works:
    return Works(database, "investigation", time)


@pytest.fixture(scope="session")
def beginnings() -> dict[str, tuple[lent.Kept, datetime, Any]]:
    """By name: what a database held once a test had led a case so far, when that was, and what it was told."""
    return {}


@pytest.fixture
def begun(request: pytest.FixtureRequest, database: Database, time: Time, beginnings: Any) -> Begun:
    """Lead a case to where several tests begin, once for all of them: `begun("served", lead)`. The name is of this one
    way; what `lead` answers is plain, and nothing happened in the test before."""

    def led(name: str, lead: Callable[[], Any]) -> Any:
        if request.node.get_closest_marker("postgres"):
            return lead()
        assert _is_empty(database), "what was done before would be lost"
        if name in beginnings:
            kept, time.now, told = beginnings[name]
            kept.put_into(database)
            return told
        told = lead()
        beginnings[name] = lent.Kept(database), time.now, told
        return told

    return led


def _is_empty(database: Database) -> bool:
    with database.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return not any(connection.execute(select(table).limit(1)).first() for table in tables)


@pytest.fixture
def app(works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    return lent.application_of("investigation", settings.load(), works)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def hear(works: Works) -> Callable[[Event], None]:
    """Let the service hear an event."""

    def deliver(event: Event) -> None:
        with works.begin(SYSTEM) as work:
            HANDLERS[type(event)](work, event)

    return deliver


@pytest.fixture
def opened(hear: Callable[[Event], None]) -> Callable[..., str]:
    """A case in the queue; says its id."""

    def open_case(event: ComplaintAccepted | None = None, **said: Any) -> str:
        event = event or accepted(**said)
        hear(event)
        return str(case_id(event.complaint_id, event.body))

    return open_case


@pytest.fixture
def said(works: Works) -> Callable[..., list[Event]]:
    """The events in the outbox as one consumer reads them, of one kind if named."""

    def unseal(reader: Service, data: bytes) -> bytes:
        return crypto.keyring().open(f"wire:{reader}", data)

    def events(kind: type[Event] | None = None, reader: Service = Service.INTAKE) -> list[Event]:
        outbox = Base.metadata.tables["outbox"]
        with works.reading() as session:
            rows = session.execute(select(outbox.c.body).order_by(outbox.c.id))
            found = [wire.decode(bytes(row.body), reader, unseal) for row in rows]
        return [event for event in found if kind is None or isinstance(event, kind)]

    return events


@pytest.fixture
def enrol(works: Works) -> Callable[..., StaffToken]:
    """An account that the directory knows, with a certificate unless it says otherwise."""

    def add(
        username: str, *roles: Role, home: str = BODY, name: str | None = None, certified: bool = True
    ) -> StaffToken:
        now = works.clock()
        token = StaffToken(
            uuid5(NAMES, username),
            username,
            name or username,
            home,
            frozenset(roles or (Role.INVESTIGATOR,)),
            uuid5(NAMES, "session " + username),
            now,
            now + timedelta(hours=12),
        )
        member = Base.metadata.tables["staff_member"]
        row = {
            "staff_id": token.staff_id, "version": 1, "username": username,
            "display_name": token.display_name,
            "home": home, "roles": " ".join(sorted(token.roles)), "active": True,
            "certificate_valid_to": date(2028, 1, 1) if certified else None,
            "tokens_valid_from": datetime(2020, 1, 1, tzinfo=UTC),
        }  # fmt: skip
        with works.begin(SYSTEM) as work:
            if (
                work.session.execute(select(member).where(member.c.staff_id == token.staff_id)).first()
                is None
            ):
                work.session.execute(insert(member).values(**row))
        return token

    return add


class Seat:
    """One signed-in account at the JSON door."""

    base = "/investigation/api/v1"

    def __init__(self, client: FlaskClient, token: StaffToken) -> None:
        self.client, self.token = client, token
        self.headers = {"Authorization": f"Bearer {tokens.issue(token, tokens.signing_key())}"}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(self.base + path, headers=self.headers, query_string=query)

    def post(self, path: str, body: Any = None, version: int | None = None) -> Any:
        headers = self.headers | ({"If-Match": f'"v{version}"'} if version is not None else {})
        return self.client.post(self.base + path, json=body, headers=headers)

    def change(self, case: str, what: str, body: Any = None) -> Any:
        """Post on the version that stands; the answer must be good (without content, when it ends one's sight)."""
        answer = self.post(f"/cases/{case}/{what}", body, self._version(case))
        assert answer.status_code in (200, 201, 204), answer.get_data(as_text=True)
        return answer.get_json()

    def _version(self, case: str) -> int:
        """What stands, from the database: to show the whole case takes as long as to change it."""
        works: Works = self.client.application.extensions["jiandu"].works
        with works.reading() as session:
            return session.scalars(select(Case.version).where(Case.id == UUID(case))).one()


@pytest.fixture
def seat(client: FlaskClient, enrol: Callable[..., StaffToken]) -> Callable[..., Seat]:
    """`seat("anna")`, `seat("head", Role.HEAD)`."""

    def sit(username: str, *roles: Role, **said: Any) -> Seat:
        return Seat(client, enrol(username, *roles, **said))

    return sit


@pytest.fixture
def bears(hear: Any) -> Any:
    """An account bears the number from now on, as the register tells; says the account."""
    versions = {"last": 1}

    def told(who: Any, number: str = NUMBER, *, before: tuple[str, ...] = (), active: bool = True) -> Any:
        token, versions["last"] = who.token, versions["last"] + 1
        held = [{"number": each, "first": "2026-01-01", "last": "2027-12-31"} for each in (number, *before)]
        hear(
            StaffChanged(
                id=uuid4(), at=NOW, staff_id=token.staff_id, version=versions["last"],
                username=token.username, display_name=token.display_name, home=token.home,
                roles=sorted(token.roles), active=active, certificate_number=number,
                certificate_valid_from=date(2026, 1, 1), certificate_valid_to=date(2027, 12, 31),
                certificates=held, tokens_valid_from=datetime(2020, 1, 1, tzinfo=UTC),
            )
        )  # fmt: skip
        return who

    return told


@pytest.fixture
def system(works: Works, app: Any, enrol: Callable[..., Any]) -> System:
    enrol("anna")
    enrol("bert")
    enrol("head", Role.HEAD)
    made = System(works, settings.load())
    made.link()
    return made


@pytest.fixture
def write_down(works: Works) -> Any:
    """Let the rounds do all that is due."""

    def do() -> None:
        while rounds.once(works, settings.load()):
            pass

    return do
