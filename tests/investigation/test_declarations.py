"""Whoever is given a case says whether there is a tie, as who claims one does by claiming it."""

from typing import Any

from shared.contracts.terms import Role
from shared.database import Database
from tests.investigation.conflicts.posts import audited, refused, version_of
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
