"""What the file of a case says of a correction, once it is put away."""

from datetime import date
from typing import Any

from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import LATER
from tests.investigation.test_own import forms_of
from tests.investigation.unit.conftest import WHO, read, until
from tests.investigation.unit.test_fell_told import objected


def test_the_form_of_a_lifted_measure_says_so_with_the_letter(case: str, seat: Any, works: Works) -> None:
    """It read as if nothing had ever come of what was owed."""
    lifted = objected(seat, case, ruling="lifted")
    letter = next(each["number"] for each in lifted["documents"] if each["kind"] == "unit_answer")
    form = forms_of(case, works)

    assert f"本文书的要求已于2026年11月23日撤回，不再执行。（{letter}）" in form


def test_the_form_tells_the_first_term_and_the_urging(
    case: str, issue: Any, seat: Any, time: Any, works: Works
) -> None:
    _, unit = issue()
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 20)))
    (asked,) = read(seat, case)["unit_requests"]
    granted = {"ruling": "granted", "answer": "同意。", "until": "2027-02-20"}
    seat("head", Role.HEAD).change(case, f"unit-requests/{asked['id']}/ruling", granted)
    time.pass_days(100)
    item = read(seat, case)["rectifications"][0]["id"]
    urging = {"item": item, "text": "请立即落实。", "until": "2027-03-20"}
    seat("head", Role.HEAD).change(case, "urgings", urging)
    form = forms_of(case, works)

    assert f"'{LATER.year}年{LATER.month}月{LATER.day}日'" in form
    assert "'2027年2月20日'" in form
    assert "2027年3月20日" in form
