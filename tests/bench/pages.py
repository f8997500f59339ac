"""Pages with ten thousand complaints in the databases and with a million; and what the programs then hold."""

import time
from collections.abc import Callable, Iterator
from itertools import cycle

import requests

from services.intake import vault
from services.intake.views.cookies import FOLLOWED
from shared.clock import system_clock
from shared.contracts.terms import Service
from tests.bench.clients.wrk import NotMeasured
from tests.bench.figure import Figure, Goal, percentile, said
from tests.bench.million import repeat
from tests.bench.stage import Stage, running
from tests.bench.through import Through
from tests.bench.towns import town
from tests.load.estate import Estate

SLOWER = Goal(1.5, 1.5, less_is_better=True)
Ask = Callable[[], requests.Response]
DESK, TRIAGE = "/investigation/", "/triage/"


def measure(stage: Stage) -> list[Figure]:
    """Each page again and again at both, in turns; judged by the ratio of the 95th percentiles."""
    with running(town(stage, "small")) as small, running(town(stage, "large")) as large:
        few, many = asking(small), asking(large)
        figures = [_compare(stage, name, few[name], many[name]) for name in few]
        figures.append(_memory(large))
    return figures


def asking(estate: Estate) -> dict[str, Ask]:
    """By name, what asks for the page; each time for another complaint where it is about one."""
    house = Through(estate)
    desk, triage = house.staff("investigator-330106"), house.staff("triage-330106")
    cases = repeat.look_up(estate.databases[Service.INVESTIGATION], "home AND case_id IS NOT NULL", 40)
    ours = cycle([number for number, _ in cases])
    any_at_all = repeat.look_up(estate.databases[Service.INTAKE], "true", 40)
    followed = cycle([_cookie(key) for _, key in any_at_all])
    return {
        "the desk's queue": lambda: desk.ask("GET", DESK),
        "the desk's queue, ended cases": lambda: desk.ask("GET", DESK, params={"view": "ended"}),
        "search at the desk by number": lambda: desk.ask("GET", DESK, params={"q": next(ours)}),
        "search at the desk by a part": lambda: desk.ask("GET", DESK, params={"q": next(ours)[2:7]}),
        "the triage desk": lambda: triage.ask("GET", TRIAGE),
        "search at the triage desk": lambda: triage.ask("GET", TRIAGE, params={"q": next(ours)[2:7]}),
        "the follow page": lambda: house.visitor().ask("GET", "/follow", headers={"Cookie": next(followed)}),
    }


def _cookie(key: str) -> str:
    until = system_clock() + FOLLOWED.lifetime
    return f"{FOLLOWED.name}={vault.seal_text(FOLLOWED.name, [key, until.isoformat()])}"


def _compare(stage: Stage, name: str, few: Ask, many: Ask) -> Figure:
    rounds, count = stage.pick(4, 1), stage.pick(40, 4)
    for ask in (few, many):
        list(times(ask, 3))
    pairs = [(list(times(few, count)), list(times(many, count))) for _ in range(rounds)]
    little = percentile([one for times, _ in pairs for one in times], 0.95)
    much = percentile([one for _, times in pairs for one in times], 0.95)
    ratios = [round(percentile(b, 0.95) / percentile(a, 0.95), 2) for a, b in pairs]
    return Figure(
        "pages", name, f"p95 {said(much)} ms", f"p95 {said(little)} ms with 10 thousand",
        round(much / little, 2), "times as long", SLOWER, ratios,
    )  # fmt: skip


def times(ask: Ask, count: int) -> Iterator[float]:
    """Milliseconds of each answer."""
    for _ in range(count):
        start = time.perf_counter()
        answer = ask()
        yield 1000 * (time.perf_counter() - start)
        if answer.status_code != 200:
            raise NotMeasured(f"{answer.url}: {answer.status_code}")


def _memory(estate: Estate) -> Figure:
    """What each program holds for itself and its share of what it has in common with others."""
    held = {unit.name: unit.resident() / 2**20 for unit in estate.units.values()}
    each = ", ".join(f"{name} {size:.0f}" for name, size in held.items())
    whole = sum(held.values())
    return Figure("pages", "memory after a million, by program", f"{each} MB", "", round(whole), "MB in all")
