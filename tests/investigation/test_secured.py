"""At every address of a case, whoever must not know of it is answered as for a case that there is not."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule

from shared.contracts.terms import Role
from tests.investigation.builders import fields_for, respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_recusals import OF_ANNA
from tests.investigation.test_views import Browser

BOTH = (Role.INVESTIGATOR, Role.HEAD)
ELSEWHERE = {
    "neighbour": "SUP-330110",
    "city": "SUP-330100",
    "province": "SUP-330000",
    "nation": "SUP-000000",
}
TERMS = {"policy": "1", "approval_chain": "section-head"}
MADE = re.compile(rb'[0-9a-f]{8}-[0-9a-f-]{27}|name="csrf_token" value="[^"]*"')
"""Ids of requests and of cases, and forms' tokens of the second: they differ by themselves."""


@pytest.fixture
def proposed(opened: Callable[..., str], seat: Any) -> str:
    """It lies before a head; the accused holds the office before, and carl withdrew."""
    accused = respondent(kind="supervision_staff", name="赵某", role="")
    case = opened(allegations=[{"id": "1", "respondent": accused}], terms=TERMS)
    head, anna = seat("head", Role.HEAD), seat("anna")
    seat("zhao", *BOTH[:1], name="赵某")
    seat("bert")
    carl = seat("carl")
    assert head.post("/offices", {"office": "section", "username": "zhao"}).status_code == 201
    anna.post(f"/cases/{case}/claim")
    carl.change(case, "recusals", OF_ANNA | {"username": "carl", "side": "self"})
    anna.change(case, "findings", FINDING)
    outcomes = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
    assert anna.change(case, "outcomes", outcomes)["proposal"]["steps"][0]["state"] == "skipped"
    return case


def addresses(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Method and rule of each address that names a case."""
    for rule in app.url_map.iter_rules():
        if "case_id" in rule.arguments:
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield method, rule


def written(rule: Rule, case: str) -> str:
    """The address about this case; what else it names is made up, the same for every case."""
    said = re.sub(r"<uuid:case_id>", case, rule.rule)
    said = re.sub(r"<any\(([a-z]+)[^>]*>", r"\1", said)
    return re.sub(r"<[^>]*>", "00000000-0000-7000-8000-000000000000", said)


@pytest.mark.parametrize("who", ["zhao", "carl", *ELSEWHERE])
def test_every_address_of_a_case_is_nowhere_for_them(proposed: str, app: Flask, seat: Any, who: str) -> None:
    name = {"zhao": "赵某"}.get(who)
    person = seat(who, *BOTH, home=ELSEWHERE.get(who, "SUP-330106"), **({"name": name} if name else {}))
    nobody, asked = str(uuid4()), 0
    headers = person.headers | {"If-Match": '"v1"'}
    for method, rule in addresses(app):
        mine, none = (
            person.client.open(
                written(rule, case), method=method, headers=headers, json={} if "api" in rule.rule else None
            )
            for case in (proposed, nobody)
        )
        assert mine.status_code == none.status_code, (method, rule.rule)
        assert MADE.sub(b"", mine.get_data()) == MADE.sub(b"", none.get_data()), (method, rule.rule)
        asked += mine.status_code == 404
        assert method != "GET" or mine.status_code == 404, rule.rule
    assert asked > 10
    assert proposed not in person.get("/cases").get_data(as_text=True)
    page = Browser(person).get("/investigation/")
    assert proposed not in page
    assert seat("anna").get(f"/cases/{proposed}").status_code == 200


def test_the_office_of_the_accused_tells_them_nothing(proposed: str, seat: Any) -> None:
    """Nor do the pages say that the step was theirs."""
    zhao = Browser(seat("zhao", name="赵某"))

    for page in ("/investigation/offices", "/investigation/own", "/investigation/absences"):
        assert proposed not in zhao.get(page)
    steps = seat("anna").get(f"/cases/{proposed}").get_json()["proposal"]["steps"]
    assert steps[0]["able"] == []
