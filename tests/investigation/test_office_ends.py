"""An office below the head's ends with who leaves the body, or becomes its head."""

from dataclasses import replace
from typing import Any

import pytest

from shared.contracts.terms import Role
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
