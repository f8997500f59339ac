"""Two accounts that bear the number of one certificate are one person's (Measures art. 6, 14(2))."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from services.investigation.domain.case import Certificate
from services.investigation.domain.persons import each_once, same
from services.investigation.domain.records import RecordKind
from services.investigation.models import Base
from shared.contracts.terms import Role
from shared.work import SYSTEM
from tests.investigation.builders import caller, fields_for, record_fields
from tests.investigation.test_api import FINDING

OPINION = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
APPROVE = {"decision": "approve"}
FIRST = date(2026, 1, 1)


@pytest.fixture
def number(works: Any) -> Any:
    """Let an account bear the number."""
    member = Base.metadata.tables["staff_member"]

    def bear(who: Any, said: str) -> Any:
        with works.begin(SYSTEM) as work:
            mine = update(member).where(member.c.staff_id == who.token.staff_id)
            work.session.execute(mine.values(certificate_number=said))
        return who

    return bear


@pytest.fixture
def proposed(opened: Any, seat: Any, number: Any) -> str:
    case: str = opened()
    anna = number(seat("anna"), "浙执监001")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", OPINION)
    return case


def test_nobody_approves_by_another_account_what_they_proposed(proposed: str, seat: Any, number: Any) -> None:
    twin, other = number(seat("anna-head", Role.HEAD), "浙执监001"), seat("head", Role.HEAD)
    number(other, "浙执监002")
    for decision in (APPROVE, {"decision": "return", "reason": "理由不足"}):
        version = twin.get(f"/cases/{proposed}").get_json()["version"]
        refused = twin.post(f"/cases/{proposed}/approval", decision, version)
        assert (refused.status_code, refused.get_json()["type"]) == (
            403, "urn:jiandu:problem:investigated_it",
        )  # fmt: skip
    other.change(proposed, "approval", APPROVE)


def test_an_account_without_a_certificate_is_nobody_elses(proposed: str, seat: Any) -> None:
    seat("head", Role.HEAD, certified=False).change(proposed, "approval", APPROVE)


def test_two_accounts_are_no_pair_at_an_interview(opened: Any, seat: Any, number: Any) -> None:
    case, anna = opened(), number(seat("anna"), "浙执监001")
    number(seat("anna2"), "浙执监001")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "anna2", "part": "second"})
    fields = record_fields(RecordKind.INTERVIEW, day="2026-11-23")
    version = anna.get(f"/cases/{case}").get_json()["version"]
    body = {"fields": fields, "supervisors": ["anna", "anna2"]}
    refused = anna.post(f"/cases/{case}/interviews", body, version)

    assert refused.status_code == 422
    assert {each["pointer"] for each in refused.get_json()["errors"]} == {"/supervisors"}
    number(seat("anna2"), "浙执监002")
    anna.change(case, "interviews", body)


def test_whose_accounts_they_are() -> None:
    one, two = (replace(caller(each), certificate="1") for each in "ab")
    three, four = caller("c"), replace(caller("d"), certificate="2")
    everybody = [one, two, three, four]
    assert same({"a"}, everybody) == {"a", "b"}
    assert same({"c"}, everybody) == {"c"}
    renewed = replace(caller("e"), certificate="3", certificates=(Certificate("2", FIRST, FIRST),))
    assert same({"d"}, [*everybody, renewed]) == {"d", "e"}, "under the number that they had before"
    assert [each.staff_id for each in each_once([four, renewed])] == ["d"]
    assert same({"gone", "d"}, everybody) == {"gone", "d"}
    assert [each.staff_id for each in each_once(everybody)] == ["a", "c", "d"]
