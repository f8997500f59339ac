"""The term of a correction: told where it is unusual, refused where nobody could follow it to its end."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.investigation.domain import correction_terms
from services.investigation.models import Document
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import TODAY, fields_for, outcome
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def proposal(day: str) -> dict[str, Any]:
    return {"outcomes": [{"code": "O2", "fields": fields_for("O2", carry_out_by=day)}]}


def test_the_head_sees_a_long_term_and_an_endless_one_is_not_proposed(opened: Any, seat: Any) -> None:
    case, anna, head = str(opened()), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    version = anna.change(case, "findings", FINDING)["version"]
    refused = anna.post(f"/cases/{case}/outcomes", proposal("2036-11-24"), version)
    (wrong,) = refused.get_json()["errors"]
    assert (refused.status_code, wrong["code"]) == (422, "term_too_long")
    assert "2036年11月23日" in wrong["message"]

    anna.change(case, "outcomes", proposal("2027-06-01"))
    (warning,) = head.get(f"/cases/{case}").get_json()["proposal"]["warnings"]
    page = Browser(head).get(f"/investigation/cases/{case}", tab="outcome", lang="zh")
    assert (warning["code"], warning["article"]) == ("term_unusual", "sichuan:34")
    assert "190天" in page
    assert head.change(case, "approval", {"decision": "approve"})["proposal"]["warnings"] == []


def test_a_usual_term_is_not_remarked_on(opened: Any, seat: Any) -> None:
    case, anna = str(opened()), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)

    assert anna.change(case, "outcomes", proposal("2026-12-21"))["proposal"]["warnings"] == []


def test_a_term_that_ends_on_a_day_off_is_taken_as_it_was_decided_and_told(
    opened: Any, seat: Any, works: Works
) -> None:
    """2026-12-19 is a Saturday."""
    case, anna, head = str(opened()), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)

    (warning,) = anna.change(case, "outcomes", proposal("2026-12-19"))["proposal"]["warnings"]
    assert (warning["code"], warning["pointer"]) == ("term_on_a_day_off", "/outcomes/0/fields/carry_out_by")
    assert "2026年12月19日（周六）不是工作日，其后第一个工作日为2026年12月21日（周一）" in warning["message"]
    page = Browser(anna).get(f"/investigation/cases/{case}", tab="outcome", lang="en")
    assert "is no working day" in page
    made = head.change(case, "approval", {"decision": "approve"})
    assert [each["due"] for each in made["rectifications"]] == ["2026-12-19"]
    assert made["proposal"]["warnings"] == []
    with works.reading() as session:
        (paper,) = (row for row in session.scalars(select(Document)) if row.kind == "opinion")
    assert "2026年12月19日" in str(paper.content)


def test_days_off_are_told_of_terms_that_are_set_here() -> None:
    saturday, monday = date(2026, 12, 19), date(2026, 12, 21)
    said = (
        outcome("O2", carry_out_by="2026-12-19"), outcome("O3", carry_out_by="2026-12-18"), outcome("O1"),
        outcome("O8", carry_out_by="2026-12-19"),
        outcome("O8", carry_out_by="2026-12-19", ruled_term="2026-10-01"),
    )  # fmt: skip
    found = correction_terms.on_days_off(said, TODAY, lambda day: monday if day == saturday else day)
    assert [(each.place, each.next) for each in found] == [(0, monday), (4, monday)]
