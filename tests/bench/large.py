"""A case as large as they come beside a small one: every page of it, and what the JSON door says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests

from services.investigation.views.case import TABS
from shared.clock import system_clock
from shared.contracts.terms import Service
from shared.database import Database
from shared.work import Works
from tests.bench.clients.wrk import NotMeasured
from tests.bench.figure import Figure, Goal, percentile, said
from tests.bench.life import Life, lead
from tests.bench.pages import times
from tests.bench.stage import Stage, running
from tests.bench.through import Through
from tests.investigation.large import ENTRIES, FILES, LETTERS, RESPONDENTS, grow
from tests.investigation.test_api import FINDING
from tests.journeys.complaints import complaint, respondent
from tests.journeys.journey import CASES
from tests.load.estate import Estate

AT_ONCE = Goal(300, 300, less_is_better=True)
PAGE = "/investigation/cases"
Ask = Callable[[], requests.Response]


@dataclass(frozen=True)
class Size:
    """How much belongs to a case."""

    respondents: int = 1
    entries: int = 0
    files: int = 1
    letters: int = 0


SMALL, LARGE = Size(), Size(RESPONDENTS, ENTRIES, FILES, LETTERS)


def find_on_each(life: Life) -> None:
    """A finding on every matter, each on the version that the one before left behind."""
    desk, resource = life.staff("investigator"), f"{CASES}/{life.case_id}"
    seen = desk.ask("GET", resource)
    for allegation in seen.json()["allegations"]:
        headers = {"If-Match": seen.headers["ETag"]}
        finding = FINDING | {"allegation": allegation["id"]}
        seen = desk.ask("POST", f"{resource}/findings", json=finding, headers=headers)
        if seen.status_code not in (200, 201):
            raise NotMeasured(f"{seen.url}: {seen.status_code}")


FOUND = (Life.submit, Life.accept, Life.find_the_case, Life.claim, find_on_each)
"""All is found and nothing proposed: the form of outcomes is what the page is about."""
PROPOSED = (*FOUND, Life.propose_outcome)
ENDED = (*PROPOSED, Life.head_approves_it, Life.unit_carries_it_out, Life.close)


@dataclass(frozen=True)
class Three:
    """Three cases of one size, by how far they have come."""

    found: Life
    proposed: Life
    archived: Life


def measure(stage: Stage) -> list[Figure]:
    """Each page of both in turns; judged by the 95th percentile of the large one's."""
    estate = stage.estate("large_case", JIANDU_TRIAGE_MODE="assisted")
    most = LARGE if not stage.quick else Size(9, 50, 13, 1)
    with running(estate):
        little, much = (asking(estate, three(estate, size)) for size in (SMALL, most))
        return [_compare(stage, name, little[name], much[name]) for name in little]


def three(estate: Estate, size: Size) -> Three:
    """Led through the doors; steps, files and letters then written straight into the tables."""
    return Three(*(_grown(estate, size, steps) for steps in (FOUND, PROPOSED, ENDED)))


def _grown(estate: Estate, size: Size, steps: tuple) -> Life:
    accused = [respondent(name=f"执法员{n:02}", role="执法队员") for n in range(1, size.respondents + 1)]
    life = lead(Through(estate), steps, complaint(*accused))
    database = Database(estate.databases[Service.INVESTIGATION])
    try:
        works = Works(database, Service.INVESTIGATION, system_clock)
        grow(works, life.case_id, size.entries, size.files, size.letters)
    finally:
        database.dispose()
    if steps is ENDED:
        resource = f"{CASES}/{life.case_id}"
        life.staff("investigator").change(resource, f"{resource}/archive", {"years": 30, "note": ""})
    return life


def asking(estate: Estate, cases: Three) -> Mapping[str, Ask]:
    """By name, what asks for the page."""
    house = Through(estate)
    found, proposed, archived = (each.case_id for each in (cases.found, cases.proposed, cases.archived))
    investigator, head = house.staff("investigator-330106"), house.staff("head-330106")

    def page(case: str, **query: str) -> Ask:
        return lambda: investigator.ask("GET", f"{PAGE}/{case}", params=query)

    tabs = {f"the case's page, {tab}": page(found, tab=tab) for tab in TABS}
    return tabs | {
        "the course's last page": page(found, page="999"),
        "search in the course": page(found, find="现场"),
        "one finding's form": page(found, tab="matters", allegation="1"),
        "the head's approval": lambda: head.ask("GET", f"{PAGE}/{proposed}", params={"tab": "outcome"}),
        "a decided case's documents": page(archived, tab="documents"),
        "an archived file's list": page(archived, tab="closing"),
        "the case as JSON": lambda: investigator.ask("GET", f"{CASES}/{found}"),
        "an archived file's list as JSON": lambda: investigator.ask("GET", f"{CASES}/{archived}/archive"),
        "the queue with it alone": lambda: investigator.ask(
            "GET", "/investigation/", params={"q": cases.found.tracking_number}
        ),
        "the queue as JSON": lambda: investigator.ask(
            "GET", CASES, params={"q": cases.found.tracking_number}
        ),
    }


def _compare(stage: Stage, name: str, small: Ask, large: Ask) -> Figure:
    rounds, count = stage.pick(3, 1), stage.pick(20, 2)
    sizes = [len(ask().content) for ask in (small, large) for _ in range(3)]
    pairs = [(list(times(small, count)), list(times(large, count))) for _ in range(rounds)]
    little = percentile([one for each, _ in pairs for one in each], 0.95)
    much = percentile([one for _, each in pairs for one in each], 0.95)
    return Figure(
        "large", name, f"p95 {said(much)} ms, {sizes[-1] / 1000:.0f} kB",
        f"p95 {said(little)} ms, {sizes[0] / 1000:.0f} kB of a small case: {much / little:.1f} times as long",
        round(much, 1), "ms p95", AT_ONCE, [round(percentile(each, 0.95), 1) for _, each in pairs],
    )  # fmt: skip
