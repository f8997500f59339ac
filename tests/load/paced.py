"""Requests at a steady rate, whatever becomes of the ones before; each timed from when it was due."""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Sender(Protocol):
    """Sends one request at a time and waits for its answer."""

    async def __call__(self) -> None: ...
    def close(self) -> None: ...


async def paced(make: Callable[[], Sender], rate: float, seconds: float) -> list[float]:
    """Seconds from the moment at which each request was due until its answer had come."""
    idle: list[Sender] = []
    loop = asyncio.get_running_loop()
    start, taken = loop.time() + 0.1, []

    async def send(due: float) -> None:
        await asyncio.sleep(due - loop.time())
        sender = idle.pop() if idle else make()
        await sender()
        idle.append(sender)
        taken.append(loop.time() - due)

    await asyncio.gather(*(send(start + number / rate) for number in range(max(1, int(rate * seconds)))))
    for sender in idle:
        sender.close()
    return taken
