"""The running house as its users meet it: HTTP and JSON at one address, nothing else."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 30.0
"""How long events may be on their way from one service to the next, in seconds."""
RENEW = 60.0
"""A token that ends within so many seconds is drawn anew."""


class Refused(Exception):
    """The house answered, but not with what was asked for."""

    def __init__(self, request: str, status: int, text: str) -> None:
        super().__init__(f"{request}: {status} {text[:300]}")
        self.status = status


class NeverCame(Exception):
    """What was waited for did not come."""


@dataclass(frozen=True)
class Answer:
    """What came back, with the version it came in."""

    status: int
    content: Any
    etag: str | None


class Door:
    """One address, and the passes of those who go in by it."""

    def __init__(self, host: str, port: int, password: str) -> None:
        self._host, self._port, self._password = host, port, password
        self._tokens: dict[str, tuple[float, str]] = {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Whatever the answer is. Raises OSError or HTTPException when there is none."""
        connection = HTTPConnection(self._host, self._port, timeout=60)
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        kind = {"Content-Type": "application/json"} if sent is not None else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, sent, {"Accept-Language": "zh-CN"} | kind | named)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        content = json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text
        return Answer(answer.status, content, answer.headers.get("ETag"))

    def demand(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """The answer, when it is a good one. Raises Refused."""
        answer = self.ask(method, path, body, **headers)
        if answer.status >= 300:
            raise Refused(f"{method} {path}", answer.status, json.dumps(answer.content, ensure_ascii=False))
        return answer

    def token(self, username: str) -> str:
        """The bearer header of a signed-in account. Raises Refused."""
        until, token = self._tokens.get(username, (0.0, ""))
        if time.monotonic() > until - RENEW:
            credentials = {"username": username, "password": self._password}
            drawn = self.demand("POST", "/staff/api/v1/tokens", credentials).content
            until, token = time.monotonic() + drawn["expires_in"], f"Bearer {drawn['access_token']}"
            self._tokens[username] = (until, token)
        return token

    def staff(self, username: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """As `demand`, by someone signed in."""
        return self.demand(method, path, body, Authorization=self.token(username), **headers)

    def open(self, patience: float) -> bool:
        """Whether the house answers, waiting for it a while."""
        try:
            wait(lambda: self._answers(), "the house to open", patience)
        except NeverCame:
            return False
        return True

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz").status == 200
        except (OSError, HTTPException):
            return False


def wait(ask: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
    """The first answer of `ask` that is not nothing. Raises NeverCame."""
    deadline, pause = time.monotonic() + patience, 0.05
    while not (found := ask()):
        if time.monotonic() > deadline:
            raise NeverCame(what)
        time.sleep(pause)
        pause = min(pause * 1.5, 1.0)
    return found
