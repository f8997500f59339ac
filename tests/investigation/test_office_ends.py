"""An office below the head's ends with who leaves the body, or becomes its head."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.investigation.domain.case import Caller
from services.investigation.handlers import absences, offices
from services.investigation.models import OfficeHolder
from shared.contracts.events import AbsenceEntered
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, TODAY
from tests.investigation.test_chain import APPROVAL, people, proposed
from tests.investigation.test_kept_away import changed

__all__ = ["people", "proposed"]


def test_who_becomes_head_decides_last_and_takes_no_step_before(
    proposed: str, people: dict[str, Any], hear: Any, seat: Any
) -> None:
    """They are the only head by now: with a step of theirs nobody could decide any more."""
    sara = people["sara"]
    hear(changed(people["head"], active=False))
    hear(changed(sara, roles=["head"]))
    now = type(sara)(sara.client, replace(sara.token, roles=frozenset({Role.HEAD})))
    people["dora"].change(proposed, "approval", APPROVAL)

    assert now.change(proposed, "approval", APPROVAL)["state"] == "rectifying"


@pytest.mark.parametrize("now", [{"active": False}, {"home": "SUP-330100"}, {"roles": ["statistician"]}])
def test_who_comes_back_holds_it_when_it_is_given_again(
    now: dict[str, Any], proposed: str, people: dict[str, Any], hear: Any
) -> None:
    sara = people["sara"]
    hear(changed(sara, **now))
    hear(replace(changed(sara), version=10))
    assert [each["username"] for each in people["head"].get("/offices").get_json()["items"]] == ["dora"]


def test_another_body_may_give_them_one(people: dict[str, Any], hear: Any, seat: Any) -> None:
    hear(changed(people["sara"], home="SUP-330100"))
    above = seat("chief", Role.HEAD, home="SUP-330100")
    assert above.post("/offices", {"office": "section", "username": "sara"}).status_code in (200, 201)


def goes_away(works: Works, who: Any) -> None:
    caller = Caller(str(who.token.staff_id), who.token.display_name, BODY, frozenset(who.token.roles))
    with works.begin(SYSTEM) as work:
        absences.say_away(work, caller, TODAY, TODAY + timedelta(days=20), "xena")


def test_who_becomes_head_is_not_away_from_the_office_below(
    proposed: str, people: dict[str, Any], hear: Any, works: Works, said: Any
) -> None:
    """They could decide nothing until they said that they are back."""
    sara = people["sara"]
    goes_away(works, sara)
    hear(changed(people["head"], active=False))
    hear(changed(sara, roles=["head"]))
    now = type(sara)(sara.client, replace(sara.token, roles=frozenset({Role.HEAD})))
    people["dora"].change(proposed, "approval", APPROVAL)

    assert now.change(proposed, "approval", APPROVAL)["state"] == "rectifying"
    (told,) = [each for each in said(AbsenceEntered) if each.ended]
    assert (told.staff_id, told.as_head, told.version) == (sara.token.staff_id, False, 2)


def test_nobody_stands_in_for_an_office_that_a_head_ended(
    people: dict[str, Any], works: Works, said: Any
) -> None:
    sara, head = people["sara"], people["head"]
    goes_away(works, sara)
    caller = Caller(str(head.token.staff_id), "李局长", BODY, frozenset({Role.HEAD}))
    with works.begin(SYSTEM) as work:
        held = select(OfficeHolder.id).where(OfficeHolder.staff_id == str(sara.token.staff_id))
        offices.end(work, caller, work.session.scalars(held).one())

    assert [each.ended for each in said(AbsenceEntered)] == [False, True]


@pytest.mark.parametrize("now", [{"active": False}, {"home": "SUP-330100"}])
def test_who_leaves_is_away_from_nothing_here(
    now: dict[str, Any], people: dict[str, Any], hear: Any, works: Works, said: Any
) -> None:
    goes_away(works, people["sara"])
    hear(changed(people["sara"], **now))

    assert [each.ended for each in said(AbsenceEntered)] == [False, True]
