"""End to end: from the citizen's POST to the case in the body's queue, all services running."""

import time

from shared.contracts.terms import Service
from tests.bench.clients.wrk import NotMeasured
from tests.bench.figure import Figure, Goal, percentile, said
from tests.bench.stage import Stage, running
from tests.faults import ledger
from tests.load.citizens import Stream

RATE = 50
MEDIAN, TAIL = Goal(20, 50, less_is_better=True), Goal(60, 200, less_is_better=True)


def measure(stage: Stage) -> list[Figure]:
    """At 50 complaints a second; visible means committed where the body's queue is read."""
    estate = stage.estate("way", JIANDU_TRIAGE_MODE="automatic")
    with running(estate):
        _come(estate.ports[Service.INTAKE], stage.pick(5, 1))
        ways = []
        for _ in range(stage.pick(3, 1)):
            notes = _come(estate.ports[Service.INTAKE], stage.pick(15, 2))
            time.sleep(2)
            arrived = ledger.in_effect_at(estate.databases, [one.tracking_number for one in notes.sent])
            if len(arrived) != len(notes.sent) or notes.refused:
                raise NotMeasured(f"{len(notes.sent)} sent, {len(arrived)} arrived; {notes.refused[:3]}")
            ways.append([1000 * (arrived[one.tracking_number] - one.sent_at) for one in notes.sent])
    everything = [way for ways_of_round in ways for way in ways_of_round]
    return [
        _figure(ways, everything, 0.5, "ms p50", MEDIAN),
        _figure(ways, everything, 0.99, "ms p99", TAIL),
    ]


def _figure(ways: list[list[float]], everything: list[float], part: float, unit: str, goal: Goal) -> Figure:
    value = round(percentile(everything, part), 1)
    rounds = [round(percentile(one, part), 1) for one in ways]
    name = "POST until visible in the body's queue"
    return Figure("way", name, f"{said(value)} ms", f"at {RATE} /s", value, unit, goal, rounds)


def _come(port: int, seconds: int):
    stream = Stream(port, RATE, patience=30)
    time.sleep(seconds)
    return stream.end()
