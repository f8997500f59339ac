"""Who complained hears that what they were told is ordered does not stand, and may contest that."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.events import CaseConcluded, ComplainantMessaged
from shared.contracts.terms import Role, Service
from tests.investigation.builders import accepted
from tests.investigation.ended import NUMBER, revoking
from tests.investigation.rechecked import ABOVE
from tests.investigation.test_api import concluded
from tests.investigation.unit.conftest import WHO, read
from tests.investigation.unit.test_upheld import recheck, ruled

TOLD = "已向被监督单位发出执法监督意见书"


def objected(seat: Any, case: str, **ruling: str) -> Any:
    """The unit objects on paper, and a head decides."""
    item = read(seat, case)["rectifications"][0]["id"]
    asked = {"item": item, "request": "objection", "who": WHO, "reasons": "与现场记录不符。"}
    (request,) = seat("anna").change(case, "unit-requests", asked)["unit_requests"]
    said = {"answer": "仅致该单位的理由。"} | ruling
    return seat("head", Role.HEAD).change(case, f"unit-requests/{request['id']}/ruling", said)


def test_a_lifted_order_is_told_and_can_be_contested_from_that_day(
    case: str, seat: Any, said: Any, time: Any
) -> None:
    """The reply said that it was ordered; the days for a recheck were nearly over."""
    first = said(CaseConcluded)[-1]
    time.pass_days(14)
    lifted = objected(seat, case, ruling="lifted")

    (letter,) = said(ComplainantMessaged)
    assert "提出异议" in letter.text
    assert "不再执行" in letter.text
    assert "2027年1月6日" in letter.text
    assert "仅致该单位的理由" not in letter.text
    assert lifted["messages"][0]["text"] == letter.text
    now = said(CaseConcluded, Service.TRIAGE)[-1]
    assert now.letter == letter.text, "for who was answered with them"
    assert (first.recheck_until, now.recheck_until) == (date(2026, 12, 23), date(2027, 1, 6))
    assert ([each["code"] for each in first.outcomes], now.outcomes) == (["O2"], [])
    assert now.reply == first.reply, "the paper stays as it was sent"


@pytest.mark.parametrize(("ruling", "told"), [("changed", 1), ("kept", 0)])
def test_a_changed_order_is_told_and_one_that_is_kept_is_not(
    case: str, seat: Any, said: Any, ruling: str, told: int
) -> None:
    objected(seat, case, ruling=ruling)

    letters = said(ComplainantMessaged)
    assert len(letters) == told
    assert all("已作变更" in each.text for each in letters)
    assert [each["code"] for each in said(CaseConcluded)[-1].outcomes] == ["O2"]


def test_who_asked_for_a_recheck_before_is_offered_none_again(
    case: str, issue: Any, opened: Any, seat: Any, said: Any
) -> None:
    """It is the recheck that goes on; the second one is open once the body above, which confirmed the order,
    lifts it."""
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    above = recheck(case, opened, seat, ABOVE, 7)
    assert ruled(seat, ABOVE, above).status_code == 200

    (letter,) = said(ComplainantMessaged)
    (told,) = (each for each in said(CaseConcluded, Service.TRIAGE) if each.letter)
    assert (told.case_id, told.letter) == (letter.case_id, letter.text)
    assert letter.body_name.startswith("杭州市应急管理局")
    assert "第三十六条" in letter.text, "a second recheck"


def test_what_the_department_above_revokes_is_told_where_it_was_answered(
    opened: Any, seat: Any, said: Any, time: Any
) -> None:
    event = accepted()
    case = opened(event)
    concluded(case, seat)
    time.pass_days(0)
    revoking(opened, seat, NUMBER, "superior")

    (letter,) = said(ComplainantMessaged)
    assert (letter.complaint_id, "上级" in letter.text) == (event.complaint_id, True)
    assert TOLD[:6] in letter.text or "执法监督意见书" in letter.text
    mine = [each for each in said(CaseConcluded) if each.complaint_id == event.complaint_id]
    assert mine[-1].outcomes == []
    assert [each.letter for each in said(CaseConcluded, Service.TRIAGE) if each.letter] == [letter.text]
