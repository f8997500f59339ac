"""Every state, everybody, every form: a sample of all of them on PostgreSQL. Nothing breaks, nothing forbidden is
done, and whoever must not know of a case is answered as for one that there is not."""

import os
import re
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from services.investigation.domain.case import State
from services.investigation.domain.records import RESOURCES
from services.investigation.models import Base, Case
from shared import crypto
from shared.contracts.terms import Role
from shared.database import Database
from shared.work import SYSTEM, Works
from tests.investigation.builders import fields_for
from tests.investigation.conflicts.conftest import about_the_squad, away, serve  # noqa: F401
from tests.investigation.conflicts.posts import post
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_secured import MADE, addresses
from tests.investigation.test_views import Browser

SAMPLE = int(os.environ.get("JIANDU_MATRIX", "100"))
"""More of them: JIANDU_MATRIX=2000."""
MADE_UP = "00000000-0000-7000-8000-000000000000"
FORMS = {
    "decision": ("approve", "grant", "return", "refuse"),
    "reason": ("情况属实",),
    "text": ("情况属实",),
    "username": ("carl", "dora", "anna"),
    "part": ("second", "lead"),
    "side": ("others", "self"),
    "tie": ("kin",),
    "allegation": ("1",),
    "finding": ("unfounded", "substantiated"),
    "facts": ("事实",),
    "reasons": ("理由",),
    "outcomes": ("O2", "O12"),
    "days": ("10",),
    "answer": ("satisfied",),
}
READERS = ("anna", "bert", "carl", "head", "gone", "acting", "later", "tied")
NOWHERE = ("accused", "serving", "neighbour", "withdrawn")
BOTH = (Role.INVESTIGATOR, Role.HEAD)
ENDED_ELSEWHERE = (State.TERMINATED, State.PASSED_UP)
"""Ends that other tests bring about; here they are only written down."""


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    crypto.configure([b"investigation tests' own master!"])
    made = Database(postgres_url)
    Base.metadata.create_all(made.engine)
    yield made
    made.dispose()


@pytest.fixture
def people(seat: Any, serve: Any) -> dict[str, Any]:  # noqa: F811
    """Deputies: one decides today, one later, one is tied to the accused unit; and who must not know of it."""
    found = {
        name: seat(name) for name in ("anna", "bert", "carl", "dora", "acting", "later", "tied", "withdrawn")
    }
    found |= {name: seat(name, Role.HEAD) for name in ("head", "gone", "gone2", "gone3")}
    found["accused"] = seat("accused", *BOTH, name="王某")
    found["serving"] = seat("serving", *BOTH)
    found["neighbour"] = seat("neighbour", *BOTH, home="SUP-330110")
    serve("tied", post())
    serve("serving", post(None))
    return found


@pytest.fixture
def cases(about_the_squad: Any, people: dict[str, Any], away: Any, works: Works) -> dict[State, str]:  # noqa: F811
    made = {state: about_the_squad(barred=["PERSON-330106:王某"]) for state in State}
    away(people["gone"], "acting")
    away(people["gone2"], "later", first="2026-12-01", last="2026-12-05")
    away(people["gone3"], "tied")
    for state, case in made.items():
        bring(case, state, people)
    with works.begin(SYSTEM) as work:
        for state in ENDED_ELSEWHERE:
            work.session.execute(update(Case).where(Case.id == UUID(made[state])).values(state=state))
    return made


def bring(case: str, state: State, people: dict[str, Any]) -> None:
    anna, head = people["anna"], people["head"]
    own = {"username": "withdrawn", "side": "self", "tie": "kin", "reason": "亲属"}
    people["withdrawn"].change(case, "recusals", own)
    if state is State.QUEUED:
        return
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    if state in (State.INVESTIGATING, *ENDED_ELSEWHERE):
        return
    code = "O2" if state is State.RECTIFYING else "O1"
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": code, "fields": fields_for(code)}]})
    if state is State.PROPOSED:
        return
    head.change(case, "approval", {"decision": "approve"})
    if state is State.CLOSED:
        anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})


def forms(app: Flask) -> list[str]:
    """Addresses of the forms of a case, one for each kind of record."""
    found: list[str] = []
    for method, rule in addresses(app):
        if method == "POST" and "api" not in rule.rule:
            kinds = RESOURCES.values() if "resource" in rule.arguments else [""]
            found += [re.sub(r"<(\w+:)?resource>", kind, rule.rule) for kind in kinds]
    return sorted(found)


def about(address: str, case: str) -> str:
    return re.sub(r"<[^>]*>", MADE_UP, address.replace("<uuid:case_id>", case))


def test_everybody_tries_every_form_in_every_state(
    app: Flask, cases: dict[State, str], people: dict[str, Any], works: Works
) -> None:
    random, all_forms = Random("matrix"), forms(app)
    assert len(all_forms) > 40
    answered: dict[int, int] = {}
    for _ in range(SAMPLE):
        state, who = random.choice(list(State)), random.choice(READERS + NOWHERE)
        form, case = random.choice(all_forms), cases[state]
        browser, before = Browser(people[who]), states(works, cases)
        page = page_of(browser, case)
        sent = {name: random.choice(values) for name, values in FORMS.items()}
        offered = may(people[who], case)
        answer = browser.post(about(form, case), page, **sent)
        told = (state, who, form, answer.status_code)
        assert answer.status_code < 500, told
        answered[answer.status_code] = answered.get(answer.status_code, 0) + 1
        if who in NOWHERE:
            nobody = browser.post(about(form, str(uuid4())), page, **sent)
            assert answer.status_code == nobody.status_code, told
            assert MADE.sub(b"", answer.get_data()) == MADE.sub(b"", nobody.get_data()), told
            assert states(works, cases) == before, told
        elif not any(offered.values()):
            assert states(works, cases) == before, told
    assert {200, 303, 404, 422} & set(answered), answered


def page_of(browser: Browser, case: str) -> str:
    """The case's page, or another of theirs, for its token."""
    answer = browser._ask("GET", f"/investigation/cases/{case}", query_string={"tab": "people"})
    if answer.status_code == 200:
        return str(answer.get_data(as_text=True))
    return browser.get("/investigation/absences")


def may(seat: Any, case: str) -> dict[str, bool]:
    answer = seat.get(f"/cases/{case}")
    found = answer.get_json()["may"] if answer.status_code == 200 else {}
    return {name: each["open"] for name, each in found.items()}


def states(works: Works, cases: dict[State, str]) -> dict[str, tuple[str, int]]:
    with works.reading() as session:
        rows = [session.get(Case, UUID(case)) for case in cases.values()]
        return {str(row.id): (row.state, row.version) for row in rows if row is not None}


def test_who_stands_in_decides_and_who_does_not_yet_or_is_tied_is_told_why(
    cases: dict[State, str], people: dict[str, Any]
) -> None:
    case = cases[State.PROPOSED]
    codes = {
        name: people[name].get(f"/cases/{case}").get_json()["may"]["approve"].get("code")
        for name in ("acting", "later", "tied", "head")
    }
    assert codes == {"acting": None, "later": "role", "tied": "worked_there", "head": None}
    for name in NOWHERE:
        assert people[name].get(f"/cases/{case}").status_code == 404
    assert re.search("代", Browser(people["acting"]).get("/investigation/"))
