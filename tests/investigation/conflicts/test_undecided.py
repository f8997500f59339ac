"""An application that nobody decided stops the outcome of those it is about; others end with the case."""

from typing import Any

import pytest

from shared.contracts.events import CasePassedUp
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.conflicts.posts import ABOVE, audited, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound

APPROVE = {"decision": "approve"}
REFUSE = {"decision": "refuse", "reason": "并非亲属"}
CHECKS = dict.fromkeys(("facts_clear", "evidence_solid", "procedure_lawful", "nature_accurate", "handling_proper", "formalities_complete"), "见卷宗")  # fmt: skip


def kin(username: str) -> dict[str, str]:
    return {"username": username, "side": "complainant", "tie": "kin", "reason": "系当事人亲属"}


@pytest.fixture
def proposed(opened: Any, seat: Any) -> str:
    case, anna = opened(), seat("anna")
    for name in ("bert", "carl", "dora"):
        seat(name)
    seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    return str(case)


def test_the_head_first_decides_about_who_proposed_it(proposed: str, seat: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    (row,) = anna.change(proposed, "recusals", kin("anna"))["recusals"]
    told = refused(head.post(f"/cases/{proposed}/approval", APPROVE, version_of(head, proposed)), 409,
                   "recusal_undecided")  # fmt: skip
    assert "anna" in told["detail"]
    head.change(proposed, f"recusals/{row['id']}/decision", REFUSE)
    assert head.change(proposed, "approval", APPROVE)["state"] == "concluded"


def test_a_head_does_not_decide_while_the_superior_has_not(proposed: str, seat: Any) -> None:
    anna, head, other = seat("anna"), seat("head", Role.HEAD), seat("other", Role.HEAD)
    anna.change(proposed, "recusals", kin("head"))
    for decision in ("approve", "return"):
        body = {"decision": decision, "reason": "阅"}
        answer = head.post(f"/cases/{proposed}/approval", body, version_of(head, proposed))
        refused(answer, 403, "recusal_waits")
    assert other.change(proposed, "approval", APPROVE)["state"] == "concluded"


def test_closing_waits_for_the_superior_about_the_head_who_approved_and_ends_the_rest(
    proposed: str, seat: Any, database: Any
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    head.change(proposed, "approval", APPROVE)
    anna.change(proposed, "recusals", kin("head"))
    anna.change(proposed, "recusals", kin("carl"))
    refused(anna.post(f"/cases/{proposed}/closure", {"checks": CHECKS}, version_of(anna, proposed)), 409,
            "recusal_undecided")  # fmt: skip
    chief = seat("chief", Role.HEAD, home=ABOVE)
    (row,) = chief.get("/recusals").get_json()["items"]
    assert chief.post(f"/recusals/{row['id']}/decision", REFUSE).status_code == 200

    closed = anna.change(proposed, "closure", {"checks": CHECKS})
    assert closed["state"] == "closed"
    ended = {each["name"]: (each["granted"], each["moot"], each["answer"]) for each in closed["recusals"]}
    assert ended["head"] == (False, False, "并非亲属")
    assert ended["carl"][:2] == (False, True)
    assert "结束" in ended["carl"][2]
    assert len(audited(database, "case.recusal_moot")) == 1
    page = Browser(anna).get(f"/investigation/cases/{proposed}", tab="people")
    sound(page)
    assert ended["carl"][2] in page


def test_what_waits_ends_when_the_case_goes_up(proposed: str, seat: Any, said: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    for name in ("bert", "carl", "dora"):
        own = {"username": name, "side": "self", "tie": "kin", "reason": "亲属"}
        seat(name).change(proposed, "recusals", own)
    anna.change(proposed, "recusals", kin("anna"))
    after = head.change(proposed, "passing-up", {"reason": "仅余一人"})
    assert len(said(CasePassedUp)) == 1
    assert [each["moot"] for each in after["recusals"] if each["name"] == "anna"] == [True]
