"""Of those who decide, heads and who stands in for them, whoever is tied does not."""

from typing import Any

from shared.contracts.events import CasePassedUp
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.conflicts.posts import ABOVE, post, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


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
