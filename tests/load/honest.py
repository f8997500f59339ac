"""Honest people behind one address: with a script, without one, on one page, by a program. Each goes on until there
is a receipt, and does what it is asked on the way; whatever else happens is noted as a refusal."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from services.intake.domain import crowd
from tests.intake.views.forms import Page, Sent
from tests.load.http import Answer, Line, encoded

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STATEMENT = "检查时没有出示证件，当场收了两千元现金，没有开票据。"
STEPS: dict[str, dict[str, Any]] = {
    "who": {"kind": "officer", "place": "330106"},
    "what": {"what": STATEMENT},
    "when": {"spot": "二车间"},
    "circumstances": {},
    "evidence": {"evidence": "有录像"},
    "you": {"identity": "anonymous"},
}
WHOLE = {"who_kind": "officer", "who_place": "330106", "what": STATEMENT, "identity": "anonymous"}


@dataclass
class Notes:
    """What all of them together have met."""

    seconds: list[float] = field(default_factory=list)
    """Each request, from sending it to its whole answer."""
    sending: list[float] = field(default_factory=list)
    """The one that handed the complaint in."""
    received: int = 0
    refused: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    """By kind: who was asked for work or a wait."""
    waited: list[float] = field(default_factory=list)


class Refused(Exception):
    """An answer that is neither what was wanted nor a wait."""


@dataclass
class Person:
    """One of them: a browser or a program at an address of its own or in common."""

    line: Line
    address: str
    notes: Notes
    workers: Executor
    hurry: float = 1.0
    """Divides the time that one thinks and types."""
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Page:
        answer = await self._ask("GET", path, None, {})
        self._expect(answer, 200, path)
        return Page(Sent(answer.status, answer.body.decode()))

    async def post(self, path: str, fields: dict[str, Any]) -> Answer:
        return await self._ask("POST", path, urlencode(fields, doseq=True).encode(), FORM)

    async def send(self, path: str, body: dict[str, Any]) -> Answer:
        return await self._ask("POST", path, body, {})

    async def think(self, least: float = 1.0, most: float = 6.0) -> None:
        await asyncio.sleep(random.uniform(least, most) / self.hurry)

    async def work(self, number: str, bits: int) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workers, _proof, number, bits)

    def handed_in(self) -> None:
        self.notes.received += 1
        self.notes.sending.append(self.notes.seconds[-1])

    def _expect(self, answer: Answer, status: int, path: str) -> None:
        if answer.status != status:
            raise Refused(f"{path}: {answer.status} {answer.body[:200].decode(errors='replace')}")

    async def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        more = {"X-Forwarded-For": self.address} | ({"Cookie": cookies} if cookies else {}) | headers
        request = encoded(method, "jiandu", path, body, more)
        if FORM.items() <= headers.items():
            request = request.replace(b"Content-Type: application/json\r\n", b"", 1)
        start = time.perf_counter()
        answer = await self.line.send(request)
        self.notes.seconds.append(time.perf_counter() - start)
        for name, value in re.findall(r"(jiandu_\w+)=([^;]*)", answer.headers.get("set-cookie", "")):
            self.cookies[name] = value
        return answer


def _proof(number: str, bits: int) -> str:
    return next(str(proof) for proof in count() if crowd.solves(number, str(proof), bits))


async def with_script(person: Person) -> None:
    await _in_steps(person)
    await _hand_in(person, "/complaints/new/check", await person.get("/complaints/new/check"), script=True)


async def without_script(person: Person) -> None:
    await _in_steps(person)
    await _hand_in(person, "/complaints/new/check", await person.get("/complaints/new/check"), script=False)


async def on_one_page(person: Person) -> None:
    page = await person.get("/complaints/whole")
    await person.think(5, 20)
    answer = await person.post("/complaints/whole", page.fields | WHOLE)
    person._expect(answer, 200, "/complaints/whole")
    checked = Page(Sent(answer.status, answer.body.decode()))
    await _hand_in(person, "/complaints/whole/send", checked, script=True)


async def by_program(person: Person) -> None:
    answer = await person.send("/api/v1/receipts", {})
    person._expect(answer, 201, "/api/v1/receipts")
    drawn = answer.json()
    body = {"identity": "anonymous", "statement": STATEMENT, "ticket": drawn["ticket"]}
    answer = await person.send("/api/v1/complaints", body)
    if answer.status == 429:
        person.notes.asked["program"] += 1
        asked = answer.json()["challenge"]
        proof = await person.work(asked["tracking_number"], asked["bits"])
        answer = await person.send("/api/v1/complaints", body | {"ticket": asked["ticket"], "proof": proof})
    person._expect(answer, 201, "/api/v1/complaints")
    person.handed_in()


KINDS: dict[str, Callable[[Person], Awaitable[None]]] = {
    "in steps, with a script": with_script,
    "in steps, without a script": without_script,
    "on one page": on_one_page,
    "by a program": by_program,
}


async def _in_steps(person: Person) -> None:
    await person.get("/")
    await person.get("/complaints/new")
    for name, typed in STEPS.items():
        page = await person.get(f"/complaints/new/{name}")
        await person.think()
        answer = await person.post(f"/complaints/new/{name}", page.fields | typed)
        person._expect(answer, 303, name)


async def _hand_in(person: Person, path: str, page: Page, *, script: bool) -> None:
    start = time.monotonic()
    answer = await person.post(path, _own(page))
    while (waiting := await _to_wait(person, answer)) is not None:
        person.notes.asked["with a script" if script else "without a script"] += 1
        if script:
            number, bits = (
                re.search(f'data-{name}="([^"]+)"', waiting.text)[1] for name in ("number", "proof")
            )  # type: ignore[index]  # the page has both
            waiting.fields["proof"] = await person.work(number, int(bits))
        else:
            await _wait(person, waiting)
        answer = await person.post(path, _own(waiting))
    person._expect(answer, 303, path)
    person.handed_in()
    person.notes.waited.append(time.monotonic() - start)
    await person.get("/complaints/receipt")


def _own(page: Page) -> dict[str, Any]:
    return {name: value for name, value in page.fields.items() if name != "change"}


async def _to_wait(person: Person, answer: Answer) -> Page | None:
    """The page that asks for work or a wait, where it is one."""
    if answer.status == 303 and answer.headers.get("location", "").endswith("/complaints/turn"):
        return await person.get("/complaints/turn")
    if answer.status == 200:
        return Page(Sent(200, answer.body.decode()))
    return None


async def _wait(person: Person, page: Page) -> None:
    """As the page says: it looks by itself until it is one's turn."""
    while found := re.search(r'http-equiv="refresh" content="(\d+)"', page.text):
        await asyncio.sleep(int(found[1]))
        again = await person.get("/complaints/turn")
        page.text = again.text
