"""On PostgreSQL, what is learnt of somebody in the very moment in which a case about their unit opens keeps them
away, whichever of the two comes first; and opening asks for one statement more, however many cases open."""

import time as clock
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event as sqlalchemy_event

from services.investigation.cabinet import open_folder
from services.investigation.domain.case import Caller
from services.investigation.domain.opening import case_id
from services.investigation.domain.records import RecordKind
from services.investigation.handlers import HANDLERS, absences, offices
from services.investigation.handlers import work as handler
from services.investigation.models import Case
from shared.contracts.events import Event, StaffServed
from shared.contracts.terms import Role
from shared.database import Database
from shared.work import SYSTEM, Work, Works
from tests.investigation.builders import BODY, NOW, accepted, record_fields
from tests.investigation.conflicts.posts import SQUAD, post
from tests.investigation.ended import NUMBER, annulling, revoking
from tests.investigation.rechecked import TOP
from tests.investigation.test_api import concluded
from tests.investigation.test_chain import TERMS

MOMENT = 0.4
"""Seconds after which whoever does not wait would be done."""
ABOUT: dict[str, Any] = {
    "facts": {"respondents": [SQUAD]},
    "allegations": [{"id": "1", "respondent": SQUAD, "natures": ["improper"], "categories": ["C4.1"]}],
}
Doing = Callable[[Work], None]


pytestmark = pytest.mark.postgres


@pytest.fixture
def second_waits(works: Works) -> Callable[[Doing, Doing], None]:
    """Both in transactions of their own; the second begins while the first is not committed."""

    def race(first: Doing, second: Doing) -> None:
        def beside() -> None:
            with works.begin(SYSTEM) as work:
                second(work)

        with ThreadPoolExecutor(1) as pool:
            with works.begin(SYSTEM) as work:
                first(work)
                work.session.flush()
                waiting = pool.submit(beside)
                with pytest.raises(TimeoutError):
                    waiting.result(MOMENT)
            waiting.result(20)

    return race


def hearing(*events: Event) -> Doing:
    def do(work: Work) -> None:
        work.events = events
        for each in events:
            HANDLERS[type(each)](work, each)

    return do


@pytest.fixture
def served(enrol: Any) -> Callable[..., StaffServed]:
    def told(username: str, *posts: dict[str, Any]) -> StaffServed:
        return StaffServed(
            id=UUID(int=7), at=NOW, staff_id=enrol(username).staff_id, version=1, posts=list(posts)
        )

    return told


@pytest.mark.parametrize("case_first", [True, False])
def test_who_serves_there_never_learns_of_a_case_that_opens_in_that_moment(
    case_first: bool, second_waits: Any, served: Any, seat: Any
) -> None:
    seat("anna")
    opening = accepted(**ABOUT)
    both = [hearing(opening), hearing(served("bert", post(None)))]
    second_waits(*(both if case_first else reversed(both)))
    case = case_id(opening.complaint_id, BODY)
    assert seat("anna").get(f"/cases/{case}").status_code == 200
    assert seat("bert").get(f"/cases/{case}").status_code == 404


@pytest.mark.parametrize("case_first", [True, False])
def test_a_deputy_who_begins_in_that_moment_is_put_forward(
    case_first: bool, second_waits: Any, served: Any, seat: Any, works: Works
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    with works.begin(SYSTEM) as work:
        hearing(served("bert", post()))(work)
    opening = accepted(**ABOUT)

    def goes_away(work: Work) -> None:
        caller = Caller(str(head.token.staff_id), "head", BODY, frozenset({Role.HEAD}))
        absences.say_away(work, caller, work.today, work.today, "bert")

    both = [hearing(opening), goes_away]
    second_waits(*(both if case_first else reversed(both)))
    found = anna.get(f"/cases/{case_id(opening.complaint_id, BODY)}").get_json()["recusals"]
    assert [(each["name"], each["tie"]) for each in found] == [("bert", "worked_there")]


@pytest.mark.parametrize("case_first", [True, False])
def test_who_is_given_an_office_in_that_moment_is_put_forward(
    case_first: bool, second_waits: Any, served: Any, seat: Any, works: Works
) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    with works.begin(SYSTEM) as work:
        hearing(served("bert", post()))(work)
    opening = accepted(**ABOUT, terms=TERMS)

    def gives(work: Work) -> None:
        caller = Caller(str(head.token.staff_id), "head", BODY, frozenset({Role.HEAD}))
        offices.give(work, caller, "section", "bert")

    both = [hearing(opening), gives]
    second_waits(*(both if case_first else reversed(both)))
    found = anna.get(f"/cases/{case_id(opening.complaint_id, BODY)}").get_json()["recusals"]
    assert [(each["name"], each["tie"], each["decider"]) for each in found] == [
        ("bert", "worked_there", BODY)
    ]


@pytest.mark.parametrize("act_first", [True, False])
def test_an_act_that_is_entered_in_that_moment_is_compared(
    act_first: bool, second_waits: Any, served: Any, seat: Any, opened: Any, enrol: Any
) -> None:
    case, anna = opened(), seat("anna")
    seat("carl")
    anna.post(f"/cases/{case}/claim")
    token = anna.token
    caller = Caller(str(token.staff_id), token.display_name, BODY, frozenset({Role.INVESTIGATOR}))
    fields = record_fields(RecordKind.CHALLENGED_ACT, unit="杭州市西湖区应急管理局危化科")

    def enters(work: Work) -> None:
        folder = open_folder(work.session, UUID(case), caller, to_change=True)
        handler.keep_record(work, folder, caller, RecordKind.CHALLENGED_ACT, fields, [], str)

    both = [enters, hearing(served("bert", post(None, name="危化科")))]
    second_waits(*(both if act_first else reversed(both)))
    assert seat("bert").get(f"/cases/{case}").status_code == 404


def test_who_serves_there_never_learns_of_a_check_that_an_approval_opens_in_that_moment(
    served: Any, seat: Any, opened: Any, works: Works, app: Any
) -> None:
    """What an annulled revocation had ended is in force again, and the case in which it was ordered is over."""
    seat("bert")
    first, complaint = opened(accepted(**ABOUT)), uuid4()
    concluded(first, seat)
    revoking(opened, seat, NUMBER, "superior", complaint)
    recheck = annulling(opened, seat, complaint)
    head = seat("head top", Role.HEAD, home=TOP)
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(first)).state = "closed"

    with ThreadPoolExecutor(1) as pool:
        with works.begin(SYSTEM) as work:
            hearing(served("bert", post(None)))(work)
            work.session.flush()
            waiting = pool.submit(head.change, recheck, "approval", {"decision": "approve"})
            with pytest.raises(TimeoutError):
                waiting.result(5 * MOMENT)
        waiting.result(20)
    (check,) = [
        each for each in seat("anna").get("/cases").get_json()["items"] if each["origin"] == "spot_check"
    ]
    assert seat("bert").get(f"/cases/{check['id']}").status_code == 404


def test_many_cases_ask_for_one_statement_and_do_not_wait_for_each_other(
    works: Works, database: Database
) -> None:
    with counted(database) as sent, works.begin(SYSTEM) as work:
        hearing(*(accepted(**ABOUT) for _ in range(5)))(work)
        start = clock.monotonic()
        with works.begin(SYSTEM) as beside:
            hearing(accepted(**ABOUT))(beside)
        assert clock.monotonic() - start < 10
    assert [("shared" in each) for each in sent if "advisory" in each] == [True, True]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def keep(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    sqlalchemy_event.listen(database.engine, "before_cursor_execute", keep)
    yield sent
    sqlalchemy_event.remove(database.engine, "before_cursor_execute", keep)
