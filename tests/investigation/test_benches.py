"""Benches of similar cases: one's own body's as they are, others' of the province in numbers only."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.investigation.models import Case, Precedent
from services.investigation.sight import comparable
from shared.work import SYSTEM, Works
from tests.investigation.builders import caller
from tests.investigation.test_api import concluded
from tests.investigation.test_views import Browser

ELSEWHERE = {"SUP-330110": (4, ("O2",)), "SUP-330100": (1, ("O2", "O7")), "SUP-440100": (9, ("O2",))}
"""Bodies of the same province and of another one: how many cases, and how they ended."""


def test_a_bench_counts_own_cases_and_tells_of_others_only_in_numbers(
    opened: Any, seat: Any, write_down: Any, works: Works, time: Any
) -> None:
    for own in (("O2",), ("O1", "O2")):
        concluded(opened(), seat, own)
    others = {opened(body=body): codes for body, (many, codes) in ELSEWHERE.items() for _ in range(many)}
    case = opened()
    write_down()
    with works.begin(SYSTEM) as work:
        day = time.now.date()
        work.session.add_all(
            Precedent(case_id=UUID(other), category="C4.1", code=code, concluded_on=day)
            for other, codes in others.items()
            for code in codes
        )
    seat("anna").post(f"/cases/{case}/claim")
    bench = seat("anna").get(f"/cases/{case}/benches").get_json()["items"]
    page = Browser(seat("anna")).get(f"/investigation/cases/{case}", tab="outcome")

    assert [(each["category"], each["own"], each["others"]) for each in bench] == [("C4.1", 2, 5)]
    assert bench[0]["outcomes"] == [
        {"code": "O1", "own": 1, "others": None},
        {"code": "O2", "own": 2, "others": 5},
    ]
    assert "类似案件" in page
    time.pass_days(4 * 366)
    assert seat("anna").get(f"/cases/{case}/benches").get_json()["items"][0]["outcomes"] == []


@pytest.mark.parametrize(
    ("home", "beside", "not_beside"),
    [
        ("SUP-330106", {"SUP-330000", "SUP-330110"}, {"SUP-440100", "SUP-000000"}),
        ("SUP-659001", {"SUP-XPCC", "SUP-659002"}, {"SUP-650000", "SUP-650100"}),
        ("SUP-XPCC", {"SUP-659001"}, {"SUP-650000"}),
        ("SUP-650100", {"SUP-650000"}, {"SUP-659001", "SUP-XPCC"}),
        ("SUP-000000", set(), {"SUP-330106", "SUP-XPCC"}),
    ],
)
def test_a_bench_compares_bodies_of_one_province_as_the_table_has_it(
    opened: Any, works: Works, home: str, beside: set[str], not_beside: set[str]
) -> None:
    for body in {home, *beside, *not_beside}:
        opened(body=body)
    with works.reading() as session:
        found = set(session.scalars(select(Case.body).where(comparable(caller(home=home)))))

    assert found == beside
