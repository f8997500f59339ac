"""Who assigned a matter is told how it ended: a report before the decision is refused, and none counts."""

from typing import Any
from uuid import UUID

import pytest

from services.investigation.models import Mandate
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import fields_for
from tests.investigation.test_annual import YEAR
from tests.investigation.test_api import FINDING
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser

TEXT = {"text": "已查清，见内部通报。"}


@pytest.fixture
def assigned(seat: Any) -> str:
    case: str = opened_by(seat("head", Role.HEAD))["id"]
    seat("anna").post(f"/cases/{case}/claim")
    return case


def proposed(case: str, seat: Any) -> None:
    seat("anna").change(case, "findings", FINDING)
    seat("anna").change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})


def approved(case: str, seat: Any) -> None:
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})


def counted(seat: Any) -> tuple[int, int, int]:
    own = seat("head", Role.HEAD).get(YEAR, year=2026).get_json()["own"]
    return own["reports_made"], own["reports_in_time"], own["reports_late"]


@pytest.mark.parametrize("who", ["anna", "head"])
@pytest.mark.parametrize("before", ["investigating", "proposed"])
def test_nothing_is_reported_before_it_is_decided(assigned: str, seat: Any, who: str, before: str) -> None:
    if before == "proposed":
        proposed(assigned, seat)
    caller = seat(who, *((Role.HEAD,) if who == "head" else ()))
    case = caller.get(f"/cases/{assigned}").get_json()
    answer = caller.post(f"/cases/{assigned}/report-back", TEXT, case["version"])

    assert case["state"] == before
    assert answer.status_code == 409
    assert answer.get_json()["type"].endswith("nothing_decided_yet")
    assert "尚未作出决定" in Browser(caller).get(f"/investigation/cases/{assigned}", tab="closing")
    assert counted(seat)[0] == 0


def test_the_report_that_follows_the_decision_counts(assigned: str, seat: Any) -> None:
    proposed(assigned, seat)
    approved(assigned, seat)
    seat("anna").change(assigned, "report-back", TEXT)
    assert counted(seat) == (1, 1, 0)


def test_what_went_out_too_early_before_this_was_refused_is_no_report(
    assigned: str, seat: Any, works: Works, time: Any
) -> None:
    with works.begin(SYSTEM) as work:
        mandate = work.session.get_one(Mandate, UUID(assigned))
        mandate.report, mandate.reported_at, mandate.reported_by = "正在调查", work.now, "anna"
    time.pass_days(1)
    proposed(assigned, seat)
    approved(assigned, seat)
    assert counted(seat)[0] == 0
    time.pass_days(25)
    assert "向交办机关报告" in Browser(seat("anna")).get("/investigation/due")
    page = Browser(seat("anna")).get(f"/investigation/cases/{assigned}", tab="closing")
    assert "正在调查" in page
    time.pass_days(3)
    assert counted(seat) == (0, 0, 1)
    seat("anna").change(assigned, "report-back", TEXT)
    assert counted(seat) == (1, 0, 0)
