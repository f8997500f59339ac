"""What is heard of complaints has its effect once, in whatever order it comes."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import select

from services.investigation.handlers import HANDLERS
from services.investigation.models import Allegation, BarredParty, Base, Case, Notice
from shared import crypto, workdays
from shared.contracts import wire
from shared.contracts.events import (
    CaseOpened,
    CaseTermMoved,
    ComplaintAssessed,
    ComplaintRated,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    Event,
    RecheckRequested,
    WorkdaysAnnounced,
)
from shared.contracts.routing import heard_by
from shared.contracts.terms import Service
from shared.database import Database
from shared.work import SYSTEM, Works
from tests.investigation.builders import NOW, accepted, respondent

COMPLAINT = UUID("0199c1c2-0000-7000-8000-000000000001")


def about(kind: type[Event], version: int, **said: Any) -> Event:
    event: Event = kind(
        id=uuid5(COMPLAINT, kind.name + str(version)),
        at=NOW + timedelta(hours=version),
        complaint_id=COMPLAINT,
        tracking_number="JD-1",
        version=version,
        **said,
    )
    return event


def stream() -> list[Event]:
    return [
        about(ComplaintAssessed, 1, barred=["SUP-330110", "DEP-330106"]),
        accepted(COMPLAINT),
        accepted(
            COMPLAINT,
            version=4,
            flags=["PRIORITY"],
            allegations=[{"id": "1", "respondent": respondent()}, {"id": "2", "respondent": {}}],
        ),
        about(ComplaintSupplemented, 3, message_id=uuid5(COMPLAINT, "m"), text="补充"),
        about(ComplaintWithdrawn, 5, reason="不想追究了"),
        about(ComplaintRated, 6, manner=5, speed=4, result=3, comment="可以"),
    ]


def state_after(folder: Path, events: list[Event]) -> Any:
    """All rows that matter after the events, and how often the opening was told."""
    crypto.configure([b"investigation tests' own master!"])
    database = Database("sqlite://") if folder is None else Database(f"sqlite:///{folder}")
    Base.metadata.create_all(database.engine)
    works = Works(database, "investigation", lambda: NOW)
    for event in events:
        with works.begin(SYSTEM) as work:
            HANDLERS[type(event)](work, event)
    with works.reading() as session:
        kept: list[Any] = []
        for model in (Case, Allegation, Notice, BarredParty):
            columns = [column.key for column in model.__table__.columns]
            rows = session.scalars(select(model)).all()
            kept.append(sorted(str([getattr(row, column) for column in columns]) for row in rows))
        outbox = Base.metadata.tables["outbox"]
        kept.append(sorted(session.scalars(select(outbox.c.name)).all()))
    database.dispose()
    return kept


def test_any_order_and_any_repetition_end_in_the_same_state(tmp_path: Path) -> None:
    expected = state_after(tmp_path / "straight.sqlite3", stream())
    assert expected[-1] == [CaseOpened.name]
    orders = list(permutations(range(6)))[::29]

    for number, order in enumerate(orders):
        events = [stream()[index] for index in order]
        assert state_after(tmp_path / f"{number}.sqlite3", events + events[::2]) == expected, order


def test_what_came_before_the_case_stands_in_its_timeline(
    hear: Callable[[Event], None], opened: Callable[..., str], seat: Any
) -> None:
    hear(about(ComplaintWithdrawn, 3, reason="不想追究了"))
    hear(about(RecheckRequested, 4, reason="不服"))
    case = opened(accepted(COMPLAINT))

    document = seat("anna").get(f"/cases/{case}").get_json()
    assert document["withdrawn"] is True
    assert [each["kind"] for each in document["timeline"]] == ["opened", "withdrawn", "recheck_requested"]


@pytest.mark.parametrize("event", stream(), ids=lambda event: event.name + str(event.version))
def test_nothing_heard_is_readable_in_the_database(tmp_path: Path, event: Event) -> None:
    state_after(tmp_path / "file.sqlite3", [event])
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("file.sqlite3*"))

    for secret in ("未出示证件", "王某", "补充", "不想追究了", "可以", "执法大队", "DEP-330106"):
        assert secret.encode() not in stored


def test_the_service_listens_to_all_that_the_contract_sends_it() -> None:
    assert set(HANDLERS) == set(heard_by(Service.INVESTIGATION))


def _announced(*off: str, version: int = 1) -> WorkdaysAnnounced:
    days = [*special_days(2027)] + [{"day": day, "kind": "holiday", "name": ""} for day in off]
    return WorkdaysAnnounced(
        id=uuid5(COMPLAINT, f"workdays{version}"), at=NOW, year=2027, version=version, days=days
    )


def special_days(year: int) -> list[dict[str, str]]:
    """The built-in days of a year, as an announcement gives them."""
    return [
        {"day": one.day.isoformat(), "kind": "workday" if one.working else "holiday", "name": one.name}
        for one in workdays.read(workdays.BUILT_IN)
        if one.day.year == year
    ]


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_case_ends_on_the_same_day_whether_the_year_is_heard_of_before_or_after(
    tmp_path: Path, first: bool
) -> None:
    crypto.configure([b"the master key of the tests of hearing"])
    database = Database(f"sqlite:///{tmp_path}/investigation.sqlite3")
    Base.metadata.create_all(database.engine)
    works = Works(database, "investigation", lambda: NOW)
    terms = {"policy": "x", "investigation": 60, "extension": 30, "rectification": 20}
    told = [accepted(COMPLAINT, terms=terms, investigate_by=date(2027, 1, 22)), _announced("2027-01-22")]
    for event in told if not first else reversed(told):
        with works.begin(SYSTEM) as work:
            HANDLERS[type(event)](work, event)

    with works.reading() as session:
        (case,) = session.scalars(select(Case))
        moved = [event for event in _said(session) if isinstance(event, CaseTermMoved)]
    assert (case.investigate_by, case.due) == (date(2027, 1, 25), date(2027, 1, 25))
    assert case.limits["rectification"] == 20
    assert [event.investigate_by for event in moved] == [date(2027, 1, 25)]
    database.dispose()


def _said(session: Any) -> list[Event]:
    outbox = Base.metadata.tables["outbox"]
    return [
        wire.decode(bytes(body), None, lambda reader, data: data)
        for body in session.scalars(select(outbox.c.body))
    ]
