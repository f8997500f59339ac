"""Whatever order the words of the others come in, the complainant is told the same in the end."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlalchemy import select

from services.intake.handlers import HANDLERS
from services.intake.models import Base, Complaint
from shared.contracts import events as said
from tests.intake.conftest import submit
from tests.orders import NO_SHRINKING, Stage, orders, settle
from tests.stories import NOW, UPPER, Story

LATER = date(2027, 2, 22)


def story(complaint, number):
    """Asked, declined and taken all the same, concluded twice, contested one level up."""
    told = Story(complaint, number)
    told.tell(said.ComplaintAssessed, barred=["DEP-330106", "PERSON-330106:王某"])
    told.tell(said.InformationRequested, message_id=told.message("asked"), text="何时？", body_name="西湖")
    told.tell(said.ComplaintDecided, decision="decline", decided_at=NOW, text="不予受理")
    told.accepted()
    told.tell(
        said.NoticeIssued,
        notice_id=told.message("notice"),
        notice="acceptance",
        paper={"title": "受理告知书"},
    )
    told.case(said.CaseOpened).case(said.InvestigationStarted)
    told.case(said.ComplainantMessaged, message_id=told.message("wrote"), body_name="西湖", text="请补充")
    told.case(
        said.CaseExtended,
        body_name="西湖",
        investigate_by=LATER,
        message_id=told.message("more"),
        reason="案情复杂",
    )
    still = {"since": NOW.date(), "until": LATER, "investigate_by": LATER}
    told.case(said.CasePaused, body_name="西湖", message_id=told.message("still"), text="鉴定", **still)
    runs = {"resumed_on": LATER, "investigate_by": LATER, "text": "恢复"}
    told.case(said.CaseResumed, body_name="西湖", message_id=told.message("runs"), **runs)
    told.concluded().concluded().case(said.CaseClosed, closed_at=NOW)
    told.accepted("recheck", UPPER).case(said.CaseOpened, UPPER).case(said.InvestigationStarted, UPPER)
    told.case(said.CasePassedUp, UPPER, to_body="SUP-330000", passed_at=NOW, reason="无人可办")
    told.concluded(UPPER).case(said.CaseClosed, UPPER, closed_at=NOW)
    _answered_with_another(told)
    for years in (2, 10):
        kept = {"ended_on": NOW.date(), "rule": "cases", "years": years}
        told.tell(said.RetentionSettled, **kept).case(said.CaseRetentionSettled, **kept)
    for kept_from in (["SUP-330106"], []):
        told.tell(said.WordsPassed, said_id=told.message("passed"), kept_from=kept_from, barred=[])
    told.case(said.CaseTermMoved, investigate_by=LATER).case(said.CaseKeptFrom, barred=["STAFF-9"])
    return told.registers().staff().absences().events


def _answered_with_another(told):
    """Joined to another complaint, answered with it, and by itself again."""
    other = {"case_id": told.message("other case"), "body": "SUP-330106", "concluded_at": NOW}
    for stage in ("concluded", "closed"):
        told.tell(said.ComplaintAnswered, stage=stage, body_name="西湖", reply="一并答复", **other)
    told.tell(said.ComplaintReplyFell, case_id=other["case_id"], body=other["body"], fell_at=NOW)
    told.tell(said.ComplaintReopened, joined_before=None)


@pytest.fixture
def stage(client, works, tmp_path):
    number = submit(client)["tracking_number"]
    with works.reading() as session:
        complaint = session.scalars(select(Complaint.id)).one()
    settle(works.database)
    played = Stage(
        "intake", HANDLERS, Base.metadata, story(complaint, number), tmp_path / "intake.sqlite3", NOW
    )
    return played, played.straight()


ORDERS = orders(len(story(Story().complaint, "JD-1")))


@hypothesis_settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=NO_SHRINKING,
)
@given(order=ORDERS)
def test_any_order_repetition_and_batching_ends_in_one_state(order, stage):
    played, expected = stage

    assert played.after(order) == expected


def test_every_event_takes_part():
    assert {type(event) for event in story(Story().complaint, "JD-1")} == set(HANDLERS)
