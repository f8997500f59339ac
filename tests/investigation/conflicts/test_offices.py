"""Who holds an office below the head's and is tied is put before the head, as whoever works on the case; the step
waits for the decision, unless somebody else can take it."""

from typing import Any

import pytest

from shared.contracts.terms import Role
from tests.investigation.builders import BODY, fields_for
from tests.investigation.conflicts.posts import ABOVE, post, refused, version_of
from tests.investigation.conflicts.test_deputies import asked_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_chain import APPROVAL, TERMS, states
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser, sound

GRANT = {"decision": "grant", "reason": "属实"}
REFUSE = {"decision": "refuse", "reason": "系另一单位"}
KIN = {"username": "sara", "side": "complainant", "tie": "kin", "reason": "系当事人亲属"}


@pytest.fixture
def head(seat: Any) -> Any:
    return seat("head", Role.HEAD, name="李局长")


def give(head: Any, office: str, username: str) -> None:
    assert head.post("/offices", {"office": office, "username": username}).status_code == 201


@pytest.fixture
def offices(seat: Any, head: Any) -> None:
    for name in ("anna", "carl", "sara", "dora", "xena"):
        seat(name)
    give(head, "section", "sara")
    give(head, "division", "dora")


@pytest.fixture
def chained(about_the_squad: Any, seat: Any, offices: None) -> Any:
    def case() -> str:
        found: str = about_the_squad(terms=TERMS)
        seat("anna").post(f"/cases/{found}/claim")
        seat("anna").change(found, "findings", FINDING)
        return found

    return case


def propose(seat: Any, case: str) -> Any:
    return seat("anna").change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})


def decided(head: Any, case: str, answer: dict[str, str]) -> Any:
    (asked,) = [each for each in head.get(f"/cases/{case}").get_json()["recusals"] if each["granted"] is None]
    return head.change(case, f"recusals/{asked['id']}/decision", answer)


def test_the_head_is_asked_from_the_opening_on_and_a_refusal_gives_the_step_back(
    chained: Any, seat: Any, serve: Any, head: Any
) -> None:
    serve("sara", post())
    case, sara = chained(), seat("sara")
    assert asked_of(seat("anna"), case) == [("sara", "worked_there", BODY, None)]

    assert states(propose(seat, case)) == ["undecided", "later", "later"]
    refused(sara.post(f"/cases/{case}/approval", APPROVAL, version_of(sara, case)), 403, "worked_there")
    refused(seat("dora").post(f"/cases/{case}/approval", APPROVAL, version_of(sara, case)), 403, "role")
    told = refused(head.post(f"/cases/{case}/approval", APPROVAL, version_of(head, case)), 409,
                   "recusal_undecided")  # fmt: skip
    assert "sara" in told["detail"]
    page = Browser(head).get(f"/investigation/cases/{case}", tab="outcome", lang="en")
    sound(page)
    assert "whether they withdraw is not decided" in page
    assert "First it is decided whether sara withdraws" in page

    assert states(decided(head, case, REFUSE)) == ["waiting", "later", "later"]
    assert states(sara.change(case, "approval", APPROVAL)) == ["passed", "waiting", "later"]


def test_granted_the_step_is_passed_over_and_the_next_office_has_it_on_its_list(
    chained: Any, seat: Any, serve: Any, head: Any
) -> None:
    serve("sara", post())
    case = chained()
    propose(seat, case)
    assert states(decided(head, case, GRANT)) == ["skipped", "waiting", "later"]
    assert seat("sara").get(f"/cases/{case}").status_code == 404
    (row,) = seat("dora").get("/cases").get_json()["items"]
    assert "awaits_approval" in row["marks"]
    seat("dora").change(case, "approval", APPROVAL)
    assert head.change(case, "approval", APPROVAL)["state"] == "concluded"


def test_another_holder_takes_the_step_meanwhile(chained: Any, seat: Any, serve: Any, head: Any) -> None:
    serve("sara", post())
    case = chained()
    assert states(propose(seat, case)) == ["undecided", "later", "later"]
    give(head, "section", "xena")
    assert states(head.get(f"/cases/{case}").get_json()) == ["waiting", "later", "later"]
    (row,) = seat("xena").get("/cases").get_json()["items"]
    assert "awaits_approval" in row["marks"]
    assert states(seat("xena").change(case, "approval", APPROVAL)) == ["passed", "waiting", "later"]


def test_nobody_takes_it_in_the_place_of_who_may_have_to_withdraw(
    chained: Any, seat: Any, serve: Any, head: Any
) -> None:
    """They would choose who passes it on; once they need not withdraw, whoever stands in takes it."""
    serve("sara", post())
    case, xena = chained(), seat("xena")
    propose(seat, case)
    assert away(Browser(seat("sara")), "xena").status_code == 303
    found = head.get(f"/cases/{case}").get_json()
    assert (states(found), found["proposal"]["steps"][0]["able"]) == (["undecided", "later", "later"], [])
    for word in (APPROVAL, {"decision": "return", "reason": "理由不足"}):
        refused(xena.post(f"/cases/{case}/approval", word, version_of(xena, case)), 403, "in_their_place")
    told = refused(head.post(f"/cases/{case}/approval", APPROVAL, version_of(head, case)), 409,
                   "recusal_undecided")  # fmt: skip
    assert "sara" in told["detail"]

    assert states(decided(head, case, REFUSE)) == ["waiting", "later", "later"]
    assert states(xena.change(case, "approval", APPROVAL)) == ["passed", "waiting", "later"]


def test_where_they_withdraw_it_is_passed_over(chained: Any, seat: Any, serve: Any, head: Any) -> None:
    serve("sara", post())
    case = chained()
    propose(seat, case)
    assert away(Browser(seat("sara")), "xena").status_code == 303
    assert states(decided(head, case, GRANT)) == ["skipped", "waiting", "later"]


def test_who_is_given_the_office_or_begins_to_stand_in_is_asked_about(
    chained: Any, seat: Any, serve: Any, head: Any
) -> None:
    serve("xena", post())
    case = chained()
    anna = seat("anna")
    assert asked_of(anna, case) == []
    assert away(Browser(seat("sara")), "xena").status_code == 303
    assert asked_of(anna, case) == [("xena", "worked_there", BODY, None)]
    seat("yuri")
    serve("yuri", post())
    assert len(asked_of(anna, case)) == 1
    give(head, "division", "yuri")
    assert sorted(each[0] for each in asked_of(anna, case)) == ["xena", "yuri"]


def test_where_the_head_alone_decides_nobody_is_asked_about_offices(
    about_the_squad: Any, seat: Any, serve: Any, offices: None
) -> None:
    serve("sara", post())
    assert asked_of(seat("anna"), about_the_squad()) == []


def test_who_serves_there_is_gone_at_once_and_the_step_is_passed_over(
    chained: Any, seat: Any, serve: Any
) -> None:
    serve("sara", post(None))
    case = chained()
    assert asked_of(seat("anna"), case) == [("sara", "worked_there", BODY, True)]
    assert states(propose(seat, case)) == ["skipped", "waiting", "later"]
    assert seat("sara").get(f"/cases/{case}").status_code == 404


def test_an_application_of_either_side_holds_the_step_as_well(chained: Any, seat: Any, head: Any) -> None:
    case = chained()
    propose(seat, case)
    seat("anna").change(case, "recusals", KIN)
    sara = seat("sara")
    refused(sara.post(f"/cases/{case}/approval", APPROVAL, version_of(sara, case)), 403, "recusal_waits")
    refused(head.post(f"/cases/{case}/approval", APPROVAL, version_of(head, case)), 409, "recusal_undecided")
    assert states(decided(head, case, REFUSE)) == ["waiting", "later", "later"]


def test_what_is_the_superiors_to_decide_does_not_hold_the_step(chained: Any, seat: Any, head: Any) -> None:
    case = chained()
    propose(seat, case)
    assert away(Browser(head), "sara").status_code == 303
    seat("anna").change(case, "recusals", KIN)
    assert asked_of(seat("anna"), case) == [("sara", "kin", ABOVE, None)]
    assert states(seat("anna").get(f"/cases/{case}").get_json()) == ["skipped", "waiting", "later"]


def test_after_the_outcome_stands_only_who_passed_it_matters(
    chained: Any, seat: Any, serve: Any, head: Any
) -> None:
    case = chained()
    propose(seat, case)
    for who in (seat("sara"), seat("dora"), head):
        who.change(case, "approval", APPROVAL)
    give(head, "section", "xena")
    serve("xena", post())
    assert asked_of(seat("anna"), case) == []


def test_an_office_that_ends_gives_the_proposal_to_the_next_ones_list(
    chained: Any, seat: Any, head: Any
) -> None:
    case = chained()
    propose(seat, case)
    (row,) = seat("dora").get("/cases").get_json()["items"]
    assert "awaits_approval" not in row["marks"]
    items = {each["username"]: each for each in head.get("/offices").get_json()["items"]}
    assert head.post(f"/offices/{items['sara']['id']}/ending").status_code == 200
    (row,) = seat("dora").get("/cases").get_json()["items"]
    assert "awaits_approval" in row["marks"], "the step fell vacant"
    assert states(seat("dora").get(f"/cases/{case}").get_json()) == ["skipped", "waiting", "later"]
