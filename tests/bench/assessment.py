"""Judging: on one core without a database, and with all its look-ups, kept and committed, among a million."""

import time
from statistics import median

from services.triage.handlers import HANDLERS
from shared.clock import system_clock
from shared.contracts.events import ComplaintReceived
from shared.contracts.terms import Service
from shared.database import Database
from shared.work import SYSTEM, Works
from tests.bench.figure import Figure, Goal, percentile, said
from tests.bench.stage import Stage
from tests.bench.towns import town
from tests.load import assessing
from tests.load.estate import Estate
from tests.load.similar import Writer, heard

A_SECOND = Goal(3_000, 2_000)
MILLISECONDS = Goal(10, 20, less_is_better=True)


def measure(stage: Stage) -> list[Figure]:
    """Without the database first; then one after the other at ten thousand and at a million, in turns."""
    return [*rates(stage), kept(stage, town(stage, "small"), town(stage, "large"))]


def rates(stage: Stage) -> list[Figure]:
    """So many in a second of one core's time, beside JSON round trips of the same facts."""
    rounds = [assessing.rates(stage.pick(20, 1) / 10) for _ in range(stage.pick(3, 1))]
    return [_rate([each[at] for each in rounds]) for at in range(len(rounds[0]))]


def _rate(rounds: list[assessing.Rate]) -> Figure:
    reached, floor = median(one.a_second for one in rounds), median(one.floor for one in rounds)
    return Figure(
        "assessment", rounds[0].name, f"{said(reached)} a second", f"{said(floor)} JSON round trips a second",
        round(reached), "a second", A_SECOND, [round(one.a_second) for one in rounds],
    )  # fmt: skip


def kept(stage: Stage, few: Estate, many: Estate) -> Figure:
    """A complaint is heard: looked up, its statement read, judged, kept, indexed, told and committed."""
    rounds, count = stage.pick(4, 1), stage.pick(75, 5)
    small, large = _works(few), _works(many)
    writer = Writer.start(1)
    _times(large, writer, 3)
    pairs = [(_times(small, writer, count), _times(large, writer, count)) for _ in range(rounds)]
    little = percentile([one for times, _ in pairs for one in times], 0.95)
    much = percentile([one for _, times in pairs for one in times], 0.95)
    for works in (small, large):
        works.database.dispose()
    return Figure(
        "assessment", "one assessment with its look-ups, kept", f"p95 {said(much)} ms",
        f"p95 {said(little)} ms with 10 thousand", round(much, 1), "ms", MILLISECONDS,
        [round(percentile(times, 0.95), 1) for _, times in pairs],
    )  # fmt: skip


def _works(estate: Estate) -> Works:
    return Works(Database(estate.databases[Service.TRIAGE]), "triage", system_clock)


def _times(works: Works, writer: Writer, count: int) -> list[float]:
    """Milliseconds of each."""
    found = []
    for number in range(count):
        event = heard(writer, number)
        start = time.perf_counter()
        with works.begin(SYSTEM) as work:
            HANDLERS[ComplaintReceived](work, event)
        found.append(1000 * (time.perf_counter() - start))
    return found
