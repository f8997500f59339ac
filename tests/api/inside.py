"""The whole house within the test's own process: no socket, events delivered when a caller says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from sqlalchemy import MetaData, TextClause, text
from werkzeug.test import Client, EnvironBuilder

from services.intake import rounds
from shared import settings
from shared.run import Embedded
from tests.journeys.begun import furnish
from tests.journeys.door import Door
from tests.journeys.house import PASSWORD, begun

ADDRESS = "http://inside"


class Straight(BaseAdapter):
    """Carries a request of `requests` to the application without a network."""

    def __init__(self, house: "Inside") -> None:
        super().__init__()
        self.house = house

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        sent = EnvironBuilder(
            parts.path, query_string=parts.query, method=request.method, headers=list(request.headers.items()),
            data=request.body or b"",
        )  # fmt: skip
        found = self.house.client.open(sent)
        self.house.settle()
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = found.status_code, request, str(request.url)
        answer.headers = CaseInsensitiveDict(found.headers)
        answer.raw, answer.encoding = BytesIO(found.data), "utf-8"
        return answer

    def close(self) -> None:
        """There is nothing to close."""


class Inside:
    """Asked like any house of the journeys; after each request every event is heard."""

    def __init__(self) -> None:
        self.embedded = Embedded(settings.load())
        self.app = self.embedded.door()
        self.client = Client(self.app, use_cookies=False)
        self._tokens: dict[str, str] = {}

    def settle(self) -> None:
        self.embedded.dispatcher.drain()

    def look_at_files(self) -> None:
        """What intake's rounds do by themselves in a house that runs."""
        intake = next(each for each in self.embedded.services if each.name == "intake")
        while rounds.once(intake.works, self.embedded.settings):
            pass
        self.settle()

    def rows(self) -> dict[tuple[str, str], int]:
        """How many rows each table of each service has."""
        found = {}
        for service in self.embedded.services:
            with service.works.reading() as session:
                rows = session.execute(_counting(service.metadata))
                found |= {(service.name, table): count for table, count in rows}
        return found

    def changed_since(self, rows: dict[tuple[str, str], int]) -> set[str]:
        """The tables that have more or fewer rows now."""
        return {table for (service, table), count in self.rows().items() if rows[service, table] != count}

    def visitor(self, language: str = "zh-CN") -> Door:
        return self._door(None, language)

    def receipt_holder(self, code: str, language: str = "zh-CN") -> Door:
        return self._door(f"Receipt {code}", language)

    def staff(self, username: str, language: str = "zh-CN") -> Door:
        return self._door(self.bearer(username), language)

    def bearer(self, username: str) -> str:
        """The Authorization of a signed-in account."""
        if username not in self._tokens:
            credentials = {"username": username, "password": PASSWORD}
            token = self.visitor().post("/staff/api/v1/tokens", credentials)["access_token"]
            self._tokens[username] = f"Bearer {token}"
        return self._tokens[username]

    def _door(self, authorization: str | None, language: str) -> Door:
        door = Door(ADDRESS, authorization, language)
        door.http.mount(ADDRESS, Straight(self))
        return door


@cache
def _counting(metadata: MetaData) -> TextClause:
    """One question for all tables, worded once: it is asked before and after whatever must store nothing."""
    return text(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in metadata.tables))


@contextmanager
def opened(folder: Path) -> Iterator[Inside]:
    """A house with demo accounts that works in `folder`."""
    demo = {"JIANDU_DEMO": "1", "JIANDU_DEMO_PASSWORD": PASSWORD}
    furnish(folder / "var", demo, partial(begun, settings=demo))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIANDU_DATA_DIR", str(folder / "var"))
        for name, value in demo.items():
            patch.setenv(name, value)
        house = Inside()
        try:
            yield house
        finally:
            house.embedded.stop()
