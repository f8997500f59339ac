"""Accepted submissions a second, with everything on, beside the bare inserts and the bare web server."""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.servers.private import free_port
from shared.contracts.terms import Service
from tests.bench.clients import pgbench, wrk
from tests.bench.figure import Figure, Goal, Pairs, percentile, said
from tests.bench.stage import WEB, Stage, environment, running
from tests.load.http import Line, encoded
from tests.load.paced import paced
from tests.load.unit import ROOT, Unit

PATH = "/api/v1/complaints"
CONNECTIONS = 32
INSERTS, EMPTY, CALM = Goal(0.15, 0.08), Goal(0.35, 0.18), Goal(100, 100, less_is_better=True)


def measure(stage: Stage) -> list[Figure]:
    """Validation, sealing, audit and outbox in one transaction, through gunicorn, at 32 connections."""
    body, seconds = wrk.body_file(stage.folder), stage.pick(8, 1)
    estate = stage.estate("submission")
    inserts, empty = Pairs(), Pairs()
    with running(estate, "web"), _empty_view(stage.folder) as empty_port:
        port = estate.ports[Service.INTAKE]
        wrk.post(port, PATH, body, CONNECTIONS, 1)
        file = pgbench.prepare(estate.databases[Service.INTAKE], stage.folder / "inserts.sql")
        floor = stage.estate("inserts").databases[Service.INTAKE]
        for _ in range(stage.pick(3, 1)):
            bare = pgbench.run(floor, file, CONNECTIONS, seconds)
            nothing = wrk.post(empty_port, "/", body, CONNECTIONS, seconds)
            accepted = wrk.post(port, PATH, body, CONNECTIONS, seconds)
            inserts.add(accepted, bare)
            empty.add(accepted, nothing)
        rate = sum(inserts.subject) / len(inserts.subject) / 2
        calm = asyncio.run(paced(lambda: _sender(port, body), rate, stage.pick(15, 1)))
    part = "submission"
    return [
        inserts.figure(part, "accepted submissions", "of the same inserts by pgbench", "/s", INSERTS),
        empty.figure(part, "accepted submissions", "of an empty Flask view", "/s", EMPTY),
        _calm(rate, calm),
    ]


def _calm(rate: float, calm: list[float]) -> Figure:
    p99 = percentile(calm, 0.99) * 1000
    measured = f"p50 {said(percentile(calm, 0.5) * 1000)} ms, p99 {said(p99)} ms"
    name = "answer to a submission at half that load"
    return Figure("submission", name, measured, f"{said(rate)} /s", round(p99, 1), "ms p99", CALM)


class _sender:
    """One line to the door, and complaints of its own."""

    _count = 0

    def __init__(self, port: int, body: Path) -> None:
        self._line, self._body = Line("127.0.0.1", port), body.read_text()

    async def __call__(self) -> None:
        _sender._count += 1
        mark = f"{time.time_ns()}-{_sender._count}"
        content = self._body.replace(wrk.MARK, mark).encode()
        answer = await self._line.send(encoded("POST", "jiandu", PATH, content, {"Idempotency-Key": mark}))
        if answer.status != 201:
            raise wrk.NotMeasured(f"{answer.status}: {json.loads(answer.body)}")

    def close(self) -> None:
        self._line.close()


@contextmanager
def _empty_view(folder: Path) -> Iterator[int]:
    """A view that does nothing, on the same gunicorn with the same settings."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{port}",
        "--workers", str(WEB.workers), "--threads", str(WEB.threads), "tests.bench.clients.empty:app",
    ]  # fmt: skip
    unit = Unit("empty", command, environment() | {"PYTHONPATH": str(ROOT)}, folder / "empty.log")
    unit.start()
    try:
        asyncio.run(_until_open(port))
        yield port
    finally:
        unit.stop()


async def _until_open(port: int) -> None:
    line = Line("127.0.0.1", port)
    for _ in range(200):
        try:
            await line.send(encoded("POST", "jiandu", "/", b""))
        except OSError:
            await asyncio.sleep(0.05)
        else:
            break
    line.close()
