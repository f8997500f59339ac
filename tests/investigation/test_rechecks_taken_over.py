"""A closed recheck that another body takes over is no round of its own: the answer of that one is of the same."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from services.investigation.agenda import items
from services.investigation.models import Case
from services.investigation.sight import caller_of
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import accepted
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, reader, rechecked

NATION = "SUP-000000"


@pytest.fixture
def complaint(opened: Any, seat: Any, works: Works, time: Any) -> UUID:
    """Answered, rechecked above, and the recheck closed."""
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    first = rechecked(opened, complaint, 7, ABOVE)
    answered(first, seat, ABOVE, first_result="confirm")
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Case).where(Case.id == UUID(first)).values(state="closed"))
    time.pass_minutes(10)
    return complaint


def taken(opened: Any, complaint: UUID, version: int, body: str, lost: str) -> str:
    told = {"decision": "recheck", "recheck_of": complaint, "recheck_body": NATION, "taken_from": lost}
    return str(opened(accepted(complaint, version=version, body=body, **told)))


def due_under(works: Works, seat: Any, home: str) -> set[str]:
    with works.reading() as session:
        caller = caller_of(session, reader(seat, home).token, date(2027, 6, 1))
        due = items(session, caller, date(2027, 6, 1), mine=False)
    return {each.article for each in due if each.kind == "investigation"}


def test_who_took_a_closed_recheck_over_is_in_its_round_and_one_is_left(
    opened: Any, seat: Any, said: Any, works: Works, complaint: UUID
) -> None:
    above = taken(opened, complaint, 9, TOP, ABOVE)
    assert due_under(works, seat, TOP) == {"petition:35"}
    answered(above, seat, TOP, first_result="confirm")
    told = said(CaseConcluded)[-1]
    assert (told.body, told.beside) == (TOP, True)
    assert "申请复核" in told.reply
    last = rechecked(opened, complaint, 11, NATION)
    assert due_under(works, seat, NATION) == {"petition:36"}
    answered(last, seat, NATION, first_result="confirm")

    assert "不再受理" in said(CaseConcluded)[-1].reply
    assert not said(CaseConcluded)[-1].beside


def test_nor_is_one_that_goes_on_to_a_third_body_before_it_is_answered(
    opened: Any, seat: Any, said: Any, works: Works, complaint: UUID
) -> None:
    between = taken(opened, complaint, 9, TOP, ABOVE)
    seat("head up", Role.HEAD, home=TOP).change(between, "passing-up", {"reason": "仅余一人"})
    third = str(
        opened(accepted(complaint, version=11, body=NATION, decision="recheck", recheck_of=complaint))
    )
    assert due_under(works, seat, NATION) == {"petition:35"}
    answered(third, seat, NATION, first_result="confirm")

    assert said(CaseConcluded)[-1].beside
