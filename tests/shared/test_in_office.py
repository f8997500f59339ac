"""In whose place an account decides today."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shared.contracts.events import AbsenceEntered, StaffChanged
from shared.contracts.terms import Role
from shared.database import service_metadata
from shared.staff import directory
from shared.staff.tokens import StaffToken

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 25)
HEAD, OTHER_HEAD, DEPUTY = UUID(int=1), UUID(int=2), UUID(int=3)
AWAY = AbsenceEntered(
    id=UUID(int=50), at=NOW, absence_id=UUID(int=9), version=1, staff_id=HEAD, home="SUP-330106",
    first=FIRST, last=LAST, deputy=DEPUTY,
)  # fmt: skip


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    service_metadata().create_all(engine)
    with Session(engine) as session:
        for who, role in ((HEAD, "head"), (OTHER_HEAD, "head"), (DEPUTY, "investigator")):
            directory.keep(session, _account(who, [role]))
        yield session


def _account(who: UUID, roles: list[str], version: int = 1, home: str = "SUP-330106") -> StaffChanged:
    return StaffChanged(
        id=UUID(int=50), at=NOW, staff_id=who, version=version, username=f"u{who.int}", home=home,
        display_name=f"名{who.int}", roles=roles, tokens_valid_from=NOW - timedelta(days=1),
    )  # fmt: skip


def _today(session: Session, who: UUID, day: date = FIRST) -> StaffToken:
    asked = StaffToken(who, "", "", "", frozenset(), UUID(int=70), NOW, NOW + timedelta(hours=1))
    found = directory.standing(session, asked, day)
    assert found is not None
    return found


def test_a_deputy_is_a_head_on_the_days_said_and_the_head_acts_as_none(session: Session) -> None:
    directory.keep_absence(session, AWAY)

    deputy, head = _today(session, DEPUTY), _today(session, HEAD)
    assert (deputy.acts_as(Role.HEAD), deputy.stands_in_for) == (True, "名1")
    assert (deputy.signed, head.signed) == ("名3（代名1）", "名1")
    assert (head.has(Role.HEAD), head.acts_as(Role.HEAD), head.away_until) == (True, False, LAST)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        assert (_today(session, DEPUTY, day).has(Role.HEAD), _today(session, HEAD, day).away_until) == (
            False,
            None,
        )


@pytest.mark.parametrize(
    "changed",
    [{"version": 2, "ended": True}, {"as_head": False}, {"home": "SUP-330110"}, {"deputy": None}],
    ids=["ended", "of an office below", "of another body", "nobody stands in"],
)
def test_nobody_stands_in_for_a_head(session: Session, changed: dict[str, object]) -> None:
    directory.keep_absence(session, replace(AWAY, **changed))
    directory.keep_absence(session, replace(AWAY, version=0))

    assert not _today(session, DEPUTY).has(Role.HEAD)


def test_a_head_who_stands_in_for_another_and_is_away_too_does_not(session: Session) -> None:
    directory.keep_absence(session, replace(AWAY, deputy=OTHER_HEAD))
    directory.keep_absence(session, replace(AWAY, absence_id=UUID(int=10), staff_id=OTHER_HEAD))

    assert not _today(session, OTHER_HEAD).acts_as(Role.HEAD)
    assert _today(session, DEPUTY).acts_as(Role.HEAD)


def test_who_left_the_body_stands_in_there_no_more(session: Session) -> None:
    directory.keep_absence(session, AWAY)
    directory.keep(session, _account(DEPUTY, ["investigator"], version=2, home="SUP-330110"))

    assert not _today(session, DEPUTY).has(Role.HEAD)


def test_who_opens_cases_no_more_stands_in_for_nobody(session: Session) -> None:
    """An auditor reads no cases; nobody but who may be named a deputy is one."""
    directory.keep_absence(session, AWAY)
    directory.keep(session, _account(DEPUTY, ["auditor"], version=2))

    deputy = _today(session, DEPUTY)
    assert (deputy.has(Role.HEAD), deputy.stands_in_for) == (False, None)
