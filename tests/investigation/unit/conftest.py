"""A case whose opinion is served, and the supervised unit that holds a link to it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.investigation.models import Case
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import BODY, NOW, accepted, fields_for, respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser

WHO = "执法大队副大队长李某"
ABOVE, TOP = "SUP-330100", "SUP-330000"
TERM = date(2027, 1, 22)
"""Of the investigation at the body that took the matter over."""


class Unit:
    """A supervised unit before its page, without an account and without scripts."""

    def __init__(self, client: FlaskClient, link: str) -> None:
        self.client, self.path = client, "/investigation/unit/" + link.rpartition("/")[2]
        self.token: re.Match[str] | None = None

    def open(self, status: int = 200, **query: Any) -> str:
        answer = self.client.get(self.path, query_string=query)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.get_data(as_text=True)).replace(self.path, "")

    def send(self, what: str, status: int = 303, **form: str) -> str:
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', self.open()) or self.token
        sent = {"csrf_token": self.token[1] if self.token else "", "what": what} | form
        answer = self.client.post(self.path, data=sent)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.get_data(as_text=True))

    def report(self, **said: str) -> str:
        return self.send("report", **({"who": WHO, "text": "已退还款项", "proofs": "收条一份"} | said))


def read(seat: Any, case: str) -> dict[str, Any]:
    found: dict[str, Any] = seat("anna").get(f"/cases/{case}").get_json()
    return found


def until(name: str, day: date) -> dict[str, str]:
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


@pytest.fixture
def case(begun: Any, opened: Any, seat: Any) -> str:
    """A case whose opinion is served; two officers are accused."""
    return str(begun("its opinion is served", lambda: _served(opened, seat)))


def _served(opened: Any, seat: Any) -> str:
    second = {
        "id": "2",
        "respondent": respondent(name="赵某"),
        "natures": ["improper"],
        "categories": ["C4.1"],
    }
    first = {"id": "1", "respondent": respondent(), "natures": ["improper"], "categories": ["C4.1"]}
    found = opened(allegations=[first, second])
    seat("anna").post(f"/cases/{found}/claim")
    for ref in ("1", "2"):
        seat("anna").change(found, "findings", FINDING | {"allegation": ref})
    outcome = {"code": "O2", "fields": fields_for("O2", manner="退还款项并书面报告")}
    seat("anna").change(found, "outcomes", {"outcomes": [outcome]})
    seat("head", Role.HEAD).change(found, "approval", {"decision": "approve"})
    opinion = next(each for each in read(seat, found)["documents"] if each["kind"] == "opinion")
    served = {"document": opinion["id"], "recipient": "收发员", "way": "direct", "served_on": "2026-11-23"}
    seat("anna").change(found, "service-records", served)
    return str(found)


@pytest.fixture
def issue(case: str, seat: Any, app: Flask) -> Any:
    """Issue a link at the page; the page and the unit that holds it."""

    def make() -> tuple[str, Unit]:
        anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
        page = anna.get(address, tab="closing")
        (item,) = read(seat, case)["rectifications"]
        answer = anna.post(f"{address}/unit-links", page, item=item["id"])
        assert answer.status_code == 201
        shown = answer.get_data(as_text=True)
        link = re.search(r"http://\S+/investigation/unit/[a-z2-9-]+", shown)
        assert link
        return shown, Unit(app.test_client(), link[0])

    return make


def taken(complaint: str, body: str = ABOVE, lost: str = BODY, version: int = 9) -> Any:
    above = TOP if body == ABOVE else None
    said = {"body": body, "version": version, "taken_from": lost, "recheck_body": above}
    return replace(accepted(UUID(complaint), **said), at=NOW + timedelta(hours=version), investigate_by=TERM)


@pytest.fixture
def lost(case: str, hear: Any, seat: Any, works: Works) -> str:
    """The case of the body above, which took it after the answer; its id."""
    complaint = read(seat, case)["complaint_id"]
    hear(taken(complaint))
    with works.reading() as session:
        found = session.scalars(select(Case).where(Case.body == ABOVE)).one()
    return str(found.id)
