"""Who may not decide on a case does not choose who decides it in their name (Measures art. 14(2), domain K2)."""

from datetime import date
from typing import Any

import pytest

from services.investigation.domain import absence
from services.investigation.domain.absence import Away, deciding
from services.investigation.domain.chain import able_at
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser, sound

OPINION = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
APPROVE = {"decision": "approve"}
REFUSED = "urn:jiandu:problem:in_their_place"


@pytest.fixture
def boss(seat: Any) -> Any:
    """Head and investigator, as in a small county; the clerk stands in."""
    seat("bert")
    seat("dora", name="陈某")
    return seat("boss", Role.HEAD, Role.INVESTIGATOR, name="李局长")


def proposed_by(case: str, who: Any) -> None:
    who.post(f"/cases/{case}/claim")
    who.change(case, "findings", FINDING)
    who.change(case, "outcomes", OPINION)


def refused(who: Any, case: str, what: str, body: Any) -> str:
    version = who.get(f"/cases/{case}").get_json()["version"]
    answer = who.post(f"/cases/{case}/{what}", body, version)
    assert answer.status_code == 403, answer.get_data(as_text=True)
    return str(answer.get_json()["type"])


def test_a_head_who_proposed_does_not_name_who_approves_it(opened: Any, seat: Any, boss: Any) -> None:
    case, dora = opened(), seat("dora")
    proposed_by(case, boss)
    assert away(Browser(boss), "dora").status_code == 303

    for decision in (APPROVE, {"decision": "return", "reason": "理由不足"}):
        assert refused(dora, case, "approval", decision) == REFUSED
    page = Browser(dora).get(f"/investigation/cases/{case}", tab="outcome")
    sound(page)
    assert "您所代行的人不得决定本案" in page
    # It does not lie: another head decides, and where none is, it goes up.
    assert dora.get(f"/cases/{case}").get_json()["may"]["pass_up"]["open"]
    seat("chief", Role.HEAD).change(case, "approval", APPROVE)


def test_nor_who_grants_what_they_asked_for(opened: Any, seat: Any, boss: Any) -> None:
    case, dora = opened(), seat("dora")
    boss.post(f"/cases/{case}/claim")
    boss.change(case, "extensions", {"days": 10, "reason": "证人出差"})
    away(Browser(boss), "dora")

    asked = {"decision": "grant", "reason": "需核对录像"}
    assert refused(dora, case, "extensions/decision", asked) == REFUSED


def test_nobody_decides_in_the_name_of_who_withdrew(opened: Any, seat: Any, boss: Any) -> None:
    case, dora, anna = opened(), seat("dora"), seat("anna")
    seat("chief", Role.HEAD)
    proposed_by(case, anna)
    boss.change(case, "recusals", {"username": "boss", "side": "self", "tie": "kin", "reason": "亲属"})
    away(Browser(boss), "dora")

    assert refused(dora, case, "approval", APPROVE) == REFUSED


def test_who_stands_in_for_one_who_may_decides(opened: Any, seat: Any, boss: Any) -> None:
    """Also who stands in for two, and one of them may not."""
    case, dora = opened(), seat("dora")
    proposed_by(case, boss)
    away(Browser(boss), "dora")
    away(Browser(seat("chief", Role.HEAD, name="王局长")), "dora")

    made = dora.change(case, "approval", APPROVE)
    assert made["approvals"][0]["by"] == "陈某（代王局长）"


def test_a_step_is_not_taken_in_the_place_of_who_investigated() -> None:
    held, desk = {"section": ["s"]}, {"s", "x", "y"}
    assert able_at(held, {"s": "x"}, desk, {"s"}, (), {"s"})["section"] == frozenset()
    assert able_at(held, {"s": "x"}, desk - {"s"}, (), (), ())["section"] == frozenset(), "who withdrew"
    assert able_at(held, {"s": "x"}, desk, {"y"}, (), {"y"})["section"] == {"x"}
    assert able_at(held, {"s": "x"}, desk, {"s"}, (), ())["section"] == {"x"}, "a tie that nobody decided on"


def test_who_stands_in_for_none_who_may_decide() -> None:
    first, last = date(2026, 11, 23), date(2026, 11, 25)
    one, two = Away("h", "甲", first, last, "d"), Away("k", "乙", first, last, "d")
    assert absence.in_vain({"h"}, [one], {"h"}) == {"d"}
    assert absence.in_vain(set(), [one], ()) == {"d"}, "the head must not know of it"
    assert absence.in_vain({"h", "k"}, [one, two], {"h"}) == frozenset()
    assert absence.in_vain({"h", "d"}, [one], {"h"}) == frozenset(), "a head by themselves"
    assert deciding({"h"}, {"h", "d"}, [one], {"h"}) == set()
    assert deciding({"h", "k"}, {"h", "k", "d"}, [one, two], {"h"}) == {"d"}
