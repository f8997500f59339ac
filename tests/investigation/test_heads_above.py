"""An application about a head below waits for the superior's head, or goes on where none comes back in time."""

from typing import Any

import pytest

from services.investigation.domain.recusal import goes_further
from services.investigation.handlers.going_further import hand_recusals_further
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.test_heads import away, back
from tests.investigation.test_recusals import ABOVE, GRANT, OF_ANNA
from tests.investigation.test_views import Browser

PROVINCE = "SUP-330000"
SOON, PAST_THE_TERM = ("2026", "11", "30"), ("2027", "2", "1")


@pytest.fixture
def asked(opened: Any, seat: Any) -> tuple[str, str]:
    """A case, and the application about the only head of its body."""
    case = opened()
    seat("head", Role.HEAD)
    seat("anna").post(f"/cases/{case}/claim")
    made = seat("anna").change(case, "recusals", OF_ANNA | {"username": "head"})
    return case, made["recusals"][0]["id"]


def waits(seat: Any, case: str) -> tuple[str, str | None]:
    (row,) = seat("anna").get(f"/cases/{case}").get_json()["recusals"]
    return row["decider"], row["decides_from"]


def test_whoever_comes_back_in_time_decides(asked: Any, seat: Any, works: Works) -> None:
    case, _ = asked
    chief = Browser(seat("chief", Role.HEAD, home=ABOVE))
    seat("lord", Role.HEAD, home=PROVINCE)
    assert waits(seat, case) == (ABOVE, "2026-11-23")
    assert "等候处理：" not in chief.get("/investigation/")
    away(chief, "", SOON)

    assert hand_recusals_further(works) == 0
    assert waits(seat, case) == (ABOVE, "2026-12-01")
    assert "2026年12月1日" in Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="people")
    for who in (chief, Browser(seat("clerk", home=ABOVE))):
        assert "下级案件回避申请等候处理：1件" in who.get("/investigation/")
    back(chief)
    assert "等候处理：1件" not in chief.get("/investigation/")


def test_where_none_does_the_next_superior_decides(asked: Any, seat: Any, works: Works) -> None:
    case, recusal = asked
    chief, lord = seat("chief", Role.HEAD, home=ABOVE), seat("lord", Role.HEAD, home=PROVINCE)
    assert hand_recusals_further(works) == 0
    away(Browser(chief), "", PAST_THE_TERM)
    assert waits(seat, case) == (ABOVE, None)

    assert (hand_recusals_further(works), hand_recusals_further(works)) == (1, 0)
    assert waits(seat, case) == (PROVINCE, "2026-11-23")
    course = seat("anna").get(f"/cases/{case}").get_json()["timeline"]
    assert "recusal_further" in {each["kind"] for each in course}
    assert chief.get("/recusals").get_json()["items"] == []
    assert len(lord.get("/recusals").get_json()["items"]) == 1
    assert lord.post(f"/recusals/{recusal}/decision", GRANT).get_json()["items"] == []


def test_a_deputy_is_there(asked: Any, seat: Any, works: Works) -> None:
    case, recusal = asked
    chief, clerk = seat("chief", Role.HEAD, home=ABOVE), seat("clerk", home=ABOVE)
    seat("lord", Role.HEAD, home=PROVINCE)
    away(Browser(chief), "clerk", PAST_THE_TERM)

    assert hand_recusals_further(works) == 0
    assert waits(seat, case) == (ABOVE, "2026-11-23")
    assert clerk.post(f"/recusals/{recusal}/decision", GRANT).status_code == 200


def test_with_no_head_anywhere_above_it_stays(asked: Any, seat: Any, works: Works) -> None:
    assert hand_recusals_further(works) == 0
    assert waits(seat, asked[0]) == (ABOVE, None)


def test_no_body_that_must_not_know_is_asked(opened: Any, seat: Any, works: Works) -> None:
    case = opened(barred=[PROVINCE])
    for name, home in (("head", None), ("lord", PROVINCE), ("top", "SUP-000000")):
        seat(name, Role.HEAD, **({"home": home} if home else {}))
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "recusals", OF_ANNA | {"username": "head"})

    assert hand_recusals_further(works) == 1
    assert waits(seat, case)[0] == "SUP-000000"


@pytest.mark.parametrize(
    ("ways", "to"),
    [
        ({"a": True, "b": True}, None),
        ({"a": False, "b": False, "c": True}, "c"),
        ({"a": False, "b": False}, None),
    ],
)
def test_the_nearest_with_a_head_in_time(ways: dict[str, bool], to: str | None) -> None:
    assert goes_further("a", ways) == to


@pytest.mark.parametrize("decision", ["grant", "refuse"])
def test_the_decision_of_the_body_above_is_a_paper_of_its_own_in_the_file(
    asked: Any, seat: Any, decision: str
) -> None:
    case, recusal = asked
    chief = seat("chief", Role.HEAD, home=ABOVE)
    said = {"decision": decision, "reason": "已核实"}
    assert chief.post(f"/recusals/{recusal}/decision", said).status_code == 200

    papers = seat("anna").get(f"/cases/{case}").get_json()["documents"]
    (paper,) = [each for each in papers if each["kind"] == "recusal"]
    assert paper["number"] == "杭州市应急执监避〔2026〕1号"
    assert paper["by"] == chief.token.display_name
