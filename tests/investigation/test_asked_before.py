"""What a body asked for before it gave the matter up is waited for by the next one: a recording is deleted on its
day, whoever asked for it."""

from datetime import date
from typing import Any

import pytest

from services.investigation.agenda import items
from services.investigation.domain.opening import case_id
from shared.contracts.events import ComplaintAccepted
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import TODAY, accepted, caller, ending_fields, record_fields
from tests.investigation.test_views import Browser

ABOVE, TOP = "SUP-330100", "SUP-330000"
KEPT_UNTIL = "2026-11-27"
RECORDED = date.fromisoformat(KEPT_UNTIL)


@pytest.fixture
def complaint() -> ComplaintAccepted:
    return accepted()


@pytest.fixture
def case(opened: Any, seat: Any, complaint: ComplaintAccepted) -> str:
    made = str(opened(complaint))
    seat("bert")
    anna = seat("anna")
    anna.post(f"/cases/{made}/claim")
    anna.change(made, "assignment", {"username": "bert"})
    asked = record_fields("evidence_request", items="10月12日执法记录仪录像", kept_until=KEPT_UNTIL)
    anna.change(made, "evidence-requests", {"fields": asked})
    answered = anna.change(made, "evidence-requests", {"fields": record_fields("evidence_request")})
    here = f"records/{answered['records'][-1]['id']}/ending"
    anna.change(made, here, {"fields": ending_fields("evidence_request")})
    anna.change(made, "external-decisions", {"fields": record_fields("external_decision", due="2026-12-20")})
    anna.change(made, "tasks", {"fields": record_fields("task")})
    kin = {"username": "bert", "side": "self", "tie": "kin", "reason": "近亲属"}
    seat("bert").change(made, "recusals", kin)
    seat("head", Role.HEAD).change(made, "passing-up", {"reason": "仅余一人"})
    return made


def above(hear: Any, complaint: ComplaintAccepted, body: str, version: int) -> str:
    hear(accepted(complaint.complaint_id, body=body, version=version, recheck_body=TOP))
    return str(case_id(complaint.complaint_id, body))


def due(works: Works) -> list[tuple[date, str]]:
    reader = caller("reader", home=ABOVE)
    with works.reading() as session:
        return [(each.due, each.kind) for each in items(session, reader, TODAY, mine=False)]


def test_whoever_has_it_next_is_reminded_by_the_day(
    case: str, seat: Any, hear: Any, complaint: ComplaintAccepted, works: Works
) -> None:
    new, upper = above(hear, complaint, ABOVE, 5), seat("upper", home=ABOVE)
    tasks = upper.get(f"/cases/{new}").get_json()["records"]

    assert [(each["kind"], each["number"], each["due"]) for each in tasks] == [
        ("task", 1, KEPT_UNTIL),
        ("task", 2, "2026-12-20"),
    ]
    assert "10月12日执法记录仪录像" in tasks[0]["fields"]["task"]
    assert "10月12日执法记录仪录像" in Browser(upper).get(f"/investigation/cases/{new}", tab="matters")
    assert (RECORDED, "recording") in due(works)
    upper.post(f"/cases/{new}/claim")
    upper.change(new, f"records/{tasks[0]['id']}/ending", {"fields": ending_fields("task")})
    assert (RECORDED, "recording") not in due(works)


def test_the_body_after_that_one_waits_for_what_is_left_once(
    case: str, seat: Any, hear: Any, complaint: ComplaintAccepted
) -> None:
    new, upper = above(hear, complaint, ABOVE, 5), seat("upper", home=ABOVE)
    upper.post(f"/cases/{new}/claim")
    (first, _) = upper.get(f"/cases/{new}").get_json()["records"]
    upper.change(new, f"records/{first['id']}/ending", {"fields": ending_fields("task")})
    seat("chief", Role.HEAD, home=ABOVE).change(new, "passing-up", {"reason": "仅余一人"})
    last = above(hear, complaint, TOP, 9)

    rows = seat("top", home=TOP).get(f"/cases/{last}").get_json()["records"]
    assert [(each["kind"], each["due"]) for each in rows] == [("task", "2026-12-20")]
