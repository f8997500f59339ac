"""Whom the record of a challenged act names, or whose unit made it, neither joins the case nor judges it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.investigation.domain.records import RecordKind
from shared.contracts.events import StaffChanged
from shared.contracts.terms import Role
from tests.investigation.builders import BODY, fields_for, record_fields
from tests.investigation.conflicts.posts import ABOVE, post, refused, version_of
from tests.investigation.test_api import FINDING


def test_whom_an_act_names_as_having_handled_it_neither_joins_nor_judges(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    for name in ("bert", "bort"):
        seat(name, name="李明")
    seat("carl", name="李明华")
    head = seat("head", Role.HEAD, name="周局长")
    seat("other", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    act = record_fields(RecordKind.CHALLENGED_ACT, handled_by="主办：李 明；协办：周局长")
    kept = anna.change(case, "challenged-acts", {"fields": act})
    asked = {(each["name"], each["tie"], each["decider"]) for each in kept["recusals"]}
    assert asked == {("李明", "co_handler", BODY), ("周局长", "co_handler", ABOVE)}
    assert len(kept["recusals"]) == 3, "two bear that name: the head tells which of them it was"
    assert len(anna.change(case, "challenged-acts", {"fields": act})["recusals"]) == 3, "once for each act"

    version = version_of(anna, case)
    refused(anna.post(f"/cases/{case}/assignment", {"username": "bert"}, version), 422, "handled_the_act")
    anna.change(case, "assignment", {"username": "carl"})
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    version = version_of(head, case)
    refused(head.post(f"/cases/{case}/approval", {"decision": "approve"}, version), 403, "handled_the_act")
    assert seat("bert").get(f"/cases/{case}").get_json()["may"]["propose_outcome"]["open"] is False


def test_an_act_ties_those_who_worked_where_it_was_made(opened: Any, seat: Any, serve: Any) -> None:
    case, anna = opened(), seat("anna")
    seat("bert")
    serve("bert", post(name="危化科"))
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    act = record_fields(RecordKind.CHALLENGED_ACT, unit="杭州市西湖区应急管理局危化科")
    (asked,) = anna.change(case, "challenged-acts", {"fields": act})["recusals"]
    assert (asked["name"], asked["tie"]) == ("bert", "worked_there")


def test_what_waits_on_another_ground_hides_nothing_and_goes_with_a_grant(opened: Any, seat: Any) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    seat("bert", name="李明")
    anna.post(f"/cases/{case}/claim")
    by_side = {"username": "bert", "side": "unit", "tie": "kin", "reason": "听说是亲戚"}
    anna.change(case, "recusals", by_side)
    act = record_fields(RecordKind.CHALLENGED_ACT, reviewed_by="李明", handled_by="李明")
    kept = anna.change(case, "challenged-acts", {"fields": act})["recusals"]
    held = {each["tie"]: each["id"] for each in kept}
    assert set(held) == {"kin", "legal_reviewer", "co_handler"}
    again = anna.post(f"/cases/{case}/recusals", by_side, version_of(anna, case))
    assert again.status_code == 409
    refuse = {"decision": "refuse", "reason": "并非亲属"}
    head.change(case, f"recusals/{held['kin']}/decision", refuse)
    version = version_of(anna, case)
    assert anna.post(f"/cases/{case}/assignment", {"username": "bert"}, version).status_code == 422

    grant = {"decision": "grant", "reason": "属实"}
    after = head.change(case, f"recusals/{held['co_handler']}/decision", grant)
    decided = {each["tie"]: each["granted"] for each in after["recusals"]}
    assert decided == {"kin": False, "legal_reviewer": True, "co_handler": True}
    assert not after["may"]["decide_recusal"]["open"]


def test_who_comes_to_the_body_later_or_bears_the_name_later_is_found(
    about_the_squad: Any, seat: Any, serve: Any, hear: Any, enrol: Any
) -> None:
    serve("chief", post())
    case, anna = about_the_squad(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    act = record_fields(RecordKind.CHALLENGED_ACT, handled_by="赵六")
    assert anna.change(case, "challenged-acts", {"fields": act})["recusals"] == []
    for at, (name, called, role) in enumerate((("new", "赵六", "investigator"), ("chief", "新局长", "head"))):
        hear(
            StaffChanged(
                id=UUID(int=90 + at), at=datetime(2026, 11, 23, tzinfo=UTC), staff_id=enrol_id(enrol, name),
                version=9, username=name, display_name=called, home=BODY, roles=[role],
                tokens_valid_from=datetime(2020, 1, 1, tzinfo=UTC), certificate_valid_to=date(2028, 1, 1),
            )
        )  # fmt: skip
    found = anna.get(f"/cases/{case}").get_json()["recusals"]
    assert {(each["name"], each["tie"]) for each in found} == {
        ("赵六", "co_handler"),
        ("新局长", "worked_there"),
    }


def enrol_id(enrol: Any, name: str) -> UUID:
    found: UUID = enrol(name).staff_id
    return found


def test_who_served_in_the_unit_that_reviewed_the_act_is_put_forward_and_not_given_the_case(
    opened: Any, seat: Any, serve: Any
) -> None:
    case, anna, head = opened(), seat("anna"), seat("head", Role.HEAD)
    for name in ("bert", "carl", "dora"):
        seat(name)
    serve("bert", post(name="杭州市西湖区应急管理局法规科"))
    serve("carl", post(name="法规科", last=None))
    serve("dora", post(name="危化科"))
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    act = record_fields(RecordKind.CHALLENGED_ACT, reviewed_by="法规科、王某")
    (asked,) = anna.change(case, "challenged-acts", {"fields": act})["recusals"]

    assert (asked["name"], asked["tie"]) == ("bert", "legal_reviewer")
    assert "法规科" in asked["reason"]
    refused(seat("bert").post(f"/cases/{case}/declaration"), 403, "unit_reviewed")
    body, version = {"username": "carl"}, version_of(anna, case)
    (error,) = refused(anna.post(f"/cases/{case}/assignment", body, version), 422, "unit_reviewed")["errors"]
    assert "法规科" in error["message"]
    anna.change(case, "assignment", {"username": "dora"})
    ruling = {"decision": "refuse", "reason": "未经手该案审核"}
    head.change(case, f"recusals/{asked['id']}/decision", ruling)
    assert seat("bert").post(f"/cases/{case}/declaration").status_code == 200
    assert seat("carl").get(f"/cases/{case}").status_code == 200, "not accused: may know of it"


def test_a_city_bodys_review_does_not_tie_those_of_the_district(opened: Any, seat: Any, serve: Any) -> None:
    case, anna = opened(), seat("anna")
    serve("bert", post(name="法规科"))
    anna.post(f"/cases/{case}/claim")
    act = record_fields(RecordKind.CHALLENGED_ACT, reviewed_by="杭州市应急管理局法规处")
    assert anna.change(case, "challenged-acts", {"fields": act})["recusals"] == []


def test_a_unit_that_was_named_by_mistake_ties_nobody_once_the_act_is_recorded_anew(
    opened: Any, seat: Any, serve: Any
) -> None:
    case, anna = opened(), seat("anna")
    seat("carl")
    serve("carl", post(name="法规科", last=None))
    anna.post(f"/cases/{case}/claim")
    for said in ("法规科", "王某"):
        act = record_fields(RecordKind.CHALLENGED_ACT, reviewed_by=said)
        anna.change(case, "challenged-acts", {"fields": act})

    anna.change(case, "assignment", {"username": "carl"})
    team = anna.get(f"/cases/{case}").get_json()["team"]
    assert {each["name"] for each in team} == {"anna", "carl"}
