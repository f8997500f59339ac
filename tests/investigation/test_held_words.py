"""Words that triage has not passed: who handles the case learns neither what they say nor that they are there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from services.investigation import rounds
from services.investigation.annual import _ratings
from services.investigation.domain.opening import case_id
from services.investigation.models import Case
from shared import settings
from shared.contracts.events import (
    CasePassedUp,
    ComplaintRated,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    RecheckRequested,
    WordsPassed,
)
from shared.work import Works
from tests.investigation.builders import BODY, NOW, accepted

UPPER = "SUP-330100"
COMPLAINT = UUID(int=77)
ABOUT = {"at": NOW, "complaint_id": COMPLAINT, "tracking_number": "JD-77"}
SAID = "局长收受好处并通风报信"


def supplemented(**said: Any) -> ComplaintSupplemented:
    given = {"id": uuid4(), "version": 3, "message_id": uuid4(), "held": True, "text": SAID}
    return ComplaintSupplemented(**ABOUT, **given | said)


def passed(said: Any, **more: Any) -> WordsPassed:
    return WordsPassed(id=uuid4(), said_id=said.id, **ABOUT | {"version": 5} | more)


WORDS = {
    "supplemented": supplemented,
    "withdrawn": lambda: ComplaintWithdrawn(id=uuid4(), version=3, held=True, reason=SAID, **ABOUT),
    "rated": lambda: ComplaintRated(
        id=uuid4(), version=3, held=True, manner=1, speed=1, result=1, comment=SAID, **ABOUT
    ),
    "recheck_requested": lambda: RecheckRequested(id=uuid4(), version=3, held=True, reason=SAID, **ABOUT),
}


@pytest.fixture
def case(opened: Callable[..., str]) -> str:
    return opened(accepted(COMPLAINT))


def seen(seat: Any, case: str) -> dict[str, Any]:
    """Everything that a door of the house answers about the case, without what changes by being looked at."""
    desk = seat("anna")
    return {
        "case": desk.get(f"/cases/{case}").get_json(),
        "list": desk.get("/cases").get_json(),
        "search": desk.get("/search", q=SAID).get_json()["items"],
    }


@pytest.mark.parametrize("kind", WORDS)
def test_nothing_shows_before_triage_passes_them_and_all_of_it_afterwards(
    kind: str, case: str, hear: Any, seat: Any, works: Works
) -> None:
    def index() -> None:
        while rounds.once(works, settings.load()):
            pass

    index()
    before = seen(seat, case)
    said = WORDS[kind]()

    hear(said)
    index()
    assert seen(seat, case) == before

    hear(passed(said))
    index()
    after = seen(seat, case)
    assert [one["text"] for one in after["case"]["messages"]] == [SAID]
    assert [one["kind"] for one in after["case"]["timeline"]][-1] == kind
    assert [one["id"] for one in after["search"]] == [case]


def test_the_word_may_come_before_what_it_passes(case: str, hear: Any, seat: Any) -> None:
    said = supplemented()
    hear(passed(said))
    hear(said)

    assert [one["text"] for one in seen(seat, case)["case"]["messages"]] == [SAID]


def test_words_of_before_there_was_such_a_rule_are_read_as_ever(case: str, hear: Any, seat: Any) -> None:
    hear(supplemented(held=False))

    assert [one["text"] for one in seen(seat, case)["case"]["messages"]] == [SAID]


def test_a_withdrawal_counts_when_it_was_passed(case: str, hear: Any, seat: Any) -> None:
    """Until then nobody ends a case on it, who may have forced it."""
    said = WORDS["withdrawn"]()
    hear(said)
    assert "withdrawn" not in seen(seat, case)["list"]["items"][0]["marks"]
    hear(passed(said))
    assert "withdrawn" in seen(seat, case)["list"]["items"][0]["marks"]


def test_marks_count_in_no_report_before_they_are_passed(case: str, hear: Any, works: Works) -> None:
    with works.database.transaction() as session:
        session.execute(
            update(Case).where(Case.id == UUID(case)).values(concluded_at=NOW - timedelta(days=1))
        )
    said = WORDS["rated"]()
    counted = []
    for event in (said, passed(said)):
        hear(event)
        with works.reading() as session:
            counted.append(_ratings(session, [COMPLAINT])[UUID(case)])

    assert counted == [[], [(1, 1, 1)]]


def test_an_earlier_body_does_not_read_what_accuses_it(
    case: str, hear: Any, seat: Any, opened: Callable[..., str]
) -> None:
    upper = opened(accepted(COMPLAINT, body=UPPER, version=6, decision="recheck"))
    said = supplemented()
    hear(said)
    hear(passed(said, kept_from=[BODY]))

    assert seen(seat, case)["case"]["messages"] == []
    above = seat("carl", home=UPPER).get(f"/cases/{upper}").get_json()
    assert [one["text"] for one in above["messages"]] == [SAID]


def test_who_is_accused_is_barred_before_the_words_are_read(case: str, hear: Any, seat: Any) -> None:
    said = supplemented()
    hear(said)
    hear(passed(said, barred=["PERSON-330106:王某"]))

    assert seat("wang", name="王某").get(f"/cases/{case}").status_code == 404
    assert seat("anna").get(f"/cases/{case}").status_code == 200


@pytest.mark.parametrize("first", ["old", "new"])
def test_another_body_takes_the_case_and_the_one_of_the_accused_ends(
    first: str, hear: Any, said: Any, works: Works, seat: Any
) -> None:
    taken = accepted(
        COMPLAINT, body=UPPER, version=7, taken_from=BODY, barred=[BODY], at=NOW + timedelta(hours=2)
    )
    for event in (accepted(COMPLAINT), taken) if first == "old" else (taken, accepted(COMPLAINT), taken):
        hear(event)

    old, new = (str(case_id(COMPLAINT, body)) for body in (BODY, UPPER))
    assert seat("anna").get(f"/cases/{old}").status_code == 404
    shown = seat("carl", home=UPPER).get(f"/cases/{new}").get_json()
    assert (shown["state"], len(shown["earlier"])) == ("queued", 1)
    with works.reading() as session:
        ended = session.get_one(Case, UUID(old))
        assert (ended.state, ended.closed_at) == ("passed_up", NOW + timedelta(hours=2))
    (told,) = said(CasePassedUp)
    assert (told.body, told.to_body, told.taken_over) == (BODY, UPPER, True)
