"""Two servers of the real application over one PostgreSQL, and the accounts of one body, at real sockets."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import requests
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from services.investigation.cabinet import open_folder
from services.investigation.handlers import unit_links
from services.investigation.models import Case, UnitLink
from services.investigation.sight import caller_of
from shared import settings
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM, Works
from tests.investigation.body_system import System
from tests.investigation.conftest import Seat


class _Quiet(WSGIRequestHandler):
    """As HTTP/1.1 servers answer, without a line for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: Any, **__: Any) -> None:
        """The application writes its own log."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application at a port of its own; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@dataclass
class Hand:
    """One account at one of the servers."""

    address: str
    seat: Seat

    def post(self, path: str, body: Any = None, version: int | None = None) -> requests.Response:
        """Answers are asked for in the language that the account reads."""
        headers = self.seat.headers | {"Accept-Language": "en"}
        headers |= {"If-Match": f'"v{version}"'} if version is not None else {}
        return requests.post(f"{self.address}{self.seat.base}{path}", json=body, headers=headers, timeout=60)


@dataclass
class Town:
    """What a race needs. `seat` signs in, `opened` opens a case, `servers` are two addresses."""

    works: Works
    servers: tuple[str, str]
    seat: Callable[..., Seat]
    opened: Callable[..., str]
    _system: System | None = None

    def hand(self, username: str, at: int, *roles: Any) -> Hand:
        return Hand(self.servers[at % 2], self.seat(username, *roles))

    def system(self) -> System:
        """The body's own, linked when it is first asked for."""
        if self._system is None:
            self._system = System(self.works, settings.load())
            self._system.link()
        return self._system

    def linked(self, case: str, token: StaffToken) -> UUID:
        """A link for the unit of the case's one correction."""
        with self.works.begin(SYSTEM) as work:
            caller = caller_of(work.session, token, work.today)
            folder = open_folder(work.session, UUID(case), caller, to_change=True)
            unit_links.issue(work, folder, caller, folder.rectifications[0].id)
            work.session.flush()
            return work.session.scalars(select(UnitLink.id).where(UnitLink.case_id == UUID(case))).one()

    def version(self, case: str) -> int:
        with self.works.reading() as session:
            found = session.get(Case, UUID(case))
            assert found is not None
            return found.version


@contextmanager
def two(apps: tuple[Flask, Flask]) -> Iterator[tuple[str, str]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(serving(app)) for app in apps)
        yield first, second


def together(*tasks: Callable[[], requests.Response]) -> list[requests.Response]:
    """All at the same moment."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], requests.Response]) -> requests.Response:
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))
