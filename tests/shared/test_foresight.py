"""One statement notes events as met and looks for what their handlers will ask for; new rows are one round."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from services.triage.base import Base
from services.triage.models import Complaint, Happening, LetterSeries
from shared import crypto, erasing
from shared.clock import system_clock
from shared.database import Database
from shared.foresight import key_of
from shared.messaging import inbox
from shared.papers.series import FIRST, next_serial
from shared.work import SYSTEM, Work, Works
from tests.shared.messaging.toys import received

ID = key_of(Complaint)
SERIES = {"body": "SUP-330106", "kind": "acceptance", "year": 2026}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    crypto.configure([os.urandom(32)])
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'triage'}.sqlite3" if sqlite else request.getfixturevalue("postgres_url")
    database = Database(url)
    Base.metadata.create_all(database.engine)
    yield Works(database, "triage", system_clock)
    database.dispose()


def test_what_is_there_is_known_and_what_is_missing_is_not_asked_for_again(works: Works):
    known, strange = received(), received()
    with works.begin(SYSTEM) as work:
        work.session.add(_complaint(known.complaint_id))
    with works.begin(SYSTEM) as work:
        _foresee(work, known, strange)
        statements = _counted(work.session)

        assert work.has(Complaint, known.complaint_id, erasing.complaint_of)
        assert not work.has(Complaint, strange.complaint_id, erasing.complaint_of)
        assert work.found(Complaint, strange.complaint_id, erasing.complaint_of) is None
        assert work.lacks(ID, strange.complaint_id)
        assert statements == []
        assert work.found(Complaint, known.complaint_id, erasing.complaint_of) is not None


def test_who_meets_an_event_again_may_have_waited_and_looks_anew(works: Works):
    again, new = received(), received()
    with works.begin(SYSTEM) as work:
        _foresee(work, again)
    with works.begin(SYSTEM) as work:
        met = inbox.meet(work.session, [again, new], datetime.now(UTC), {ID: frozenset({new.complaint_id})})

    assert met == ({new.id}, {})


def test_new_rows_are_as_the_session_would_write_them_however_many(works: Works):
    for count in (1, 40):
        events = [received() for _ in range(count)]
        with works.begin(SYSTEM) as work:
            for one in events:
                work.session.add(_complaint(one.complaint_id))
                kept = {"id": one.id, "complaint_id": one.complaint_id, "kind": "closed", "at": one.at}
                work.keep_once(Happening, body=None, text="完", **kept)
                work.record("heard.closed", str(one.complaint_id))
        with works.reading() as session:
            ids = [one.complaint_id for one in events]
            found = session.scalars(select(Complaint).where(Complaint.id.in_(ids))).all()
            texts = session.scalars(select(Happening.text).where(Happening.complaint_id.in_(ids))).all()

            assert {(one.state, one.flags == [], one.statement) for one in found} == {("expected", True, "")}
            assert (len(found), texts) == (count, ["完"] * count)


def test_numbers_of_a_series_follow_one_another_within_and_beside_a_savepoint(works: Works):
    with works.begin(SYSTEM) as work:
        taken = [next_serial(work.session, LetterSeries, **SERIES) for _ in range(FIRST + 2)]
        with work.session.begin_nested():
            taken.append(next_serial(work.session, LetterSeries, **SERIES))
        taken.append(next_serial(work.session, LetterSeries, **SERIES))
    with works.begin(SYSTEM) as work:
        taken.append(next_serial(work.session, LetterSeries, **SERIES))

    assert taken == list(range(1, FIRST + 6))


def _foresee(work: Work, *events) -> None:
    wanted = {ID: frozenset(one.complaint_id for one in events)}
    met = inbox.meet(work.session, events, datetime.now(UTC), wanted)
    work.foresee([one for one in events if one.id in met.new], wanted, met.there)


def _complaint(key) -> Complaint:
    return Complaint(id=key, tracking_number=f"ZF{key.int % 10**9}", revision=0)


def _counted(session: Session) -> list[str]:
    said: list[str] = []

    @event.listens_for(session.connection(), "before_cursor_execute")
    def note(_, __, statement: str, *___) -> None:
        said.append(statement)

    return said
