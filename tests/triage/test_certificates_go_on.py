"""A certificate that is renewed (Measures art. 6): which one somebody holds on which day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import null, update

from services.triage import accounts
from services.triage.domain.registers.certificates import held_on
from services.triage.registers.effects import certify_anew
from services.triage.staff_models import Account
from shared.contracts.events import StaffChanged
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.triage.conftest import Seat
from tests.triage.register import PAPERS, STAFF, bring

OLD, NEXT, LATE = (
    "浙-7,330106,7,省厅,local_rule,2024-01-01,2026-12-31\n",
    "浙-8,330106,7,省厅,local_rule,2027-01-01,2029-12-31\n",
    "浙-8,330106,7,省厅,local_rule,2027-02-01,2029-12-31\n",
)


@pytest.fixture
def papers(admin: Seat, desk_works: Works) -> Callable[..., None]:
    def enter(*lines: str) -> None:
        with desk_works.begin(SYSTEM) as work:
            accounts.add(
                work, accounts.NewAccount("zhang", "张三", "SUP-330106", frozenset({Role.INVESTIGATOR}), "x")
            )
        bring(admin, "staff", STAFF + "330106,7,张三,zhang,,\n")
        assert bring(admin, "certificates", PAPERS + "".join(lines)).status_code == 200

    return enter


def told(said: Callable[..., list[Any]]) -> tuple[str, str, str]:
    last = said(StaffChanged)[-1]
    return last.certificate_number, str(last.certificate_valid_from), str(last.certificate_valid_to)


def test_one_that_is_renewed_in_time_goes_on(papers: Any, said: Any) -> None:
    papers(OLD, NEXT)

    assert told(said) == ("浙-7", "2024-01-01", "2029-12-31")


def test_one_that_begins_later_holds_from_then_on(papers: Any, said: Any) -> None:
    papers(NEXT)

    assert told(said) == ("浙-8", "2027-01-01", "2029-12-31")


def test_between_two_that_do_not_meet_there_is_none(papers: Any, said: Any, desk_works: Works) -> None:
    papers(OLD, LATE)
    assert told(said) == ("浙-7", "2024-01-01", "2026-12-31")
    before = len(said(StaffChanged))

    certify_anew(desk_works)
    assert len(said(StaffChanged)) == before
    now = desk_works.clock()
    desk_works.clock = lambda: now + timedelta(days=72)
    certify_anew(desk_works)
    certify_anew(desk_works)
    assert told(said) == ("浙-8", "2027-02-01", "2029-12-31")
    assert len(said(StaffChanged)) == before + 1


def test_who_carries_one_that_is_still_to_begin_carries_again_what_is_held(
    papers: Any, said: Any, desk_works: Works
) -> None:
    """Versions before carried the one that ends last, whether it held or not."""
    papers(OLD, LATE)
    later = {"certificate_valid_from": date(2027, 2, 1), "certificate_valid_to": date(2029, 12, 31)}
    with desk_works.begin(SYSTEM) as work:
        zhang = accounts.find(work.session, "zhang")
        accounts.change(work, zhang, certificate_number="浙-8", **later)

    certify_anew(desk_works)
    assert told(said) == ("浙-7", "2024-01-01", "2026-12-31")


def test_nobody_holds_any_without_papers() -> None:
    assert held_on([], date(2026, 11, 23)) is None


def test_all_that_were_held_are_told(papers: Any, said: Any) -> None:
    papers(OLD, LATE)

    assert said(StaffChanged)[-1].certificates == [
        {"number": "浙-7", "first": "2024-01-01", "last": "2026-12-31"},
        {"number": "浙-8", "first": "2027-02-01", "last": "2029-12-31"},
    ]


def test_whose_account_is_from_before_this_was_kept_is_looked_up_once(
    papers: Any, said: Any, desk_works: Works
) -> None:
    papers(OLD, LATE)
    with desk_works.begin(SYSTEM) as work:
        work.session.execute(update(Account).values(certificates=null()))
    before = len(said(StaffChanged))

    assert certify_anew(desk_works) == 1
    assert len(said(StaffChanged)) == before + 1
    assert len(said(StaffChanged)[-1].certificates) == 2
    certify_anew(desk_works)
    assert len(said(StaffChanged)) == before + 1
