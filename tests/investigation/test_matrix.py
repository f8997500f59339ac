"""Every standing of a case, everybody, every action: a sample of all of them on PostgreSQL, at both doors.

What the rules leave open is done, and everything else is refused and leaves nothing behind; the pages offer what
is open and no more; whoever must not know of a case is answered as for one that there is not.
"""

import os
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from services.investigation.domain.case import Action
from services.investigation.views.case_actions import PLACES
from shared.work import Works
from tests.investigation.builders import accepted
from tests.investigation.conflicts.conftest import away, serve  # noqa: F401
from tests.investigation.conflicts.posts import SQUAD
from tests.investigation.matrix import people as everybody
from tests.investigation.matrix.asks import COVERED, Ask, asks
from tests.investigation.matrix.doing import by_form, by_program, marks, open_to, undone
from tests.investigation.matrix.offers import offered
from tests.investigation.matrix.people import NOWHERE, READERS, Seats
from tests.investigation.matrix.standings import STANDINGS, bring_about
from tests.investigation.test_secured import MADE
from tests.investigation.test_views import Browser

SAMPLE = int(os.environ.get("JIANDU_MATRIX", "80"))
"""So many requests; JIANDU_MATRIX=0 is all of them."""
PAGES = max(8, SAMPLE // 20) if SAMPLE else 0
DONE = (200, 201, 204, 303)
REFUSED = (403, 404, 409)
T = TypeVar("T")

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(3600 if SAMPLE != 80 else 600)]


@pytest.fixture
def people(seat: Any, serve: Any, away: Any) -> Seats:  # noqa: F811
    return everybody.come(seat, serve, away)


@pytest.fixture
def cases(opened: Any, people: Seats, works: Works) -> dict[str, str]:
    def about_the_squad(**said: Any) -> str:
        about: dict[str, Any] = {
            "facts": {"respondents": [SQUAD]},
            "allegations": [
                {"id": "1", "respondent": SQUAD, "natures": ["improper"], "categories": ["C4.1"]}
            ],
        }
        return str(opened(accepted(**about | said)))

    return bring_about(about_the_squad, people, works)


def some(all_of_them: Sequence[T], count: int, random: Random) -> Sequence[T]:
    return all_of_them if count == 0 or count >= len(all_of_them) else random.sample(all_of_them, count)


@pytest.fixture
def told(cases: dict[str, str], people: Seats) -> dict[str, Any]:
    """Each case as somebody who may see it reads it, and the number of one that a special may bind."""
    found = {name: people["head"].get(f"/cases/{case}").get_json() for name, case in cases.items()}
    number = found["queued"]["tracking_number"]
    return {name: document | {"to_bind": number} for name, document in found.items()}


def test_every_action_is_among_the_requests() -> None:
    assert set(Action) == COVERED


def test_everybody_tries_everything_in_every_standing(
    cases: dict[str, str], people: Seats, works: Works, told: dict[str, Any]
) -> None:
    """Together, since none of it leaves anything behind, and the cases take long to make."""
    the_pages_offer_what_is_open_and_nothing_else(cases, people, works, told)
    whoever_must_not_know_of_a_case_is_answered_as_for_none(cases, people, works, told)
    what_is_open_is_done_and_all_else_is_refused_and_leaves_nothing(cases, people, works, told)
    who_stands_in_decides_and_who_does_not_yet_or_is_tied_is_told_why(cases, people)


def what_is_open_is_done_and_all_else_is_refused_and_leaves_nothing(
    cases: dict[str, str], people: Seats, works: Works, told: dict[str, Any]
) -> None:
    random = Random("matrix")
    pairs = some(list(product(STANDINGS, READERS)), 2 * SAMPLE, random)
    # What the core leaves open to somebody takes a look at the whole case: for a sample, at twice as many as it takes.
    possible = {(name, who): open_to(works, people[who], cases[name]) for name, who in pairs}
    all_asks = [(name, ask) for name in STANDINGS for ask in asks(told[name])]
    tried = [
        (name, ask, who, door)
        for (name, ask), who, door in product(all_asks, READERS, ("json", "form"))
        if (name, who) in possible
    ]
    tried = [each for each in tried if each[3] == "form" or each[1].json]
    # Of whatever is open to somebody there is little among so much that is not: half of a sample.
    free, closed = _parted(tried, possible)
    chosen = [*some(free, SAMPLE // 2, random), *some(closed, SAMPLE // 2, random)]
    before, answered, wrong = marks(works), Counter[tuple[bool, int]](), []
    for name, ask, who, door in chosen:
        case, is_open = cases[name], bool(possible[name, who] & set(ask.actions))
        version = told[name]["version"]
        if is_open:
            with undone(works.database):
                answer = _ask(people[who], case, ask, version, door)
        else:
            answer = _ask(people[who], case, ask, version, door)
        answered[is_open, answer.status_code] += 1
        has_it = ask.actions == (Action.CLAIM,) and _leads(told[name], people[who])
        if answer.status_code not in _right(ask, is_open or has_it):
            wrong.append((name, who, ask.name, door, is_open, answer.status_code, _said(answer)))
        now = marks(works)
        if now != before:
            wrong.append((name, who, ask.name, door, {key for key in now if now[key] != before[key]}))
            before = now

    assert not wrong, "\n".join(map(str, wrong))
    assert {True, False} == {is_open for is_open, _ in answered}


def _parted(
    tried: Sequence[Any], possible: dict[tuple[str, str], set[Action]]
) -> tuple[list[Any], list[Any]]:
    free = [each for each in tried if possible[each[0], each[2]] & set(each[1].actions)]
    return free, [each for each in tried if not possible[each[0], each[2]] & set(each[1].actions)]


def _leads(document: Any, seat: Any) -> bool:
    """Who has a case already may claim it again, and nothing changes."""
    leads = {each["staff_id"] for each in document["team"] if each["part"] == "lead"}
    return document["state"] == "investigating" and str(seat.token.staff_id) in leads


def _right(ask: Ask, is_open: bool) -> tuple[int, ...]:
    """Where there is nothing to do it to, that may be said first, whether it is open or not."""
    if ask.about_nothing:
        return (*REFUSED, 422)
    return DONE if is_open else REFUSED


def _ask(seat: Any, case: str, ask: Ask, version: int, door: str) -> Any:
    if door == "json":
        return by_program(seat, case, ask, version)
    return by_form(seat, case, ask, version, token_page(seat))


def _said(answer: Any) -> str:
    page = answer.get_data(as_text=True)
    errors = re.findall(r'href="#[^"]*">([^<]+)</a></li>|"detail": "([^"]+)"|"message": "([^"]+)"', page)
    return str(errors[:3]) if errors else page[:200]


@lru_cache(maxsize=64)
def token_page(seat: Any) -> str:
    """A page that has a token, and that the clerk may open, too."""
    return Browser(seat).get("/investigation/reports/annual")


def whoever_must_not_know_of_a_case_is_answered_as_for_none(
    cases: dict[str, str], people: Seats, works: Works, told: dict[str, Any]
) -> None:
    random = Random("nowhere")
    tried = [
        (name, ask, who, door)
        for name in STANDINGS
        for ask, who, door in product(list(asks(told[name])), NOWHERE, ("json", "form"))
    ]
    before = marks(works)
    for name, ask, who, door in some(tried, SAMPLE // 3, random):
        seat = people[who]
        mine, none = (
            by_program(seat, case, ask, 1)
            if door == "json"
            else by_form(seat, case, ask, 1, token_page(seat))
            for case in (cases[name], str(uuid4()))
        )
        assert mine.status_code == none.status_code, (name, who, ask.name, door)
        assert mine.status_code in (403, 404, 405), (name, who, ask.name, door, mine.status_code)
        assert MADE.sub(b"", mine.get_data()) == MADE.sub(b"", none.get_data()), (name, who, ask.name, door)
    assert marks(works) == before


def the_pages_offer_what_is_open_and_nothing_else(
    cases: dict[str, str], people: Seats, works: Works, told: dict[str, Any]
) -> None:
    random = Random("pages")
    wrong: list[Any] = []
    for name, who in some(list(product(STANDINGS, READERS)), PAGES, random):
        seat, case = people[who], cases[name]
        possible, tabs = open_to(works, seat, case), offered(Browser(seat), case)
        shown = set().union(*tabs.values())
        missing = possible - shown - nothing_to_do_it_to(told[name])
        if shown - possible or missing:
            wrong.append((name, who, "too much", shown - possible, "missing", missing))
        for action in shown & set(PLACES):
            if action not in tabs[PLACES[action][0]]:
                wrong.append((name, who, action, "is not where its button leads"))

    assert not wrong, "\n".join(map(str, wrong))


def nothing_to_do_it_to(document: Any) -> set[Action]:
    """What the rules leave open and no page offers, since there is nothing to choose from."""
    return set() if document["documents"] else {Action.SERVE}


def who_stands_in_decides_and_who_does_not_yet_or_is_tied_is_told_why(
    cases: dict[str, str], people: Seats
) -> None:
    case = cases["proposed"]
    codes = {
        name: people[name].get(f"/cases/{case}").get_json()["may"]["approve"].get("code")
        for name in ("acting", "later", "tied", "head")
    }
    assert codes == {"acting": None, "later": "role", "tied": "worked_there", "head": None}
    for name in set(NOWHERE) - {"clerk"}:
        assert people[name].get(f"/cases/{case}").status_code == 404
    assert re.search("代", Browser(people["acting"]).get("/investigation/"))
