"""Art. 17 by whom: the form offers what may be, JSON says why not, and no head approves it otherwise."""

from typing import Any

from sqlalchemy import select

from services.investigation.models import Allegation
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def found(opened: Any, seat: Any) -> str:
    case = str(opened())
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING)
    return case


def revocation(by: str) -> dict[str, Any]:
    return {"outcomes": [{"code": "O7", "fields": fields_for("O7", revoked_by=by)}]}


def test_the_case_says_who_may_revoke_and_why_not(opened: Any, seat: Any) -> None:
    case = found(opened, seat)
    seen = seat("anna").get(f"/cases/{case}").get_json()
    page = Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="outcome", lang="zh")

    assert {each["by"]: each["open"] for each in seen["revokers"]} == {
        "self": True, "superior": False, "government": True
    }  # fmt: skip
    closed = next(each for each in seen["revokers"] if not each["open"])
    assert closed["text"]
    assert closed["article"] == "measures:2"
    assert 'value="superior"' not in page
    assert "本部门的行为" in page


def test_a_department_is_not_proposed_as_its_own_superior(opened: Any, seat: Any) -> None:
    case = found(opened, seat)
    version = seat("anna").get(f"/cases/{case}").get_json()["version"]
    answer = seat("anna").post(f"/cases/{case}/outcomes", revocation("superior"), version)
    (wrong,) = answer.get_json()["errors"]

    assert answer.status_code == 422
    assert (wrong["code"], wrong["pointer"]) == ("not_above_itself", "/outcomes/0/fields/revoked_by")
    assert "第二条" in wrong["message"]
    assert seat("anna").change(case, "outcomes", revocation("self"))["state"] == "proposed"


def test_a_head_does_not_approve_what_became_another_bodys_to_revoke(
    opened: Any, seat: Any, works: Works
) -> None:
    """Proposed while the accused department lay below; by the approval the matter is about one beside."""
    case = found(opened, seat)
    seat("anna").change(case, "outcomes", revocation("self"))
    with works.begin(SYSTEM) as work:
        for each in work.session.scalars(select(Allegation)):
            each.respondent = each.respondent | {"division": "330110"}
    head = seat("head", Role.HEAD)
    version = head.get(f"/cases/{case}").get_json()["version"]
    answer = head.post(f"/cases/{case}/approval", {"decision": "approve"}, version)

    assert [each["code"] for each in answer.get_json()["errors"]] == ["not_below"]
