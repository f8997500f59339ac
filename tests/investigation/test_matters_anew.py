"""Triage decides anew what is alleged while the case is worked on: every matter gets its finding."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from shared.contracts.events import ComplaintAccepted, Event
from shared.contracts.terms import Role
from tests.investigation.builders import accepted, fields_for, respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser

Hear = Callable[[Event], None]
COMPLAINT = uuid4()
O1 = {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]}


def told(*names: str, version: int = 2) -> ComplaintAccepted:
    """Each is called by whom it accuses, as triage names them by what they say."""
    matters = [
        {"id": name, "respondent": respondent(name=name), "natures": ["improper"], "categories": ["C4.1"]}
        for name in names
    ]
    facts = {"respondents": [each["respondent"] for each in matters]}
    return accepted(COMPLAINT, version=version, allegations=matters, facts=facts)


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    """About two people; there is a finding on the first."""
    made = str(opened(told("王某", "钱某")))
    seat("anna").post(f"/cases/{made}/claim")
    seat("anna").change(made, "findings", FINDING | {"allegation": "王某"})
    return made


def matters(case: str, seat: Any) -> list[tuple[int, str, bool]]:
    seen = seat("anna").get(f"/cases/{case}").get_json()["allegations"]
    return [(each["position"], each["id"], each["finding"] is not None) for each in seen]


def test_who_is_accused_besides_is_found_on_too(case: str, seat: Any, hear: Hear) -> None:
    hear(told("孙某", "王某", "钱某", version=5))

    assert matters(case, seat) == [(1, "王某", True), (2, "钱某", False), (3, "孙某", False)]
    page = Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="matters")
    assert "孙某" in page
    assert "每项均须作出认定" in Browser(seat("anna")).get(f"/investigation/cases/{case}")
    anna = seat("anna")
    anna.change(case, "findings", FINDING | {"allegation": "钱某"})
    version = anna.get(f"/cases/{case}").get_json()["version"]
    early = anna.post(f"/cases/{case}/outcomes", O1, version)
    assert "finding_missing" in {each["code"] for each in early.get_json()["errors"]}
    assert seat("accused", name="孙某").get(f"/cases/{case}").status_code == 404


def test_what_was_found_stays_and_what_is_alleged_no_more_goes(case: str, seat: Any, hear: Hear) -> None:
    hear(told("孙某", version=5))

    assert matters(case, seat) == [(1, "王某", True), (2, "孙某", False)]


def test_the_same_told_again_changes_nothing(case: str, seat: Any, hear: Hear) -> None:
    before = seat("anna").get(f"/cases/{case}").get_json()
    hear(told("钱某", "王某", version=5))
    after = seat("anna").get(f"/cases/{case}").get_json()

    assert (after["allegations"], after["version"]) == (before["allegations"], before["version"])


def test_a_proposal_without_it_is_not_approved(case: str, seat: Any, hear: Hear) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "findings", FINDING | {"allegation": "钱某"})
    anna.change(case, "outcomes", O1)
    hear(told("王某", "孙某", version=5))

    version = head.get(f"/cases/{case}").get_json()["version"]
    answer = head.post(f"/cases/{case}/approval", {"decision": "approve"}, version)
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "finding_missing")
    assert "孙某" in Browser(head).get(f"/investigation/cases/{case}", tab="matters")
    head.change(case, "approval", {"decision": "return", "reason": "补充认定"})
    assert matters(case, seat) == [(1, "王某", True), (2, "钱某", True), (3, "孙某", False)]
    anna.change(case, "findings", FINDING | {"allegation": "孙某"})
    anna.change(case, "outcomes", O1)
    assert head.change(case, "approval", {"decision": "approve"})["state"] == "concluded"
