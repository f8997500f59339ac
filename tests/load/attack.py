"""Somebody who floods: complaints without any work, pages, drafts and guesses, at a steady rate."""

import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from tests.load.honest import FORM, STATEMENT, Notes, Person
from tests.load.http import LOST, Line, encoded
from tests.load.paced import paced


@dataclass
class Attacker:
    """Ten requests in turn: six complaints, two pages, a guess at a code, a draft."""

    port: int
    address: str
    statuses: Counter[str] = field(default_factory=Counter)
    _number: count = field(default_factory=count)  # type: ignore[type-arg]
    _requests: list[tuple[str, bytes]] = field(default_factory=list)

    async def prepare(self) -> None:
        """A session and a token as any visitor gets them: so drafts are written, not refused."""
        person = Person(Line("127.0.0.1", self.port), self.address, Notes(), None)  # type: ignore[arg-type]
        page = await person.get("/complaints/new/what")
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        token = f"csrf_token={page.token}&what=x".encode()
        who = {"X-Forwarded-For": self.address}
        complaint = {"identity": "anonymous", "statement": STATEMENT}
        form = who | FORM | {"Cookie": cookies}
        self._requests = [
            *[("complaint", encoded("POST", "jiandu", "/api/v1/complaints", complaint, who))] * 6,
            *[("page", encoded("GET", "jiandu", "/", None, who))] * 2,
            ("guess", _form("/follow", token + b"&number=7K3M-9QXT-AB2C&code=ABC", form)),
            ("draft", _form("/complaints/new/what", token, form)),
        ]

    def line(self) -> "_Line":
        return _Line(self)


def _form(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    request = encoded("POST", "jiandu", path, body, headers)
    return request.replace(b"Content-Type: application/json\r\n", b"", 1)


class _Line:
    def __init__(self, attacker: Attacker) -> None:
        self._attacker, self._line = attacker, Line("127.0.0.1", attacker.port)

    async def __call__(self) -> None:
        name, request = self._attacker._requests[next(self._attacker._number) % 10]
        try:
            status = str((await self._line.send(request)).status)
        except LOST:
            status = "lost"
        self._attacker.statuses[f"{name} {status}"] += 1

    def close(self) -> None:
        self._line.close()


async def _attack(port: int, address: str, rate: float, seconds: float) -> Attacker:
    attacker = Attacker(port, address)
    await attacker.prepare()
    await paced(attacker.line, rate, seconds)
    return attacker


def main(port: str, address: str, rate: str, seconds: str) -> None:
    """In a process of its own, so that it takes nothing of the time in which the honest are measured."""
    attacker = asyncio.run(_attack(int(port), address, float(rate), float(seconds)))
    json.dump(attacker.statuses, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
