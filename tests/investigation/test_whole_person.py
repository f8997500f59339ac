"""Who must not know of a case is a person: by none of their accounts, at no body (petition art. 28(3), 30(3)).

A supervision certificate is one person's in the whole country (Measures art. 6): whoever bears its number is they.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.investigation.domain.case import Certificate
from services.investigation.domain.persons import accounts_of, each_once, linked, plain, same
from services.investigation.domain.sight import parties_of
from services.investigation.models import Case
from shared.contracts.events import CaseKeptFrom, StaffServed
from shared.contracts.terms import Role, Service
from tests.investigation.builders import NOW, NUMBER, accepted, caller, respondent
from tests.investigation.conflicts.posts import ABOVE, post

OF_ANNA = {"username": "anna", "side": "others", "tie": "kin", "reason": "系当事人亲属"}
GRANT = {"decision": "grant", "reason": "情况属实"}


def sees(who: Any, case: str) -> bool:
    listed = {each["id"] for each in who.get("/cases").get_json()["items"]}
    opens = who.get(f"/cases/{case}").status_code == 200
    assert (case in listed) == opens
    return opens


@pytest.fixture
def case(opened: Any, seat: Any, bears: Any) -> str:
    """Anna has it, who has another account at the body and one above."""
    made: str = opened()
    bears(seat("anna"))
    for name in ("bert", "carl"):
        seat(name)
    seat("head", Role.HEAD)
    seat("anna").post(f"/cases/{made}/claim")
    return made


def test_who_withdrew_sees_it_by_none_of_their_accounts(case: str, seat: Any, bears: Any) -> None:
    twin = bears(seat("anna2"), " 浙执监００１ ")
    assert sees(twin, case)
    asked = seat("bert").change(case, "recusals", OF_ANNA)["recusals"][0]["id"]
    seat("head", Role.HEAD).change(case, f"recusals/{asked}/decision", GRANT)

    assert not sees(twin, case)
    later = bears(seat("anna3"), "浙执监009", before=(NUMBER,))
    assert not sees(later, case), "under a former number, and known later"
    assert sees(seat("bert"), case)


def test_the_other_desks_are_told_whom_it_is_kept_from(case: str, seat: Any, bears: Any, said: Any) -> None:
    """Intake has the words and the files, and knows accounts only."""
    up = bears(seat("up", home=ABOVE))
    assert said(CaseKeptFrom) == []
    seat("anna").change(case, "recusals", OF_ANNA | {"side": "self"})
    (told,) = said(CaseKeptFrom)
    assert set(told.barred) == {f"STAFF-{each.token.staff_id}" for each in (seat("anna"), up)}
    assert said(CaseKeptFrom, Service.TRIAGE)[0].barred == told.barred


def test_nor_at_the_body_to_which_it_goes(
    case: str, seat: Any, bears: Any, opened: Any, hear: Any, works: Any
) -> None:
    up = bears(seat("up", home=ABOVE))
    seat("anna").change(case, "recusals", OF_ANNA | {"side": "self"})
    complaint = _complaint_of(works, case)
    above = opened(accepted(complaint, version=6, body=ABOVE, taken_from="SUP-330106"))
    assert not sees(up, above)
    assert sees(seat("other", home=ABOVE), above)


def test_who_is_accused_where_they_worked_does_not_see_it_elsewhere(
    opened: Any, seat: Any, bears: Any
) -> None:
    """By name they are known in the division of that account only."""
    bears(seat("wang", name="王某"), active=False)
    elsewhere = bears(seat("wang-above", home=ABOVE, name="王某某"))
    about = [{"id": "1", "respondent": respondent(name="王某"), "categories": ["C1"]}]
    case = opened(accepted(body=ABOVE, allegations=about))
    assert sees(seat("other", home=ABOVE), case)
    assert not sees(elsewhere, case)


def test_both_accounts_leave_the_team(case: str, seat: Any, bears: Any) -> None:
    bears(seat("anna2"), "浙执监002")
    seat("anna").change(case, "assignment", {"username": "anna2", "part": "second"})
    bears(seat("anna2"))
    seat("anna").change(case, "recusals", OF_ANNA | {"side": "self"})
    assert seat("bert").get(f"/cases/{case}").get_json()["state"] == "queued"


def test_who_is_found_to_be_barred_leaves_what_they_had_meanwhile(case: str, seat: Any, bears: Any) -> None:
    twin = bears(seat("anna2"), "浙执监002")
    seat("anna").change(case, "recusals", OF_ANNA | {"side": "self"})
    twin.post(f"/cases/{case}/claim")
    assert seat("bert").get(f"/cases/{case}").get_json()["team"][0]["name"] == "anna2"

    bears(seat("anna2"), "浙执监003", before=("浙执监002", NUMBER))
    assert seat("bert").get(f"/cases/{case}").get_json()["team"] == []
    assert not sees(twin, case)


def test_nobody_decides_on_their_own_recusal_by_another_account(case: str, seat: Any, bears: Any) -> None:
    """It is a head's, so the body above decides; nor do they decide on others meanwhile."""
    boss = bears(seat("anna-head", Role.HEAD))
    made = seat("bert").change(case, "recusals", OF_ANNA)
    (asked,) = made["recusals"]
    assert asked["decider"] == ABOVE
    above = bears(seat("anna-above", Role.HEAD, home=ABOVE))
    answer = above.post(f"/recusals/{asked['id']}/decision", GRANT)
    assert answer.status_code == 403
    other = seat("bert").change(case, "recusals", OF_ANNA | {"username": "carl"})["recusals"][-1]
    version = boss.get(f"/cases/{case}").get_json()["version"]
    answer = boss.post(f"/cases/{case}/recusals/{other['id']}/decision", GRANT, version)
    assert answer.status_code == 403


def test_posts_of_one_account_tie_the_person(opened: Any, seat: Any, bears: Any, hear: Any) -> None:
    """Also those that are told of their account at another body."""
    anna, up = bears(seat("anna")), bears(seat("up", home=ABOVE))
    hear(StaffServed(id=uuid4(), at=NOW, staff_id=up.token.staff_id, version=1, posts=[post()]))
    about = [{"id": "1", "respondent": respondent(unit="执法大队"), "categories": ["C1"]}]
    case = opened(accepted(allegations=about))
    version = anna.get(f"/cases/{case}").get_json()["version"]
    answer = anna.post(f"/cases/{case}/claim", None, version)
    assert answer.status_code == 403
    assert answer.get_json()["type"].endswith("worked_there")


def test_whose_accounts_they_are_wherever() -> None:
    one, two = replace(caller("a"), certificate="1"), replace(caller("b"), accounts=frozenset({"x"}))
    renewed = replace(caller("c"), certificate="2", certificates=(_paper("1"), _paper("2")))
    everybody = [one, two, renewed, caller("d")]
    assert same({"x"}, everybody) == {"x", "b"}
    assert same({"a"}, everybody) == {"a", "c"}
    assert same({"d"}, everybody) == {"d"}
    assert accounts_of(everybody)["x"] == {"b"}
    assert [each.staff_id for each in each_once(everybody)] == ["a", "b", "d"]
    assert linked([("a", "b"), ("c", "d"), ("b", "c")])["d"] == {"a", "b", "c"}
    assert plain("浙执监 ００１") == plain("浙执监001") != plain("浙执监0-01")
    assert "STAFF-x" in parties_of(replace(caller("a"), also=frozenset({"STAFF-x"})))


def _paper(number: str) -> Certificate:
    return Certificate(number, date(2026, 1, 1), date(2027, 1, 1))


def _complaint_of(works: Any, case: str) -> Any:
    with works.reading() as session:
        return session.get_one(Case, UUID(case)).complaint_id
