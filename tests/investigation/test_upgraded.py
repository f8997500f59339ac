"""What the migrations make of cases that were there before them, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shared import migrate
from shared.clock import china_day
from tests.migrated import standing

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
Add = Callable[..., None]
Before = Callable[[str], Any]
_CHECKED: set[tuple[str, str]] = set()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Before]:
    """`with before("0033") as add:` what is added then is there when the migrations after that one come."""
    lite = request.param == "sqlite"
    place = tmp_path / "a.sqlite3" if lite else request.getfixturevalue("new_postgres_url")
    opened = ExitStack()

    @contextmanager
    def of(version: str) -> Iterator[tuple[Add, Callable[[str], list[Any]]]]:
        made = standing("investigation", place, version)
        opened.callback(made.dispose)

        def read(asked: str) -> list[Any]:
            with made.reading() as session:
                return [tuple(row) for row in session.execute(sa.text(asked))]

        with made.engine.begin() as connection:
            there = sa.MetaData()
            there.reflect(connection)
            yield lambda table, **said: _add(connection, there.tables[table], said), read
        migrate.upgrade("investigation", made)
        if (request.param, version) not in _CHECKED:  # it looks at tables, not at what is in them
            migrate.check("investigation", made)
            _CHECKED.add((request.param, version))

    with opened:
        yield of


def _add(connection: sa.Connection, table: sa.Table, said: dict[str, Any]) -> None:
    """A row with something in every column that must hold something."""
    needed = [each for each in table.columns if not (each.nullable or each.server_default)]
    values = {each.name: _something(each.type) for each in needed} | said
    given = {
        name: value.hex if isinstance(value, UUID) and not isinstance(table.c[name].type, sa.Uuid) else value
        for name, value in values.items()
    }
    connection.execute(table.insert().values(given))


def _something(kind: Any) -> Any:
    match kind:
        case sa.Boolean():
            return False
        case sa.Integer():
            return 1
        case sa.DateTime():
            return AT
        case sa.Date():
            return date(2026, 3, 2)
        case sa.LargeBinary():
            return b""
        case sa.JSON():
            return {}
        case sa.Uuid():
            return UUID(int=0)
        case _:
            return ""


def key(number: int) -> Any:
    return UUID(int=number)


def test_what_is_written_down_is_outdated_but_not_of_what_was_erased(before: Before) -> None:
    """Nothing counts as changed: what changes then comes before all these. An upgrade to 0035 from before this
    was so left an erased case as one that changed."""
    with before("0035") as (add, read):
        add("cases", id=key(1), complaint_id=key(11), indexed=True)
        add("cases", id=key(2), complaint_id=key(12), indexed=True)
        add("cases", id=key(3), complaint_id=key(12), indexed=False)
        add("erased", complaint_id=key(12))

    found = read("SELECT indexed, outdated FROM cases ORDER BY id")
    assert [(bool(indexed), bool(outdated)) for indexed, outdated in found] == [
        (True, True), (True, False), (True, False),
    ]  # fmt: skip


def test_archived_cases_are_counted_in_their_turn(before: Before) -> None:
    with before("0034") as (add, read):
        add("cases", id=key(1), complaint_id=key(11), indexed=True)
        add("archives", case_id=key(1))

    assert [(bool(one), bool(other)) for one, other in read("SELECT indexed, outdated FROM cases")] == [
        (True, True)
    ]


def test_what_joined_a_complaint_before_is_found_by_it(before: Before) -> None:
    with before("0035") as (add, read):
        add("notices", id=key(1), kind="joined", detail={"joined": str(key(12))}, complaint_id=key(11))
        add("notices", id=key(2), kind="joined", detail={})
        add("notices", id=key(3), kind="parted", detail={"joined": str(key(12))})

    assert [one and UUID(str(one)) for (one,) in read("SELECT joined_id FROM notices ORDER BY id")] == [
        key(12), None, None,
    ]  # fmt: skip


def test_numbers_that_are_known_here_come_to_what_they_joined(before: Before) -> None:
    with before("0052") as (add, read):
        add("cases", id=key(1), complaint_id=key(11), indexed=True, closed_at=None)
        add("cases", id=key(2), complaint_id=key(12), tracking_number="JD-2", indexed=True, closed_at=None)
        add("cases", id=key(3), complaint_id=key(13), origin="spot_check", indexed=True, closed_at=None)
        add("notices", id=key(1), kind="joined", complaint_id=key(11), joined_id=key(12))
        add("notices", id=key(2), kind="joined", complaint_id=key(12), joined_id=key(14))

    assert [one for (one,) in read("SELECT joined_number FROM notices ORDER BY id")] == ["JD-2", None]
    outdated = read("SELECT outdated FROM cases ORDER BY id")
    assert [bool(one) for (one,) in outdated] == [True, False, True]


REPORTED = (
    datetime(2026, 3, 2, 15, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 3, 2, 16, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2028, 2, 28, 16, 0, 0, 1, tzinfo=UTC),
    datetime(1990, 7, 1, 15, 30, tzinfo=UTC),
    None,
)
"""Before and after China's midnight; of a year with a summer time that the law's days do not know."""


def test_reports_from_before_get_the_day_of_their_moment_in_one_statement(before: Before) -> None:
    with before("0052") as (add, read):
        add("cases", id=key(1), closed_at=None)
        for number, at in enumerate(REPORTED):
            ended = {"confirmed_at": None, "lifted_at": None}
            add("rectifications", id=key(number), case_id=key(1), reported_at=at, **ended)
        said: list[str] = []

        def heard(*asked: Any) -> None:
            said.append(asked[2])

        sa.event.listen(sa.Engine, "before_cursor_execute", heard)
    sa.event.remove(sa.Engine, "before_cursor_execute", heard)

    days = [day and str(day) for (day,) in read("SELECT reported_on FROM rectifications ORDER BY id")]
    assert days == [at and str(china_day(at)) for at in REPORTED]
    assert sum("SET reported_on" in each for each in said) == 1


def test_what_went_to_others_has_a_day_by_which_an_answer_is_looked_for(before: Before) -> None:
    waits = {"case_id": key(1), "at": AT, "ended_at": None, "due": None}
    with before("0056") as (add, read):
        add("cases", id=key(1), closed_at=None)
        for number, kind in enumerate(("transfer", "accountability", "commendation", "interview")):
            add("records", id=key(number), kind=kind, **waits)
        add("records", id=key(8), kind="transfer", number=2, **waits | {"ended_at": AT})
        add("records", id=key(9), kind="transfer", number=3, **waits | {"at": REPORTED[1]})

    days = [day and str(day) for (day,) in read("SELECT due FROM records ORDER BY id")]
    assert days == ["2026-03-09", "2026-04-01", "2026-04-01", None, None, "2026-03-10"]


BREACH = {"finding": "substantiated", "category": "C4.1", "nature": "improper", "serious": True}
OTHERWISE = BREACH | {"serious": False}
COMPLAINT, JOINED = key(90), key(91)


def answered(add: Add, number: int, found: dict[str, Any], result: str | None, **said: Any) -> None:
    """One answer after the other on the same complaint, each with an order of its own."""
    case = {"complaint_id": COMPLAINT, "decision": "recheck" if result else "accept", "state": "rectifying"}
    case |= {
        "complaint_version": number,
        "proposal": 1,
        "concluded_at": AT,
        "recheck_of": result and COMPLAINT,
    }
    add("cases", id=key(number), **case | said)
    add("proposals", case_id=key(number), version=1, first_result=result)
    add("allegations", case_id=key(number), ref="1")
    add("findings", case_id=key(number), allegation="1", **found)
    add("rectifications", id=key(number * 10), case_id=key(number), code="O2")


def upheld(read: Callable[[str], list[Any]]) -> dict[int, int | None]:
    """Which case let the order of which stand."""
    rows = read("SELECT case_id, upheld_in FROM rectifications")
    return {UUID(str(case)).int: in_case and UUID(str(in_case)).int for case, in_case in rows}


def test_what_a_recheck_found_as_it_was_found_was_let_stand_by_it(before: Before) -> None:
    with before("0045") as (add, read):
        answered(add, 2, BREACH, None)
        answered(add, 3, BREACH, "confirm")

    assert upheld(read) == {2: 3, 3: None}


def test_by_the_last_that_did_and_all_that_was_ordered_until_then(before: Before) -> None:
    with before("0045") as (add, read):
        answered(add, 2, BREACH, None)
        answered(add, 3, BREACH, "confirm")
        answered(add, 4, BREACH, "change")
        answered(add, 5, BREACH, "confirm", state="passed_up")
        answered(add, 6, BREACH, "confirm", concluded_at=None)

    assert upheld(read) == {2: 4, 3: 4, 4: None, 5: None, 6: None}


@pytest.mark.parametrize("result", ["confirm", "change"])
def test_what_was_found_otherwise_meanwhile_is_for_whoever_follows_it(before: Before, result: str) -> None:
    with before("0045") as (add, read):
        answered(add, 2, BREACH, None)
        answered(add, 3, OTHERWISE, result)
        answered(add, 4, BREACH, result)

    assert upheld(read) == {2: None, 3: None, 4: None}


def test_so_is_what_was_annulled_lifted_or_looked_at_under_another_number(before: Before) -> None:
    with before("0045") as (add, read):
        answered(add, 2, BREACH, None)
        add("rectifications", id=key(21), case_id=key(2), code="O2", lifted_at=AT)
        answered(add, 3, BREACH, "annul")
        answered(add, 12, BREACH, None, complaint_id=JOINED)
        answered(add, 13, BREACH, "confirm", complaint_id=JOINED)
        answered(add, 14, BREACH, "change", recheck_of=JOINED)

    assert set(upheld(read).values()) == {None}


def test_whose_certificates_are_is_known_of_those_from_before(before: Before) -> None:
    """Also those that they held before, and as they are compared: without blanks, width and case."""
    with before("0057") as (add, read):
        held = [{"number": each, "first": "2020-01-01", "last": "2025-12-31"} for each in ("ab１", "Ab 1")]
        add("staff_member", staff_id=key(1), certificate_number="浙 002", certificates=held)
        add("staff_member", staff_id=key(2), certificate_number="浙002", certificates=None)
        add("staff_member", staff_id=key(3))

    found = read("SELECT number, staff_id FROM certificate_bearers ORDER BY number, staff_id")
    assert [(number, UUID(str(who))) for number, who in found] == [
        ("ab1", key(1)), ("浙002", key(1)), ("浙002", key(2)),
    ]  # fmt: skip


def test_what_fell_while_its_case_went_on_is_told_from_what_ended_with_it(before: Before) -> None:
    later = AT + timedelta(days=1)
    with before("0057") as (add, read):
        for number, closed in ((1, None), (2, AT), (3, later)):
            add("cases", id=key(number), complaint_id=key(10 + number), closed_at=closed)
            add("recusals", id=key(20 + number), case_id=key(number), moot=True, decided_at=AT)
        add("recusals", id=key(30), case_id=key(1), moot=False, decided_at=AT)

    assert [bool(fell) for (fell,) in read("SELECT fell FROM recusals ORDER BY id")] == [
        True, False, True, False,
    ]  # fmt: skip


def test_of_which_complaints_it_is_not_told_who_withdrew(before: Before) -> None:
    """Once each, however many are barred and cases there are: not of what was erased, nor of what no complaint
    began."""
    with before("0059") as (add, read):
        for number, about, origin in ((1, 11, "complaint"), (2, 11, "complaint"), (3, 12, "complaint"),
                                      (4, 13, "special"), (5, 15, "complaint")):  # fmt: skip
            add("cases", id=key(number), complaint_id=key(about), origin=origin, closed_at=AT)
        for about, party in ((11, "a"), (11, "b"), (12, "a"), (13, "a"), (14, "a")):
            add("barred", complaint_id=key(about), party=party)
        add("erased", complaint_id=key(12))

    found = read("SELECT id, complaint_id FROM untold")
    assert [(UUID(str(one)), UUID(str(about))) for one, about in found] == [(key(11), key(11))]
