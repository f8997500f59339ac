"""Who had a hand in an answer does not look at it again (petition art. 35, civil service art. 76), also where they
work at the body above by now, or are its head."""

from typing import Any

import pytest

from shared.contracts.terms import Role
from tests.investigation.builders import accepted, fields_for
from tests.investigation.rechecked import ABOVE, HERE, answered, rechecked
from tests.investigation.test_api import FINDING
from tests.investigation.test_kept_away import changed
from tests.investigation.test_views import Browser


@pytest.fixture
def promoted(hear: Any, seat: Any) -> Any:
    """Somebody of the district works at the city's body from now on, and is signed in there."""

    def go(username: str, *roles: Role) -> Any:
        who = seat(username)
        now = {"home": ABOVE, "roles": sorted(roles or (Role.INVESTIGATOR,))}
        hear(changed(who, **now))
        return seat(username, *roles, home=ABOVE)

    return go


@pytest.fixture
def recheck(opened: Any, seat: Any) -> str:
    complaint = accepted()
    first = str(opened(complaint))
    answered(first, seat, HERE)
    return rechecked(opened, complaint.complaint_id, 5, ABOVE)


def test_who_investigated_the_first_time_neither_takes_it_up_nor_is_given_it(
    recheck: str, seat: Any, promoted: Any
) -> None:
    chief = seat("chief", Role.HEAD, home=ABOVE)
    anna = promoted(f"anna {HERE}")

    refused = anna.post(f"/cases/{recheck}/claim")
    assert (refused.status_code, refused.get_json()["type"].rsplit(":", 1)[-1]) == (403, "answered_it")
    version = chief.get(f"/cases/{recheck}").get_json()["version"]
    given = chief.post(f"/cases/{recheck}/assignment", {"username": f"anna {HERE}", "part": "lead"}, version)
    assert (given.status_code, given.get_json()["errors"][0]["code"]) == (422, "answered_it")
    page = Browser(chief).get(f"/investigation/cases/{recheck}", tab="timeline", lang="zh")
    assert "参与过" in page


def test_the_head_who_approved_it_does_not_confirm_it(recheck: str, seat: Any, promoted: Any) -> None:
    upper = seat("upper", home=ABOVE)
    head = promoted(f"head {HERE}", Role.HEAD)
    upper.post(f"/cases/{recheck}/claim")
    upper.change(recheck, "findings", FINDING)
    confirm = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}], "first_result": "change"}
    upper.change(recheck, "outcomes", confirm)
    version = head.get(f"/cases/{recheck}").get_json()["version"]

    refused = head.post(f"/cases/{recheck}/approval", {"decision": "approve"}, version)
    assert (refused.status_code, refused.get_json()["type"].rsplit(":", 1)[-1]) == (403, "answered_it")
    assert head.get(f"/cases/{recheck}").get_json()["may"]["return"]["code"] == "answered_it"


def test_who_investigated_what_came_up_unanswered_does_not_approve_it_above(
    opened: Any, seat: Any, promoted: Any
) -> None:
    complaint = accepted()
    below, anna = str(opened(complaint)), seat("anna")
    anna.post(f"/cases/{below}/claim")
    anna.change(below, "findings", FINDING)
    seat("head", Role.HEAD).change(below, "passing-up", {"reason": "仅余一人"})
    above = str(opened(accepted(complaint.complaint_id, body=ABOVE, version=8)))
    seat("other", home=ABOVE)
    upper, anna = seat("upper", home=ABOVE), promoted("anna", Role.HEAD, Role.INVESTIGATOR)
    upper.post(f"/cases/{above}/claim")
    upper.change(above, "findings", FINDING)
    upper.change(above, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    version = anna.get(f"/cases/{above}").get_json()["version"]

    refused = anna.post(f"/cases/{above}/approval", {"decision": "approve"}, version)
    assert (refused.status_code, refused.get_json()["type"].rsplit(":", 1)[-1]) == (403, "investigated_it")


def test_with_nobody_else_to_decide_it_goes_up(recheck: str, seat: Any, promoted: Any) -> None:
    head = promoted(f"head {HERE}", Role.HEAD)
    seat("upper", home=ABOVE)
    seat("other", home=ABOVE)

    after = head.change(recheck, "passing-up", {"reason": "负责人参与过原处理"})
    assert after["state"] == "passed_up"


def test_others_and_other_cases_are_not_concerned(
    recheck: str, opened: Any, seat: Any, promoted: Any
) -> None:
    anna, upper = promoted(f"anna {HERE}"), seat("upper", home=ABOVE)
    other = str(opened(body=ABOVE))

    assert anna.post(f"/cases/{other}/claim").status_code == 200
    assert upper.post(f"/cases/{recheck}/claim").status_code == 200
