"""Nobody has a part in deciding on their own commendation."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.investigation.handlers import conflicts
from shared.contracts.terms import Role
from tests.investigation.builders import BODY, accepted, fields_for
from tests.investigation.conflicts.posts import ABOVE, refused, version_of
from tests.investigation.rechecked import TOP
from tests.investigation.test_api import FINDING
from tests.investigation.test_chain import TERMS, people
from tests.investigation.test_chain import refused as step_refused
from tests.investigation.test_heads import away
from tests.investigation.test_kept_away import changed
from tests.investigation.test_views import Browser

__all__ = ["people"]

APPROVE = {"decision": "approve"}
INTEREST = {"username": "head", "side": "complainant", "tie": "interest", "reason": "其配偶在该企业任职"}


def honouring(who: str) -> dict[str, Any]:
    given = [("O2", fields_for("O2")), ("O11", fields_for("O11", honoured=who))]
    return {"outcomes": [{"code": code, "fields": fields} for code, fields in given]}


@pytest.fixture
def found(opened: Any, seat: Any) -> str:
    case: str = opened()
    for name in ("bert", "carl"):
        seat(name)
    seat("head", Role.HEAD, name="高明")
    seat("anna", name="安娜").post(f"/cases/{case}/claim")
    seat("anna", name="安娜").change(case, "findings", FINDING)
    return case


def recusals(seat: Any, case: str) -> list[tuple[str, str, str, bool | None]]:
    rows = seat("anna", name="安娜").get(f"/cases/{case}").get_json()["recusals"]
    return [(each["name"], each["tie"], each["decider"], each["granted"]) for each in rows]


def test_nobody_proposes_their_own(found: str, seat: Any) -> None:
    anna = seat("anna", name="安娜")
    answer = anna.post(f"/cases/{found}/outcomes", honouring("执法监督科安 娜"), version_of(anna, found))
    assert answer.status_code == 422
    (fault,) = answer.get_json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/outcomes/1/fields/honoured", "honours_oneself")
    assert anna.change(found, "outcomes", honouring("执法大队王某"))["state"] == "proposed"
    assert recusals(seat, found) == []


def test_a_name_within_a_longer_one_is_not_their_own(found: str, seat: Any) -> None:
    anna = seat("anna", name="安娜")
    assert anna.change(found, "outcomes", honouring("执法大队安娜娜、高明亮"))["state"] == "proposed"
    assert recusals(seat, found) == []


def test_what_was_asked_for_a_commendation_falls_with_the_proposal_and_is_asked_anew_with_the_next(
    found: str, seat: Any
) -> None:
    anna, chief = seat("anna", name="安娜"), seat("chief", Role.HEAD, home=ABOVE)
    other = seat("other", Role.HEAD, name="刘副科长")
    anna.change(found, "outcomes", honouring("高明"))
    (asked,) = chief.get("/recusals").get_json()["items"]
    other.change(found, "approval", {"decision": "return", "reason": "请补充事迹"})
    above = chief.get("/recusals").get_json()
    assert (above["items"], [each["id"] for each in above["fell"]]) == ([], [asked["id"]])
    (fell,) = anna.get(f"/cases/{found}").get_json()["recusals"]
    assert (fell["granted"], "已被退回" in fell["answer"]) == (False, True)
    word = {"decision": "grant", "reason": "属实"}
    refused(chief.post(f"/recusals/{asked['id']}/decision", word), 409, "recusal_fell")
    anna.change(found, "outcomes", honouring("高明"))
    assert {each[3] for each in recusals(seat, found)} == {False, None}
    assert len(chief.get("/recusals").get_json()["items"]) == 1


def test_what_ended_with_its_case_did_not_fall(found: str, seat: Any, hear: Any) -> None:
    anna, chief = seat("anna", name="安娜"), seat("chief", Role.HEAD, home=ABOVE)
    case = anna.change(found, "recusals", INTEREST)
    assert [each["decider"] for each in case["recusals"]] == [ABOVE]
    hear(accepted(UUID(case["complaint_id"]), version=9, body=TOP, taken_from=BODY))
    assert [each["moot"] for each in anna.get(f"/cases/{found}").get_json()["recusals"]] == [True]

    assert chief.get("/recusals").get_json() == {"items": [], "fell": []}
    assert "两周内" not in Browser(chief).get("/investigation/recusals", lang="zh")


def test_whoever_would_approve_it_is_put_before_the_superior(found: str, seat: Any) -> None:
    anna, head = seat("anna", name="安娜"), seat("head", Role.HEAD, name="高明")
    anna.change(found, "outcomes", honouring("科长高明同志"))
    assert recusals(seat, found) == [("高明", "interest", ABOVE, None)]
    for decision in ("approve", "return"):
        said = {"decision": decision, "reason": "同意"}
        refused(head.post(f"/cases/{found}/approval", said, version_of(anna, found)), 403, "honoured_here")
    assert "不得对涉及本人的表扬作出决定" in Browser(head).get(f"/investigation/cases/{found}", tab="outcome")
    other = seat("other", Role.HEAD, name="刘副科长")
    assert other.change(found, "approval", APPROVE)["state"] == "rectifying", "another head had no part in it"
    (asked,) = anna.get(f"/cases/{found}").get_json()["recusals"]
    assert (asked["granted"], "表扬已由他人作出决定" in asked["answer"]) == (False, True)
    assert head.get(f"/cases/{found}").get_json()["may"]["urge_unit"]["code"] != "recusal_waits"


@pytest.mark.parametrize("granted", [True, False])
def test_the_superior_decides_and_the_case_goes_up_or_the_head_is_free(
    found: str, seat: Any, granted: bool
) -> None:
    anna, head = seat("anna", name="安娜"), seat("head", Role.HEAD, name="高明")
    anna.change(found, "outcomes", honouring("高明"))
    (asked,) = anna.get(f"/cases/{found}").get_json()["recusals"]
    word = {"decision": "grant" if granted else "refuse", "reason": "属实" if granted else "系同名的他人"}
    chief = seat("chief", Role.HEAD, home=ABOVE)
    assert chief.post(f"/recusals/{asked['id']}/decision", word).status_code == 200
    if granted:
        assert anna.get(f"/cases/{found}").get_json()["state"] == "passed_up"
        assert head.get(f"/cases/{found}").status_code == 404
    else:
        assert head.change(found, "approval", APPROVE)["state"] == "rectifying"


def test_what_is_not_proposed_any_more_is_not_decided_and_asked_anew_if_it_comes_back(
    found: str, seat: Any
) -> None:
    anna = seat("anna", name="安娜")
    other = seat("other", Role.HEAD, name="刘副科长")
    anna.change(found, "outcomes", honouring("高明"))
    other.change(found, "approval", {"decision": "return", "reason": "不宜表扬本科负责人"})
    anna.change(found, "outcomes", honouring("执法大队王某"))
    assert [each[3] for each in recusals(seat, found)] == [False]
    other.change(found, "approval", {"decision": "return", "reason": "请再斟酌"})
    anna.change(found, "outcomes", honouring("高明"))
    assert {each[3] for each in recusals(seat, found)} == {False, None}
    other.change(found, "approval", {"decision": "return", "reason": "不宜"})
    anna.change(found, "outcomes", honouring("执法大队王某"))
    head = seat("head", Role.HEAD, name="高明")
    assert head.change(found, "approval", APPROVE)["state"] == "rectifying"


def test_what_was_told_of_before_does_not_stand_in_for_it(found: str, seat: Any) -> None:
    """Refused, it would leave the head without a decision on the honour, and the case with nobody to decide."""
    anna, chief = seat("anna", name="安娜"), seat("chief", Role.HEAD, home=ABOVE)
    anna.change(found, "recusals", INTEREST)
    anna.change(found, "outcomes", honouring("高明"))
    asked = anna.get(f"/cases/{found}").get_json()["recusals"]
    assert [(each["tie"], each["decider"], each["granted"]) for each in asked] == [
        ("interest", ABOVE, None)
    ] * 2
    for each in asked:
        word = {"decision": "refuse", "reason": "不属实"}
        assert chief.post(f"/recusals/{each['id']}/decision", word).status_code == 200
    head = seat("head", Role.HEAD, name="高明")
    assert head.change(found, "approval", APPROVE)["state"] == "rectifying"


def test_who_withdrew_already_is_not_asked_for_again(found: str, seat: Any) -> None:
    seat("other", Role.HEAD, name="刘副科长")
    own = {"username": "head", "side": "self", "tie": "kin", "reason": "近亲属"}
    seat("head", Role.HEAD, name="高明").change(found, "recusals", own)
    seat("anna", name="安娜").change(found, "outcomes", honouring("高明"))
    assert [each[1] for each in recusals(seat, found)] == ["kin"]


def test_another_interest_is_heard_after_it_was_refused(found: str, seat: Any) -> None:
    anna, chief = seat("anna", name="安娜"), seat("chief", Role.HEAD, home=ABOVE)
    anna.change(found, "outcomes", honouring("高明"))
    (asked,) = anna.get(f"/cases/{found}").get_json()["recusals"]
    word = {"decision": "refuse", "reason": "系同名的他人"}
    assert chief.post(f"/recusals/{asked['id']}/decision", word).status_code == 200
    anna.change(found, "recusals", INTEREST)
    assert {each[3] for each in recusals(seat, found)} == {False, None}


def test_cases_that_commend_nobody_are_not_opened_when_somebody_comes(
    found: str, seat: Any, hear: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat("anna", name="安娜").change(found, "outcomes", {"outcomes": honouring("")["outcomes"][:1]})
    opened: list[Any] = []
    monkeypatch.setattr(conflicts, "_look", lambda work, case, acts: opened.append(case.id))
    hear(replace(changed(seat("bert")), version=20, display_name="柏特"))
    assert opened == []


def test_whoever_begins_to_decide_on_it_is_asked_as_well(found: str, seat: Any, away: Any) -> None:
    anna, head = seat("anna", name="安娜"), seat("head", Role.HEAD, name="高明")
    anna.change(found, "outcomes", honouring("bert、carl"))
    assert recusals(seat, found) == [], "neither decides here"
    away(head, "bert")
    assert recusals(seat, found) == [("bert", "interest", ABOVE, None)]
    refused(
        seat("bert").post(f"/cases/{found}/approval", APPROVE, version_of(anna, found)), 403, "honoured_here"
    )


def test_whose_step_it_is_does_not_pass_on_their_own(opened: Any, people: dict[str, Any]) -> None:
    """The head decides on the recusal of who holds an office below; granted, the step is passed over."""
    case = str(opened(terms=TERMS))
    people["anna"].post(f"/cases/{case}/claim")
    people["anna"].change(case, "findings", FINDING)
    people["anna"].change(case, "outcomes", honouring("sara某"))
    (asked,) = people["anna"].get(f"/cases/{case}").get_json()["recusals"]
    assert (asked["tie"], asked["decider"], asked["granted"]) == ("interest", BODY, None)
    assert step_refused(people["sara"], case).endswith("honoured_here")
    assert step_refused(people["dora"], case) != "", "the step is not hers yet"
    word = {"decision": "grant", "reason": "属实"}
    people["head"].change(case, f"recusals/{asked['id']}/decision", word)
    people["dora"].change(case, "approval", APPROVE)
    assert people["head"].change(case, "approval", APPROVE)["state"] == "rectifying"


def test_nobody_approves_it_in_the_place_of_who_is_honoured(found: str, seat: Any) -> None:
    """They would name who does; once the body above decided that they need not withdraw, it is a deputy's."""
    anna, bert = seat("anna", name="安娜"), seat("bert")
    chief = seat("chief", Role.HEAD, home=ABOVE)
    anna.change(found, "outcomes", honouring("高明"))
    assert away(Browser(seat("head", Role.HEAD, name="高明")), "bert").status_code == 303
    refused(bert.post(f"/cases/{found}/approval", APPROVE, version_of(bert, found)), 403, "in_their_place")

    (asked,) = chief.get("/recusals").get_json()["items"]
    word = {"decision": "refuse", "reason": "所提表彰与本案处理无关"}
    assert chief.post(f"/recusals/{asked['id']}/decision", word).status_code == 200
    assert bert.change(found, "approval", APPROVE)["state"] != "proposed"
