"""Who may not decide on a case does not choose who decides it in their name (Measures art. 14(2), domain K2)."""

from datetime import date
from typing import Any

import pytest

from services.investigation.domain import absence
from services.investigation.domain.absence import Away, deciding
from services.investigation.domain.chain import able_at, asked_at
from services.investigation.handlers.going_further import hand_recusals_further
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser, sound

OPINION = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
APPROVE = {"decision": "approve"}
ABOVE = "SUP-330100"
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


GRANT = {"decision": "grant", "reason": "情况属实。"}
OF_BERT = {"username": "bert", "side": "others", "tie": "kin", "reason": "系当事人亲属"}


def test_nor_who_decides_whether_others_withdraw(opened: Any, seat: Any, boss: Any, works: Works) -> None:
    """Neither they nor whom they named: the superior does, where no other head here comes in time."""
    case, dora = opened(), seat("dora")
    boss.post(f"/cases/{case}/claim")
    asked = boss.change(case, "recusals", OF_BERT)["recusals"][0]["id"]
    version = boss.get(f"/cases/{case}").get_json()["version"]
    own = boss.post(f"/cases/{case}/recusals/{asked}/decision", GRANT, version)
    assert (own.status_code, own.get_json()["type"].rpartition(":")[2]) == (403, "investigated_it")
    away(Browser(boss), "dora")
    assert refused(dora, case, f"recusals/{asked}/decision", GRANT) == REFUSED

    assert (hand_recusals_further(works), hand_recusals_further(works)) == (0, 0), "nobody above is there"
    chief = seat("chief", Role.HEAD, home=ABOVE)
    assert (hand_recusals_further(works), hand_recusals_further(works)) == (1, 0)
    assert boss.get(f"/cases/{case}").get_json()["recusals"][0]["decider"] == ABOVE
    assert chief.post(f"/recusals/{asked}/decision", GRANT | {"decision": "refuse"}).status_code == 200
    assert boss.get(f"/cases/{case}").get_json()["recusals"][0]["granted"] is False


def test_another_head_decides_it_here(opened: Any, seat: Any, boss: Any, works: Works) -> None:
    case = opened()
    seat("up", Role.HEAD, home=ABOVE)
    boss.post(f"/cases/{case}/claim")
    asked = boss.change(case, "recusals", OF_BERT)["recusals"][0]["id"]
    chief = seat("chief", Role.HEAD)
    assert hand_recusals_further(works) == 0
    assert chief.change(case, f"recusals/{asked}/decision", GRANT)["recusals"][0]["granted"]


def test_whose_own_tie_waits_names_nobody_who_decides(opened: Any, seat: Any, boss: Any) -> None:
    case, anna, dora = opened(), seat("anna"), seat("dora")
    chief = seat("up", Role.HEAD, home=ABOVE)
    proposed_by(case, anna)
    ids = {}
    for name in ("boss", "bert"):
        made = anna.change(case, "recusals", OF_BERT | {"username": name})["recusals"]
        ids[name] = made[-1]["id"]
    assert away(Browser(boss), "dora").status_code == 303
    assert refused(dora, case, f"recusals/{ids['bert']}/decision", GRANT) == REFUSED
    for decision in (APPROVE, {"decision": "return", "reason": "理由不足"}):
        assert refused(dora, case, "approval", decision) == REFUSED
    steps = anna.get(f"/cases/{case}").get_json()["proposal"]["steps"]
    assert [each["able"] for each in steps if each["office"] == "head"] == [[]]

    assert chief.post(f"/recusals/{ids['boss']}/decision", GRANT | {"decision": "refuse"}).status_code == 200
    steps = anna.get(f"/cases/{case}").get_json()["proposal"]["steps"]
    assert [each["able"] for each in steps if each["office"] == "head"] == [["陈某"]]
    dora.change(case, f"recusals/{ids['bert']}/decision", GRANT | {"decision": "refuse"})
    assert dora.change(case, "approval", APPROVE)["approvals"][0]["by"] == "陈某（代李局长）"


def test_nor_above_in_the_place_of_who_must_not_know(opened: Any, seat: Any, boss: Any) -> None:
    case, anna = opened(barred=["PERSON-330100:钱局长"]), seat("anna")
    chief, clerk = seat("up", Role.HEAD, home=ABOVE, name="钱局长"), seat("clerk", home=ABOVE)
    anna.post(f"/cases/{case}/claim")
    asked = anna.change(case, "recusals", OF_BERT | {"username": "boss"})["recusals"][0]["id"]
    away(Browser(chief), "clerk")

    answer = clerk.post(f"/recusals/{asked}/decision", GRANT)
    assert (answer.status_code, answer.get_json()["type"]) == (403, REFUSED)
    other = seat("other", Role.HEAD, home=ABOVE)
    assert other.post(f"/recusals/{asked}/decision", GRANT).status_code == 200


def test_a_step_is_not_taken_in_the_place_of_who_may_not() -> None:
    """Who investigated it, or whose tie is undecided: neither names whoever passes it on."""
    held, desk = {"section": ["s"]}, {"s", "x", "y"}
    assert able_at(held, {"s": "x"}, desk, {"s"}, ())["section"] == frozenset()
    assert able_at(held, {"s": "x"}, desk - {"s"}, (), ())["section"] == frozenset(), "who withdrew"
    assert able_at(held, {"s": "x"}, desk, {"y"}, ())["section"] == {"x"}
    assert able_at({"section": ["s", "y"]}, {"s": "x"}, desk, {"s"}, ())["section"] == {"y"}


def test_whose_step_waits_for_a_decision_and_about_whom() -> None:
    held, nobody = {"section": ["s"]}, {"section": frozenset[str]()}
    could = {"section": frozenset({"x"})}
    assert asked_at(nobody, could, held, {"s"}) == {"section": {"x", "s"}}
    assert asked_at(nobody, {"section": {"s"}}, held, {"s"}) == {"section": {"s"}}
    assert asked_at(nobody, could, held, {"x"}) == {"section": {"x"}}, "the deputy is asked about"
    assert asked_at(could, could, held, {"s"}) == nobody, "others can take it"
    assert asked_at(nobody, nobody, held, {"s"}) == nobody, "nobody stands in"


def test_who_stands_in_for_none_who_may_decide() -> None:
    first, last = date(2026, 11, 23), date(2026, 11, 25)
    one, two = Away("h", "甲", first, last, "d"), Away("k", "乙", first, last, "d")
    assert absence.in_vain({"h"}, [one], {"h"}) == {"d"}
    assert absence.in_vain(set(), [one], ()) == {"d"}, "the head must not know of it"
    assert absence.in_vain({"h", "k"}, [one, two], {"h"}) == frozenset()
    assert absence.in_vain({"h", "d"}, [one], {"h"}) == frozenset(), "a head by themselves"
    assert deciding({"h"}, {"h", "d"}, [one], {"h"}) == set()
    assert deciding({"h", "k"}, {"h", "k", "d"}, [one, two], {"h"}) == {"d"}
