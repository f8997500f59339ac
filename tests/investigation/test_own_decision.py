"""Who decided on an outcome is not given its case before its checks are made, and makes none (Measures art. 4)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.investigation.domain.case import Action, State
from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.states import closed_reason
from services.investigation.models import Case, Hand
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import caller, facts, fields_for
from tests.investigation.conflicts.posts import version_of
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser, sound

CHAINED = {"policy": "1", "approval_chain": "section-head"}
MET = {"checks": dict.fromkeys(CHECKS, "见卷宗")}
WITHDRAWS = {"side": "self", "tie": "kin", "reason": "近亲属"}


def proposed(opened: Any, seat: Any, code: str = "O1", **said: Any) -> str:
    case, anna = str(opened(**said)), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": code, "fields": fields_for(code)}]})
    return case


def given(who: Any, case: str, username: str, part: str = "lead") -> Any:
    return who.post(f"/cases/{case}/assignment", {"username": username, "part": part}, version_of(who, case))


@pytest.mark.parametrize(("code", "part"), [("O1", "lead"), ("O2", "lead"), ("O2", "second")])
def test_who_approved_it_is_not_given_the_case(code: str, part: str, opened: Any, seat: Any) -> None:
    head, anna = seat("head", Role.HEAD, Role.INVESTIGATOR, name="李局长"), seat("anna")
    case = proposed(opened, seat, code)
    head.change(case, "approval", {"decision": "approve"})

    refused = given(anna, case, "head", part)

    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("/username", "decided_it")
    assert "李局长" in error["message"]
    shown = anna.get(f"/cases/{case}").get_json()["conflicts"]
    assert [(each["name"], each["tie"], each["article"]) for each in shown] == [
        ("李局长", None, "measures:4")
    ]
    page = Browser(anna).get(f"/investigation/cases/{case}")
    sound(page)
    assert "李局长批准了处理结果" in page
    assert 'value="head"' not in page


def test_nor_is_who_stood_in_that_day_or_took_a_step_before(opened: Any, seat: Any, time: Any) -> None:
    head, sara, dora = seat("head", Role.HEAD), seat("sara"), seat("dora")
    assert head.post("/offices", {"office": "section", "username": "sara"}).status_code == 201
    case = proposed(opened, seat, terms=CHAINED)
    sara.change(case, "approval", {"decision": "approve"})
    away(Browser(head), "dora", last=("2026", "11", "23"))
    dora.change(case, "approval", {"decision": "approve"})
    time.pass_days(1)
    head = seat("head", Role.HEAD)

    for username in ("dora", "sara"):
        assert given(head, case, username).get_json()["errors"][0]["code"] == "decided_it", username
    seat("carl")
    assert given(head, case, "carl").status_code == 200


def test_who_passed_on_what_was_returned_may_take_it_up(opened: Any, seat: Any) -> None:
    """It does not stand: they decided nothing that is checked."""
    head, sara, anna = seat("head", Role.HEAD), seat("sara"), seat("anna")
    head.post("/offices", {"office": "section", "username": "sara"})
    case = proposed(opened, seat, terms=CHAINED)
    sara.change(case, "approval", {"decision": "approve"})
    head.change(case, "approval", {"decision": "return", "reason": "事实不清"})

    assert given(anna, case, "sara").status_code == 200


def test_who_has_it_already_does_not_make_the_checks(opened: Any, seat: Any, works: Works) -> None:
    """As it could come about before this was ruled."""
    head, anna = seat("head", Role.HEAD, Role.INVESTIGATOR), seat("anna")
    case = proposed(opened, seat)
    head.change(case, "approval", {"decision": "approve"})
    with works.begin(SYSTEM) as work:
        own = {"case_id": UUID(case), "staff_id": str(head.token.staff_id), "name": "head"}
        work.session.add(Hand(part="lead", since=work.now, **own))
        mine = update(Hand).where(Hand.case_id == UUID(case), Hand.name == "anna")
        work.session.execute(mine.values(part="second"))
        work.session.execute(update(Case).where(Case.id == UUID(case)).values(lead=str(head.token.staff_id)))

    refused = head.post(f"/cases/{case}/closure", MET, version_of(head, case))

    assert refused.status_code == 403
    assert refused.get_json()["type"].endswith("decided_it")
    assert head.get(f"/cases/{case}").get_json()["may"]["close"]["article"] == "measures:4"
    anna.change(case, "closure", MET)
    assert anna.get(f"/cases/{case}").get_json()["state"] == "closed"


def test_once_the_checks_are_made_they_may_have_what_is_left(opened: Any, seat: Any) -> None:
    """To serve, to call back, to follow a judgment: none of it is about their own decision."""
    head, anna = seat("head", Role.HEAD, Role.INVESTIGATOR), seat("anna")
    case = proposed(opened, seat)
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "closure", MET)

    assert given(anna, case, "head").status_code == 200
    assert anna.get(f"/cases/{case}").get_json()["conflicts"] == []


@pytest.mark.parametrize("code", ["O1", "O2"])
def test_a_decided_case_that_nobody_may_end_is_seen(code: str, opened: Any, seat: Any) -> None:
    """It goes up to nobody: the head reads that somebody must be appointed, and the queue has it in front."""
    head = seat("head", Role.HEAD, Role.INVESTIGATOR)
    case = proposed(opened, seat, code)
    head.change(case, "approval", {"decision": "approve"})
    assert head.get(f"/cases/{case}").get_json()["left_alone"] is None
    seat("anna").change(case, "recusals", WITHDRAWS | {"username": "anna"})

    told = head.get(f"/cases/{case}").get_json()["left_alone"]
    assert (told["code"], told["able"]) == ("nobody_may_end_it", [])
    (row,) = head.get("/cases").get_json()["items"]
    assert {"left_alone", "awaits_decision"} <= set(row["marks"])
    page = Browser(head).get(f"/investigation/cases/{case}")
    sound(page)
    assert "无人承办" in page
    assert "已无人承办" in Browser(head).get("/investigation/", view="approval")

    seat("carl", name="吴某")
    told = head.get(f"/cases/{case}").get_json()["left_alone"]
    assert (told["code"], told["able"]) == ("give_on_what_is_decided", ["吴某"])
    assert given(head, case, "carl").status_code == 200
    assert head.get(f"/cases/{case}").get_json()["left_alone"] is None


def test_where_no_head_is_left_a_colleague_takes_it_on_and_not_who_passed_it_on(
    opened: Any, seat: Any
) -> None:
    head, anna, sara, carl = seat("head", Role.HEAD), seat("anna"), seat("sara"), seat("carl")
    head.post("/offices", {"office": "section", "username": "sara"})
    case = proposed(opened, seat, terms=CHAINED)
    sara.change(case, "approval", {"decision": "approve"})
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "recusals", WITHDRAWS | {"username": "anna"})
    head.change(case, "recusals", WITHDRAWS | {"username": "head"})

    assert given(sara, case, "sara").get_json()["errors"][0]["code"] == "decided_it"
    assert given(carl, case, "carl").status_code == 200


@pytest.mark.parametrize("state", State)
def test_the_core_says_so_of_closing(state: State) -> None:
    both = caller("i", Role.HEAD, Role.INVESTIGATOR)
    passed = (Passed(Office.SECTION, "j"),)
    for who in (both, caller("j")):
        closed = closed_reason(facts(state, approved_by="i", passed=passed), who, Action.CLOSE)
        assert closed is not None
        assert closed.code == ("decided_it" if state is State.CONCLUDED else "state")
    assert closed_reason(facts(State.CONCLUDED, approved_by="h"), caller("i"), Action.CLOSE) is None
