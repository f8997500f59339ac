"""Whoever is given a case says whether there is a tie, as who claims one does by claiming it."""

from typing import Any

import pytest

from services.investigation.domain.records import RecordKind
from shared.contracts.terms import Role
from shared.database import Database
from tests.investigation.builders import fields_for, record_fields
from tests.investigation.conflicts.posts import audited, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound


def declared(who: Any, case: str) -> dict[str, bool]:
    team = who.get(f"/cases/{case}").get_json()["team"]
    return {each["name"]: each["declared_at"] is not None for each in team}


def test_who_claims_has_declared_and_who_is_assigned_does_so(
    opened: Any, seat: Any, database: Database
) -> None:
    case, anna, bert = opened(), seat("anna"), seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    assert declared(anna, case) == {"anna": True, "bert": False}
    assert bert.get(f"/cases/{case}").get_json()["may"]["declare"]["open"]
    page = Browser(bert).get(f"/investigation/cases/{case}", lang="en")
    sound(page)
    assert "has not declared yet whether there is a tie" in page
    answer = Browser(bert).post(f"/investigation/cases/{case}/declaration", page)

    assert answer.status_code == 303
    assert declared(anna, case) == {"anna": True, "bert": True}
    entry = anna.get(f"/cases/{case}").get_json()["timeline"][-1]
    assert (entry["kind"], entry["by"]) == ("declare", "bert")
    assert len(audited(database, "case.declare")) == 1
    page = Browser(bert).get(f"/investigation/cases/{case}", lang="en")
    assert "/declaration" not in page
    refused(bert.post(f"/cases/{case}/declaration"), 409, "declared_already")
    refused(seat("carl").post(f"/cases/{case}/declaration"), 403, "not_yours")


def test_who_is_given_it_from_the_queue_or_comes_back_declares_anew(
    opened: Any, seat: Any, time: Any
) -> None:
    case, head, bert = opened(), seat("head", Role.HEAD), seat("bert")
    seat("carl")
    head.change(case, "assignment", {"username": "bert", "part": "lead"})
    assert declared(head, case) == {"bert": False}
    assert bert.post(f"/cases/{case}/declaration").status_code == 200
    head.change(case, "assignment", {"username": "carl", "part": "lead"})
    head.change(case, "assignment", {"username": "bert", "part": "lead"})
    assert declared(head, case) == {"bert": False}


def test_who_is_asked_to_withdraw_by_the_records_cannot_declare_that_there_is_nothing(
    opened: Any, seat: Any
) -> None:
    case, anna, bert = opened(), seat("anna"), seat("bert", name="李审核")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    act = {
        "document": "西应急罚〔2026〕3号", "day": "2026-10-12", "unit": "执法大队", "act": "罚款",
        "fault_at": "handling", "collective": "no", "reviewed_by": "李审核", "filed": "no",
    }  # fmt: skip
    anna.change(case, "challenged-acts", {"fields": act})
    refused(bert.post(f"/cases/{case}/declaration"), 403, "reviewed_the_act")
    assert version_of(anna, case)


VISIT = record_fields(RecordKind.VISIT)
WORK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("findings", FINDING),
    ("outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}),
    ("visits", {"fields": VISIT, "supervisors": ["anna", "bert"]}),
    ("interviews", {"fields": record_fields(RecordKind.INTERVIEW), "supervisors": ["anna", "bert"]}),
)


@pytest.fixture
def given(opened: Any, seat: Any) -> str:
    """A case that anna claimed and bert was given a part in."""
    case, anna = str(opened()), seat("anna")
    seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    return case


@pytest.mark.parametrize(("what", "body"), WORK, ids=[what for what, _ in WORK])
def test_who_looks_into_a_matter_or_judges_it_declares_by_it(
    given: str, seat: Any, what: str, body: dict[str, Any]
) -> None:
    bert = seat("bert")
    if what == "outcomes":
        seat("anna").change(given, "findings", FINDING)
    assert not declared(bert, given)["bert"]
    bert.change(given, what, body)

    assert declared(bert, given)["bert"]
    refused(bert.post(f"/cases/{given}/declaration"), 409, "declared_already")


def test_who_is_taken_along_has_not_declared_by_that(given: str, seat: Any) -> None:
    """Only what one does oneself says something about oneself."""
    anna = seat("anna")
    for what in ("visits", "interviews"):
        anna.change(given, what, dict(WORK)[what])
    assert not declared(anna, given)["bert"]


def test_what_leads_to_a_tie_declares_nothing(given: str, seat: Any) -> None:
    bert = seat("bert")
    bert.change(given, "plan", {"fields": record_fields(RecordKind.PLAN)})
    bert.change(given, "evidence-requests", {"fields": record_fields(RecordKind.EVIDENCE_REQUEST)})
    assert not declared(bert, given)["bert"]


@pytest.mark.parametrize("tab", ["timeline", "matters", "work", "outcome"])
def test_the_button_is_right_there_and_lead_and_head_read_who_has_not(
    given: str, seat: Any, tab: str
) -> None:
    address = f"/investigation/cases/{given}"
    pages = {
        name: Browser(seat(name, *roles)).get(address, tab=tab, lang="zh")
        for name, roles in (("anna", ()), ("bert", ()), ("carl", ()), ("head", (Role.HEAD,)))
    }
    for page in pages.values():
        sound(page)

    assert "请声明与本案有无利害关系" in pages["bert"]
    assert f'action="{address}/declaration"' in pages["bert"]
    told = {name for name, page in pages.items() if "尚未声明：bert" in page}
    assert told == {"anna", "head"}
    assert all(f'action="{address}/declaration"' not in pages[name] for name in ("anna", "carl", "head"))


def test_who_is_asked_to_withdraw_declares_nothing_by_working_on(given: str, seat: Any) -> None:
    """To investigate goes on until it is decided; that they know of no tie it does not say."""
    bert = seat("bert")
    asked = {"username": "bert", "side": "others", "tie": "interest", "reason": "与当事人有往来"}
    seat("carl").change(given, "recusals", asked)
    bert.change(given, "findings", FINDING)

    assert not declared(bert, given)["bert"]
