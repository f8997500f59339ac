"""The term of a correction: told where it is unusual, refused where nobody could follow it to its end."""

from typing import Any

from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
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

    assert anna.change(case, "outcomes", proposal("2026-12-20"))["proposal"]["warnings"] == []
