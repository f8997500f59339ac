"""Where somebody worked: kept by administrators, told to who looks for ties."""

from collections.abc import Callable
from typing import Any

from services.triage import accounts
from shared.contracts.events import StaffServed
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.triage.conftest import Seat
from tests.triage.register import bring

POSTS = "division,username,kind,worked_in,name,valid_from,valid_to,mistaken\n"


def enrol(works: Works, home: str) -> None:
    with works.begin(SYSTEM) as work:
        accounts.add(work, accounts.NewAccount("inv", "张三", home, frozenset({Role.INVESTIGATOR}), "x"))


def test_where_somebody_worked_is_told_to_who_looks_for_ties(
    admin: Seat, desk_works: Works, said: Callable[..., list[Any]]
) -> None:
    enrol(desk_works, "SUP-330106")
    squad = "330106,inv,unit,DEP-330106,执法大队,2019-03-01,"
    assert bring(admin, "posts", POSTS + squad + ",\n").status_code == 200
    firm = "330106,inv,enterprise,330110,某安评有限公司,2010-01-01,2018-12-31,\n"
    assert bring(admin, "posts", POSTS + firm + squad + "2025-06-30,\n").status_code == 200
    assert bring(admin, "posts", POSTS + squad + "2025-06-30,yes\n").status_code == 200

    told = said(StaffServed)
    assert [len(each.posts) for each in told] == [1, 2, 1]
    assert told[0].posts[0] == {
        "kind": "unit", "division": "330106", "name": "执法大队", "first": "2019-03-01", "last": None,
    }  # fmt: skip
    assert {each["last"] for each in told[1].posts} == {"2025-06-30", "2018-12-31"}
    assert [each["kind"] for each in told[2].posts] == ["enterprise"], "entered by mistake: told no more"
    assert told[0].version < told[1].version < told[2].version


def test_posts_are_of_accounts_there(admin: Seat, desk_works: Works) -> None:
    enrol(desk_works, "SUP-330110")
    refused = bring(admin, "posts", POSTS + "330106,inv,unit,330106,执法大队,2019-03-01,,\n")
    assert [each["code"] for each in refused.get_json()["errors"]] == ["unknown_account"]
