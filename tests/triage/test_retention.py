"""The end of a complaint in triage: its term is told, and what intake erased is gone here as well."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.triage.chores import CHORES
from services.triage.models import Base
from services.triage.retention import StillOpen
from shared import audit
from shared.contracts.events import (
    ComplaintErased,
    ComplaintReceived,
    ComplaintSupplemented,
    HoldChanged,
    RetentionSettled,
)
from shared.contracts.terms import Service
from shared.work import Works
from tests.triage.builders import NOW, received, respondent
from tests.triage.conftest import Seat
from tests.whole import everything

Hear = Callable[..., None]
SECRET = "我是三车间的李工，电话13800001111。"
TELLING = (SECRET, "危化科", "补充的话", "审计组调阅", "不属受理范围")


@pytest.fixture
def told(desk_works: Works) -> Callable[[], str]:
    def say() -> str:
        with desk_works.reading() as session:
            return everything(session, Base.metadata)

    return say


@pytest.fixture
def complaint(hear: Hear) -> ComplaintReceived:
    event = received(respondent("internal_unit", name="危化科"))
    event = replace(event, statement=SECRET, same_person="f" * 32)
    hear(event)
    return event


@pytest.fixture
def declined(complaint: ComplaintReceived, seat: Callable[..., Seat]) -> ComplaintReceived:
    reason = {"reason": "不属受理范围", "text": "不属受理范围，请向有关部门反映。"}
    answer = seat().decide(complaint.tracking_number, decision="decline", **reason)
    assert answer.status_code == 200, answer.get_json()
    return complaint


def about(event: ComplaintReceived) -> dict[str, Any]:
    return {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number, "at": NOW}


def erased(event: ComplaintReceived) -> ComplaintErased:
    return ComplaintErased(id=uuid4(), version=9, erased_at=NOW, rule="unhandled", **about(event))


@pytest.mark.usefixtures("declined")
def test_the_term_is_told_once_for_each_decision(desk_works: Works, said: Callable[..., list[Any]]) -> None:
    for _ in range(2):
        for chore in CHORES:
            chore(desk_works)

    (word,) = said(RetentionSettled, Service.INTAKE)
    assert (word.rule, word.years, word.ended_on) == ("unhandled", 2, date(2026, 11, 23))


def test_nothing_that_tells_of_it_is_left_or_comes_back(
    declined: ComplaintReceived, desk_works: Works, hear: Hear, told: Any, seat: Callable[..., Seat]
) -> None:
    hold = {
        "kind": "other",
        "reason": "审计组调阅",
        "body": None,
        "by": "主任",
        "placed_at": NOW.isoformat(),
        "until": None,
    }
    hear(HoldChanged(id=uuid4(), version=1, holds=[hold], **about(declined)))
    word = ComplaintSupplemented(
        id=uuid4(), version=2, message_id=uuid4(), text="补充的话", **about(declined)
    )
    hear(word)
    door = f"/triage/api/v1/complaints/{declined.tracking_number}"
    assert seat().get(door).get_json()["holds"][0]["reason"] == "审计组调阅"
    assert all(secret in told() for secret in TELLING)

    for event in (erased(declined), erased(declined), replace(word, id=uuid4())):
        hear(event)

    left = told()
    assert [secret for secret in (*TELLING, "f" * 32) if secret in left] == []
    assert declined.tracking_number in left
    assert seat().get(door).status_code == 404
    with desk_works.reading() as session:
        assert list(audit.verify(session)) == []


def test_what_waits_for_a_decision_is_not_erased(complaint: ComplaintReceived, hear: Hear, told: Any) -> None:
    with pytest.raises(StillOpen):
        hear(erased(complaint))
    assert SECRET in told()
