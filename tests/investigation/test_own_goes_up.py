"""A case of a body's own that nobody there may decide or handle goes up, as a complaint's does (Measures art. 5,
14(2), domain K1, K2)."""

from typing import Any

import pytest

from services.investigation.handlers import going_up
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import fields_for
from tests.investigation.conflicts.posts import ABOVE, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_kept_away import changed
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import TABS, Browser, sound

OUTCOME = {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]}
REASON = {"reason": "唯一负责人参与过办理"}
OF = {"side": "others", "tie": "kin", "reason": "系当事人亲属"}


@pytest.fixture
def boss(seat: Any) -> Any:
    """The only head, who investigates, too."""
    seat("bert")
    return seat("boss", Role.HEAD, Role.INVESTIGATOR, name="李局长")


@pytest.fixture
def proposed(seat: Any, boss: Any) -> str:
    """Nobody there may decide on it: the only head investigated it."""
    case = str(opened_by(boss)["id"])
    boss.post(f"/cases/{case}/claim")
    boss.change(case, "findings", FINDING)
    boss.change(case, "outcomes", OUTCOME)
    return case


def test_it_is_opened_above_with_its_file_and_its_days(
    proposed: str, seat: Any, boss: Any, works: Works
) -> None:
    assert not going_up.once(works)
    before = boss.get(f"/cases/{proposed}").get_json()
    assert before["may"]["pass_up"]["open"]
    assert 'id="pass-up"' in Browser(boss).get(f"/investigation/cases/{proposed}", tab="people")
    assert boss.change(proposed, "passing-up", REASON)["state"] == "passed_up"
    assert (going_up.once(works), going_up.once(works)) == (True, False)

    chief, carl = seat("chief", Role.HEAD, home=ABOVE), seat("carl", home=ABOVE, name="吴某")
    (row,) = chief.get("/cases").get_json()["items"]
    above = chief.get(f"/cases/{row['id']}").get_json()
    same = ("tracking_number", "due", "origin", "statement")
    assert {name: above[name] for name in same} == {name: before[name] for name in same}
    assert (above["state"], above["mandate"]["report_by"]) == ("queued", "2026-12-20")
    assert above["mandate"]["assigner"] == "浙江省应急管理厅"
    (below,) = above["earlier"]
    assert (below["body"], below["passed_on_because"]) == ("SUP-330106", REASON["reason"])
    assert boss.get(f"/cases/{row['id']}").status_code == 404
    for tab in TABS:
        sound(Browser(chief).get(f"/investigation/cases/{row['id']}", tab=tab))

    carl.post(f"/cases/{row['id']}/claim")
    carl.change(row["id"], "findings", FINDING)
    carl.change(row["id"], "outcomes", OUTCOME)
    assert chief.change(row["id"], "approval", {"decision": "approve"})["state"] == "concluded"
    assert carl.change(row["id"], "report-back", {"text": "已查清。"})["mandate"]["report"]


def test_who_is_barred_below_is_barred_above(
    seat: Any, boss: Any, works: Works, proposed: str, hear: Any
) -> None:
    accused = seat("accused", name="钱某")
    assert accused.get(f"/cases/{proposed}").status_code == 404
    boss.change(proposed, "recusals", OF | {"username": "bert", "side": "others"})
    seat("bert").change(proposed, "recusals", OF | {"username": "bert", "side": "self"})
    boss.change(proposed, "passing-up", REASON)
    going_up.once(works)
    (row,) = seat("chief", Role.HEAD, home=ABOVE).get("/cases").get_json()["items"]
    for who in ("bert", "carl"):
        seat(who)
        hear(changed(seat(who), home=ABOVE))
    assert seat("bert", home=ABOVE).get(f"/cases/{row['id']}").status_code == 404
    assert seat("carl", home=ABOVE).get(f"/cases/{row['id']}").status_code == 200


def test_who_investigated_it_below_does_not_decide_it_above(
    seat: Any, boss: Any, works: Works, proposed: str, hear: Any
) -> None:
    boss.change(proposed, "passing-up", REASON)
    going_up.once(works)
    seat("carl", home=ABOVE)
    chief = seat("chief", Role.HEAD, home=ABOVE)
    (row,) = chief.get("/cases").get_json()["items"]
    hear(changed(boss, home=ABOVE, roles=["head"]))
    carl = seat("carl", home=ABOVE)
    carl.post(f"/cases/{row['id']}/claim")
    carl.change(row["id"], "findings", FINDING)
    carl.change(row["id"], "outcomes", OUTCOME)
    answer = boss.post(f"/cases/{row['id']}/approval", {"decision": "approve"}, version_of(chief, row["id"]))
    refused(answer, 403, "investigated_it")


def test_a_granted_recusal_sends_it_up_and_a_head_who_is_left_keeps_it(seat: Any, works: Works) -> None:
    head, anna = seat("head", Role.HEAD), seat("anna")
    seat("bert")
    case = opened_by(head)["id"]
    anna.post(f"/cases/{case}/claim")
    refused(head.post(f"/cases/{case}/passing-up", REASON, version_of(head, case)), 409, "enough_are_left")
    asked = anna.change(case, "recusals", OF | {"username": "anna"})["recusals"][0]["id"]
    word = {"decision": "grant", "reason": "情况属实"}
    assert head.change(case, f"recusals/{asked}/decision", word)["state"] == "passed_up"
    assert going_up.once(works)
    assert len(seat("chief", Role.HEAD, home=ABOVE).get("/cases").get_json()["items"]) == 1


def test_it_is_owed_and_counted_where_it_is(seat: Any, boss: Any, works: Works, proposed: str) -> None:
    boss.change(proposed, "passing-up", REASON)
    going_up.once(works)
    below = boss.get("/reports/annual", year=2026).get_json()["own"]
    above = seat("chief", Role.HEAD, home=ABOVE).get("/reports/annual", year=2026).get_json()["own"]
    assert (below["opened"], below["reports_due"]) == (1, 0)
    assert (above["opened"], above["reports_due"]) == (1, 1)
