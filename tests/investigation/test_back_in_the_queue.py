"""A case that went back to the queue: what a head was asked for meanwhile is decided all the same; and what the
body above says to a late one is seen in the list."""

from typing import Any

import pytest

from services.investigation.oversight import escalate
from shared.contracts.events import CaseExtended, CasePaused
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.conftest import Time
from tests.investigation.test_pauses import ASKED, GRANTED, TERMS
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"
MORE = {"days": 30, "reason": "取证未毕"}
YES = {"decision": "grant", "reason": "准予"}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    made = str(opened(terms=TERMS))
    seat("anna").post(f"/cases/{made}/claim")
    return made


def marks(seat: Any, case: str, *who: Any, **said: Any) -> list[str]:
    rows = seat(*who, **said).get("/cases").get_json()["items"]
    return next((list(row["marks"]) for row in rows if row["id"] == case), [])


def test_more_time_is_granted_where_nobody_has_the_case_just_now(
    case: str, seat: Any, said: Any, time: Time
) -> None:
    time.pass_days(58)
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "extensions", MORE)
    anna.change(case, "release", {"reason": "调离"})

    assert "awaits_decision" in marks(seat, case, "head", Role.HEAD)
    after = head.change(case, "extensions/decision", YES)
    assert (after["state"], after["investigate_by"]) == ("queued", "2027-02-22")
    assert len(said(CaseExtended)) == 1
    assert "awaits_decision" not in marks(seat, case, "head", Role.HEAD)


def test_more_time_is_refused_there_too(case: str, seat: Any) -> None:
    seat("anna").change(case, "extensions", MORE)
    seat("anna").change(case, "release", {"reason": "调离"})
    page = Browser(seat("head", Role.HEAD))
    address = f"/investigation/cases/{case}"

    shown = page.get(address, tab="work", lang="zh")
    answer = page.post(
        f"{address}/extensions/decision", shown, decision="refuse", reason="不予", form="extension"
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert not any(
        each["granted"] is None for each in seat("anna").get(f"/cases/{case}").get_json()["extensions"]
    )


def test_a_pause_is_granted_where_nobody_has_the_case_just_now(case: str, seat: Any, said: Any) -> None:
    seat("anna").change(case, "pauses", ASKED)
    seat("anna").change(case, "release", {"reason": "调离"})

    after = seat("head", Role.HEAD).change(case, "pauses/decision", GRANTED)
    assert (after["state"], after["paused_until"]) == ("queued", ASKED["until"])
    assert len(said(CasePaused)) == 1


def test_what_the_body_above_said_to_a_late_case_is_seen_in_the_list(
    case: str, seat: Any, time: Time, works: Works
) -> None:
    time.pass_days(62)
    anna, chief = seat("anna"), seat("chief", Role.HEAD, home=ABOVE)
    assert escalate(works) == 1
    assert "instructed" not in marks(seat, case, "anna")
    chief.post(f"/late-cases/{case}/instructions", {"text": "请于五日内办结并书面报告。"})

    assert "instructed" in marks(seat, case, "anna")
    assert "上级督办" in Browser(anna).get("/investigation/", lang="zh")


def test_what_the_list_on_the_page_is_narrowed_to_programs_may_ask_for(
    case: str, opened: Any, seat: Any, time: Time
) -> None:
    letter = str(opened(channel="letter"))
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "extensions", MORE)

    def asked(**said: Any) -> list[str]:
        answer = head.get("/cases", **said)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return [row["id"] for row in answer.get_json()["items"]]

    assert asked(waiting="true") == [case]
    assert asked(channel="letter") == [letter]
    assert (asked(within=7), len(asked(within=60))) == ([], 2)
    assert head.get("/cases", within=-1).status_code == 422
