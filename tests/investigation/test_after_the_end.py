"""What is still done when a case is over and its file put away."""

from typing import Any

import pytest

from services.investigation.domain.records import RESOURCES, SPECS, RecordKind
from shared.contracts.terms import Role
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import ending_fields, fields_for, record_fields
from tests.investigation.supplements import serve, supplement, version
from tests.investigation.test_api import CHECKS, FINDING, concluded
from tests.investigation.test_archive import given
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser


def assigned_and_closed(seat: Any) -> str:
    head, anna = seat("head", Role.HEAD), seat("anna")
    case: str = opened_by(head)["id"]
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    head.change(case, "approval", {"decision": "approve"})
    anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    return case


@pytest.mark.parametrize("who", ["anna", "head"])
def test_an_assignment_is_reported_on_after_its_file_was_put_away(seat: Any, who: str) -> None:
    """The assigner's day is not the archive's: neither waits for the other. Who investigated may be gone."""
    case = assigned_and_closed(seat)
    anna = Browser(seat("anna"))
    assert "尚未向交办机关报告" in anna.get(f"/investigation/cases/{case}", tab="closing")
    put_away(case, seat, years=10)
    assert seat("anna").get(f"/cases/{case}").get_json()["may"]["report_back"]["open"]
    roles = (Role.HEAD,) if who == "head" else ()
    seat(who, *roles).change(case, "report-back", {"text": "已查清，见内部通报。"})
    serve(seat, case, "report_back")
    (added,) = supplement(case, seat)["supplements"]

    assert {each["kind"] for each in added["pieces"]} == {"report_back", "service", "course"}
    said = given(seat, f"/investigation/cases/{case}/archive.zip")
    assert "见内部通报" in said.text("supplement-1/volume.pdf")
    again = seat("anna").post(f"/cases/{case}/report-back", {"text": "再报"}, version(case, seat))
    assert (again.status_code, again.get_json()["type"].rpartition(":")[2]) == (409, "no_report_owed")


def test_what_others_do_with_a_judgment_is_kept_and_pressed_for_when_the_case_is_over(
    opened: Any, seat: Any
) -> None:
    case, anna = opened(), seat("anna")
    closed(case, seat)
    put_away(case, seat)
    due = record_fields(RecordKind.EXTERNAL_DECISION, due="2026-11-25")
    kept = anna.change(case, "external-decisions", {"fields": due})
    lines = Browser(anna).get("/investigation/due").count(kept["tracking_number"])
    record = next(each for each in kept["records"] if each["kind"] == "external_decision")
    supplement(case, seat)
    ended = {"fields": {"carried_out": "all", "result": "已退还罚款"}}
    anna.change(case, f"records/{record['id']}/ending", ended)
    assert Browser(anna).get("/investigation/due").count(kept["tracking_number"]) == lines - 1
    second = supplement(case, seat)["supplements"][1]

    assert [each["kind"] for each in second["pieces"]] == ["record_external_decision", "course"]
    whole = given(seat, f"/investigation/cases/{case}/archive.zip")
    assert "已退还罚款" in whole.text("supplement-2/volume.pdf")
    assert "已退还罚款" not in whole.text("supplement-1/volume.pdf")


@pytest.mark.parametrize("kind", ["task", "evidence_request", "exhibit", "unit_notice"])
@pytest.mark.parametrize("state", ["proposed", "concluded", "closed"])
def test_what_was_asked_for_or_borrowed_comes_to_its_end_when_the_head_has_the_case_or_it_is_over(
    kind: str, state: str, opened: Any, seat: Any
) -> None:
    """It stood among what was overdue, and nobody could say that it came; originals could not be given back."""
    case, anna, of = opened(), seat("anna"), RecordKind(kind)
    anna.post(f"/cases/{case}/claim")
    if SPECS[of].collectors:
        seat("bert")
        anna.change(case, "assignment", {"username": "bert"})
    due = {"due": "2026-11-25"} if SPECS[of].due else {}
    kept = anna.change(case, RESOURCES[of], {"fields": record_fields(of, **due)})
    (row,), number = kept["records"], kept["tracking_number"]
    if state == "proposed":
        anna.change(case, "findings", FINDING)
        anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    else:
        concluded(case, seat, ("O1",))
    if state == "closed":
        anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    before = Browser(anna).get("/investigation/due").count(number)
    page = Browser(anna).get(f"/investigation/cases/{case}", tab="work")
    assert f"records/{row['id']}/ending" in page
    anna.change(case, f"records/{row['id']}/ending", {"fields": ending_fields(of)})

    lines = Browser(anna).get("/investigation/due").count(number)
    assert lines == before - (1 if due and state != "closed" else 0)


def test_nobody_is_to_be_called_back_about_a_case_that_ended_early(opened: Any, seat: Any) -> None:
    """The page named a day for it, and said that it cannot be done."""
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "outcomes", {"outcomes": [{"code": "O15", "fields": fields_for("O15")}]})
    ended = seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})

    assert (ended["state"], ended["call_back"]) == ("terminated", None)
