"""Who worked in the accused unit or had a hand in the challenged act is found, told, and kept away."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.investigation.domain.records import RecordKind
from services.investigation.models import Base
from shared.contracts.events import CasePassedUp, Event, StaffChanged, StaffServed
from shared.contracts.terms import Role, Service
from shared.database import Database
from tests.investigation.builders import BODY, accepted, fields_for, record_fields, respondent
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"
SQUAD = respondent(unit="执法大队")
LEFT = "2024-11-23"
"""The day on which the tests' clock stands, two years before."""


def post(
    last: str | None = LEFT, name: str = "杭州市西湖区应急管理局执法大队", **said: Any
) -> dict[str, Any]:
    return {
        "kind": "unit", "division": "330106", "name": name, "first": "2020-01-01", "last": last,
    } | said  # fmt: skip


@pytest.fixture
def serve(hear: Callable[[Event], None], enrol: Any) -> Callable[..., None]:
    """Triage tells somebody's posts."""
    told = 0

    def tell(username: str, *posts: dict[str, Any], version: int | None = None) -> None:
        nonlocal told
        told += 1
        who = enrol(username).staff_id
        hear(
            StaffServed(
                id=UUID(int=told), at=datetime(2026, 11, 23, tzinfo=UTC), staff_id=who,
                version=version or told, posts=list(posts),
            )
        )  # fmt: skip

    return tell


@pytest.fixture
def about_the_squad(opened: Any) -> Callable[..., str]:
    def case(**said: Any) -> str:
        about: dict[str, Any] = {
            "facts": {"respondents": [SQUAD]},
            "allegations": [
                {"id": "1", "respondent": SQUAD, "natures": ["improper"], "categories": ["C4.1"]}
            ],
        }
        return str(opened(accepted(**about | said)))

    return case


def audited(database: Database, action: str) -> list[Any]:
    audit = Base.metadata.tables["audit"]
    with database.engine.connect() as connection:
        return list(connection.execute(select(audit).where(audit.c.action == action)))


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    found: dict[str, Any] = answer.get_json()
    assert answer.status_code == status, found
    codes = [each["code"] for each in found.get("errors", [])]
    assert codes == [code] if status == 422 else found["type"].endswith(code)
    return found


def version_of(seat: Any, case: str) -> int:
    return int(seat.get(f"/cases/{case}").get_json()["version"])


def test_who_worked_there_neither_takes_it_up_nor_is_given_it(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    seat("bert", name="老李")
    serve("bert", post())
    case, bert, anna = about_the_squad(), seat("bert"), seat("anna")
    claim = bert.get(f"/cases/{case}").get_json()["may"]["claim"]
    assert (claim["open"], claim["code"], claim["article"]) == (False, "worked_there", "petition:28(3)")
    assert "2027" in claim["text"]
    refused(bert.post(f"/cases/{case}/claim"), 403, "worked_there")
    anna.post(f"/cases/{case}/claim")
    version = version_of(anna, case)
    answer = anna.post(f"/cases/{case}/assignment", {"username": "bert"}, version)
    (error,) = refused(answer, 422, "worked_there")["errors"]
    assert "老李" in error["message"]
    assert "二十八" in error["message"]
    (tie,) = anna.get(f"/cases/{case}").get_json()["conflicts"]
    assert (tie["name"], tie["tie"], tie["until"]) == ("老李", "worked_there", "2027-11-23")
    assert bert.get(f"/cases/{case}").get_json()["conflicts"] == [], "told to who assigns"
    page = Browser(anna).get(f"/investigation/cases/{case}")
    assert "老李" in page
    assert 'value="bert"' not in page


def test_on_the_day_after_the_three_years_the_case_is_open_to_them(
    about_the_squad: Any, seat: Any, serve: Any, time: Any
) -> None:
    serve("bert", post("2023-11-24"))
    case = about_the_squad()
    time.pass_days(1)
    assert not seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    time.pass_days(1)
    assert seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    assert seat("bert").post(f"/cases/{case}/claim").status_code == 200


def test_another_unit_and_another_complaint_do_not_tie(about_the_squad: Any, seat: Any, serve: Any) -> None:
    serve("bert", post(name="危化科"), post(division="330110"), post("2020-12-31"))
    case = about_the_squad()
    assert seat("bert").post(f"/cases/{case}/claim").status_code == 200


def test_learnt_later_it_is_put_before_the_head_and_the_work_goes_on(
    about_the_squad: Any, seat: Any, serve: Any, time: Any, database: Database
) -> None:
    case, anna, bert = about_the_squad(), seat("anna"), seat("bert")
    seat("carl")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    serve("bert", post())

    found = anna.get(f"/cases/{case}").get_json()
    (asked,) = found["recusals"]
    assert (asked["name"], asked["tie"], asked["granted"], asked["decider"]) == (
        "bert", "worked_there", None, BODY,
    )  # fmt: skip
    assert "执法大队" in asked["reason"]
    assert len(found["team"]) == 2
    assert len(audited(database, "case.apply_recusal")) == len(audited(database, "staff.served")) == 1
    serve("bert", post())
    assert len(anna.get(f"/cases/{case}").get_json()["recusals"]) == 1, "once for each cause"
    bert.change(case, "findings", FINDING)

    today = record_fields(RecordKind.INTERVIEW, day="2026-11-23")
    body = {"fields": today, "supervisors": ["anna", "bert"]}
    refused(anna.post(f"/cases/{case}/interviews", body, version_of(anna, case)), 422, "worked_there")
    anna.change(case, "interviews", body | {"fields": today | {"day": "2026-11-22"}})
    head = seat("head", Role.HEAD)
    after = head.change(case, f"recusals/{asked['id']}/decision", {"decision": "grant", "reason": "属实"})
    assert [each["name"] for each in after["team"]] == ["anna"]
    assert bert.get(f"/cases/{case}").status_code == 404


def test_a_head_who_refuses_clears_them_of_this_post_and_no_other(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    serve("bert", post())
    case, anna, head = about_the_squad(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    asked = {"username": "bert", "side": "others", "tie": "worked_there", "reason": "登记有误"}
    (row,) = anna.change(case, "recusals", asked)["recusals"]
    head.change(case, f"recusals/{row['id']}/decision", {"decision": "refuse", "reason": "系另一单位"})
    anna.change(case, "assignment", {"username": "bert"})

    serve("bert", post(), post("2025-06-30"))
    assert {each["granted"] for each in anna.get(f"/cases/{case}").get_json()["recusals"]} == {False, None}


def test_who_serves_there_still_never_learns_of_it(
    about_the_squad: Any, seat: Any, serve: Any, database: Database
) -> None:
    case, anna = about_the_squad(), seat("anna")
    for name in ("bert", "carl"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    serve("bert", post(None))
    serve("carl", post(None))

    for name in ("bert", "carl"):
        assert seat(name).get(f"/cases/{case}").status_code == 404
        assert seat(name).get("/cases").get_json()["items"] == []
    found = anna.get(f"/cases/{case}").get_json()
    assert [each["name"] for each in found["team"]] == ["anna"]
    assert [(each["name"], each["granted"]) for each in found["recusals"]] == [("bert", True)]
    assert len(audited(database, "case.kept_away")) == 1
    later = about_the_squad()
    assert seat("carl").get(f"/cases/{later}").status_code == 404


def test_a_head_who_worked_there_is_the_superiors_to_decide_from_the_opening_on(
    about_the_squad: Any, seat: Any, serve: Any, said: Any
) -> None:
    head = seat("head", Role.HEAD)
    serve("head", post())
    case, anna = about_the_squad(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    (asked,) = anna.get(f"/cases/{case}").get_json()["recusals"]
    assert asked["decider"] == ABOVE
    anna.change(case, "findings", FINDING)
    outcome = {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]}
    version = anna.change(case, "outcomes", outcome)["version"]
    approve = {"decision": "approve"}
    refused(head.post(f"/cases/{case}/approval", approve, version), 403, "worked_there")

    grant = {"decision": "grant", "reason": "属实"}
    chief = seat("chief", Role.HEAD, home=ABOVE)
    assert chief.post(f"/recusals/{asked['id']}/decision", grant).status_code == 200
    assert anna.get(f"/cases/{case}").get_json()["state"] == "passed_up", "no other head is left"
    assert len(said(CasePassedUp)) == 1


def test_between_proposal_and_approval_it_stops_the_head_and_no_other(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    case, anna = about_the_squad(), seat("anna")
    head, other = seat("head", Role.HEAD), seat("other", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    serve("head", post())

    refused(
        head.post(f"/cases/{case}/approval", {"decision": "approve"}, version_of(head, case)),
        403, "worked_there",
    )  # fmt: skip
    assert other.change(case, "approval", {"decision": "approve"})["state"] == "concluded"


def test_a_deputy_and_an_office_below_are_passed_over(about_the_squad: Any, seat: Any, serve: Any) -> None:
    serve("bert", post())
    case, head, anna = about_the_squad(), seat("head", Role.HEAD), seat("anna")
    browser = Browser(head)
    page = browser.get("/investigation/absences")
    days = {"first_year": "2026", "first_month": "11", "first_day": "23"}
    days |= {"last_year": "2026", "last_month": "11", "last_day": "30"}
    assert browser.post("/investigation/absences", page, deputy="bert", **days).status_code == 303
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    refused(
        seat("bert").post(f"/cases/{case}/approval", {"decision": "approve"}, version_of(anna, case)),
        403, "worked_there",
    )  # fmt: skip


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


def test_with_no_pair_left_the_head_gives_it_up_with_the_reason(
    about_the_squad: Any, seat: Any, serve: Any, said: Any
) -> None:
    head = seat("head", Role.HEAD)
    for name in ("bert", "carl"):
        serve(name, post())
    seat("anna")
    case = about_the_squad()
    assert head.change(case, "passing-up", {"reason": "其余人员均曾在被监督单位任职"})["state"] == "passed_up"
    assert len(said(CasePassedUp)) == 1


def test_an_older_word_and_a_post_entered_by_mistake_bind_nobody(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    case = about_the_squad()
    serve("bert", post(), version=5)
    serve("bert", version=4)
    assert not seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    serve("bert", version=6)
    assert seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]


def test_who_reports_the_tie_that_waits_already_withdraws_at_once(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    case, anna = about_the_squad(), seat("anna")
    for name in ("bert", "carl", "dora"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    serve("bert", post())
    own = {"username": "bert", "side": "self", "tie": "worked_there", "reason": "确曾在该大队任职"}
    seat("bert").change(case, "recusals", own)
    assert seat("bert").get(f"/cases/{case}").status_code == 404
    found = anna.get(f"/cases/{case}").get_json()
    assert {each["granted"] for each in found["recusals"]} == {True}
    assert {each["kind"] for each in found["timeline"]} >= {"apply_recusal", "recusal_granted"}


def test_a_lone_head_who_serves_there_leaves_a_case_nobody_leads_to_the_body_above(
    about_the_squad: Any, seat: Any, serve: Any, said: Any
) -> None:
    seat("head", Role.HEAD)
    case = about_the_squad()
    serve("head", post(None))
    assert seat("anna").get(f"/cases/{case}").get_json()["state"] == "passed_up"
    (told,) = said(CasePassedUp, Service.TRIAGE)
    assert (told.to_body, bool(told.reason)) == (ABOVE, True)
    later = about_the_squad()
    assert seat("anna").get(f"/cases/{later}").get_json()["state"] == "passed_up", "at its opening as well"
