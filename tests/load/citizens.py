"""Citizens who complain at a steady rate, and do not give up: number and code first, then the complaint,
again and again with the same ticket until the answer is 201."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.complaints import complaint
from tests.load.http import LOST, Answer, Line, encoded

FIRST_WAIT, LONGEST_WAIT = 0.2, 2.0
ATTEMPT_SECONDS = 10.0


@dataclass
class Sent:
    """One complaint as its citizen knows it. Times are the machine's own, in seconds since 1970."""

    tracking_number: str
    receipt_code: str
    sent_at: float
    answered_at: float | None = None
    attempts: int = 0


@dataclass
class Notes:
    """What all citizens together have noted down."""

    sent: list[Sent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Answers that are neither 201 nor a reason to try again; there must be none."""
    late: int = 0
    """Citizens who could not draw a number before the end."""

    @property
    def answered(self) -> list[Sent]:
        return [one for one in self.sent if one.answered_at is not None]


class Crowd:
    """Keeps citizens coming at `rate` a second until told to stop; then waits for those still trying."""

    def __init__(self, port: int, rate: float, now: Callable[[], float] = time.time) -> None:
        self._port, self._rate, self._now = port, rate, now
        self.notes = Notes()
        self._idle: list[Line] = []

    async def come(self, until: asyncio.Event, patience: float) -> Notes:
        """Send until `until` is set; citizens without an answer go on for `patience` seconds at most."""
        citizens, start, count = set(), asyncio.get_running_loop().time(), 0
        give_up = asyncio.Event()
        while not until.is_set():
            count += 1
            citizens.add(asyncio.create_task(self._citizen(give_up)))
            await self._pause(start + count / self._rate - asyncio.get_running_loop().time(), until)
        _, waiting = await asyncio.wait(citizens, timeout=patience)
        give_up.set()
        if waiting:
            await asyncio.wait(waiting)
        for citizen in citizens:
            citizen.result()  # a citizen's own fault is ours: it must not pass as a lost answer
        for line in self._idle:
            line.close()
        return self.notes

    async def _pause(self, seconds: float, until: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(until.wait(), max(0.0, seconds))
        except TimeoutError:
            return

    async def _citizen(self, give_up: asyncio.Event) -> None:
        drawn = await self._insist("/api/v1/receipts", {}, {}, give_up, None)
        if drawn is None:
            self.notes.late += 1
            return
        receipt = drawn.json()
        noted = Sent(receipt["tracking_number"], receipt["receipt_code"], self._now())
        self.notes.sent.append(noted)
        body = complaint() | {"ticket": receipt["ticket"]}
        header = {"Idempotency-Key": f"{receipt['tracking_number']}-{receipt['receipt_code'][:7]}"}
        if await self._insist("/api/v1/complaints", body, header, give_up, noted) is not None:
            noted.answered_at = self._now()

    async def _insist(
        self,
        path: str,
        body: dict[str, Any],
        headers: dict[str, str],
        give_up: asyncio.Event,
        noted: Sent | None,
    ) -> Answer | None:
        """The 201, however long it takes; None when time is up or the house refuses for good."""
        request, wait = encoded("POST", "jiandu", path, body, headers), FIRST_WAIT
        while not give_up.is_set():
            line = self._idle.pop() if self._idle else Line("127.0.0.1", self._port)
            if noted is not None:
                noted.attempts += 1
            try:
                answer = await line.send(request, ATTEMPT_SECONDS)
            except LOST:
                answer = None
            self._idle.append(line)
            if answer is not None and answer.status == 201:
                return answer
            if answer is not None and answer.status not in (429, 500, 502, 503, 504):
                self.notes.refused.append(f"{path}: {answer.status} {answer.body[:300]!r}")
                return None
            await self._pause(wait * random.uniform(0.5, 1), give_up)
            wait = min(wait * 2, LONGEST_WAIT)
        return None
