"""The doors of an estate for a journey: each service's web side at its own port, as nginx would part them."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import requests

from shared.contracts.terms import Service
from tests.journeys.door import Door
from tests.load.estate import PASSWORD, Estate

TOKEN_SECONDS = 600


def service_of(path: str) -> Service:
    """Whose a path is."""
    if path.startswith("/investigation"):
        return Service.INVESTIGATION
    return Service.TRIAGE if path.startswith(("/triage", "/staff")) else Service.INTAKE


class PartedDoor(Door):
    """One caller; lines stay open between requests, and between doors of the same thread's session."""

    def __init__(
        self, estate: Estate, session: requests.Session, by: Callable[[], Mapping[str, str]]
    ) -> None:
        """`by`: the headers that tell who calls, asked for each time."""
        self._estate, self.http, self._by = estate, session, by

    def ask(self, method: str, path: str, **arguments: Any) -> requests.Response:
        headers = {**self._by(), **arguments.pop("headers", {})}
        address = self._estate.address(service_of(path)) + path
        arguments.setdefault("timeout", 60)
        return self.http.request(method, address, headers=headers, allow_redirects=False, **arguments)


class Through:
    """What a journey needs of a house."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate
        self._session = requests.Session()
        self._session.trust_env = False
        self._tokens: dict[str, tuple[float, str]] = {}

    def visitor(self) -> Door:
        return PartedDoor(self.estate, self._session, dict)

    def receipt_holder(self, code: str) -> Door:
        return PartedDoor(self.estate, self._session, lambda: {"Authorization": f"Receipt {code}"})

    def staff(self, username: str) -> Door:
        """Signed in anew before the token ends: a slow machine measures for longer than one lives."""
        return PartedDoor(
            self.estate, self._session, lambda: {"Authorization": f"Bearer {self.token(username)}"}
        )

    def token(self, username: str) -> str:
        signed_at, token = self._tokens.get(username, (0.0, ""))
        if not token or time.monotonic() - signed_at > TOKEN_SECONDS:
            credentials = {"username": username, "password": PASSWORD}
            token = self.visitor().post("/staff/api/v1/tokens", credentials)["access_token"]
            self._tokens[username] = (time.monotonic(), token)
        return token

    def close(self) -> None:
        self._session.close()
