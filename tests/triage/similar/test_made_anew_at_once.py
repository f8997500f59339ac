"""Who complains anew about a reply and asks for its recheck at one moment, on PostgreSQL: one recheck."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.triage import escalating, late_words, rebuilding
from services.triage.contesting import locked
from services.triage.models import Base, Complaint, Happening
from services.triage.queue import find
from services.triage.working_days import keeping
from shared import crypto, office_days
from shared.contracts.terms import Role
from shared.database import Database
from shared.settings import Settings
from shared.staff.tokens import StaffToken
from shared.work import SYSTEM, Works
from tests.triage.builders import NOW, concluded
from tests.triage.conftest import Time
from tests.triage.similar.alike import RETOLD, Hear, Sit, decision_of, told
from tests.triage.similar.test_rechecked_together import ABOVE, asked, ruled

pytestmark = pytest.mark.postgres
ROUNDS = 12


@pytest.fixture
def desk_works(house: Settings, postgres_url: str) -> Iterator[Works]:
    crypto.configure([b"the master key of triage's tests"])
    database = Database(postgres_url, pool_size=8)
    Base.metadata.create_all(database.engine)
    yield Works(database, "triage", Time(), settings=house)
    database.dispose()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Begun together; what each raised."""
    gate, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
        except (AssertionError, SQLAlchemyError) as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return raised


def test_there_is_one_recheck_whoever_comes_first(hear: Hear, seat: Sit, desk_works: Works) -> None:
    """Who decides on what changed meanwhile is told so, and decides again."""
    for each in range(ROUNDS):
        first, anew = told(same_person=str(each)), told(RETOLD, same_person=str(each))
        hear(first, concluded(first), anew)
        raised = at_once(partial(hear, asked(first, 1)), partial(ruled, seat, anew, ABOVE))
        assert [one for one in raised if not isinstance(one, AssertionError)] == []
        if raised:
            ruled(seat, anew, ABOVE)
        assert {decision_of(desk_works, one)[1] for one in (first, anew)} == {"merge", "recheck"}


def test_whoever_refers_to_a_complaint_waits_for_nobody_who_decides_it(hear: Hear, desk_works: Works) -> None:
    """A cluster names the others: two that do so, each with its own in hand, would wait for each other."""
    made = told()
    hear(made)
    officer = StaffToken(made.id, "one", "one", "SUP-330106", frozenset({Role.TRIAGE}), made.id, NOW, NOW)
    with desk_works.begin(SYSTEM) as deciding:
        assert find(deciding.session, officer, made.tracking_number, lock=True) is not None
        _refer(desk_works, made)
    with desk_works.begin(SYSTEM) as hearing:
        assert hearing.found(Complaint, made.complaint_id, lambda event: event.complaint_id) is not None
        _refer(desk_works, made)
    with desk_works.begin(SYSTEM) as contesting_it:
        locked(contesting_it, contesting_it.session.get_one(Complaint, made.complaint_id))
        _refer(desk_works, made)


def test_nor_does_it_wait_for_the_rounds_that_hold_many(hear: Hear, desk_works: Works) -> None:
    """Each of them waits for the next while it holds the ones before."""
    made = told()
    hear(made)
    key = made.complaint_id
    with desk_works.begin(SYSTEM) as work:
        assert [one.id for one in rebuilding._next(work, UUID(int=key.int - 1))][:1] == [key]
        _refer(desk_works, made)
    with desk_works.begin(SYSTEM) as work:
        escalating._tell(work, key)
        _refer(desk_works, made)
    with desk_works.begin(SYSTEM) as work:
        late_words.held(work, key)
        _refer(desk_works, made)
    with desk_works.begin(SYSTEM) as work:
        due = work.session.get_one(Complaint, key).accept_by
        assert due is not None
        days = office_days.of(work.session)
        list(keeping._moving(work.session, due.year, days, days))
        _refer(desk_works, made)


def _refer(works: Works, made: Any) -> None:
    with works.begin(SYSTEM) as other:
        other.session.execute(text("SET LOCAL lock_timeout = '2s'"))
        row = Happening(id=uuid4(), complaint_id=made.complaint_id, kind="closed", at=NOW, body=None, text="")
        other.session.add(row)
        other.session.flush()
