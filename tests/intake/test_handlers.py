"""Intake hears every event at least once, in any order, and ends in the same state."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.intake.handlers import HANDLERS
from services.intake.models import Barred, Complaint
from services.intake.presentation import as_json
from services.intake.pursuit import view
from shared import crypto
from shared.contracts import events as contract
from shared.contracts.events import EVENTS, Event
from shared.contracts.terms import Service
from shared.work import SYSTEM, Works
from tests.intake.conftest import Time, submit

CASE = UUID(int=1)
PAPER = {"number": "1号", "title": "受理告知书", "issuer": "西湖", "sections": [["", ["收悉。"]]]}


def story(works: Works, complaint_id: UUID, number: str, time: Time) -> list[Event]:
    """All that triage and investigation can say of one complaint, in the order in which it happened."""
    known = {"complaint_id": complaint_id, "tracking_number": number}
    body = {"body": "SUP-330106", "body_name": "西湖"}
    accepted = body | {
        "accepted_at": time.now,
        "investigate_by": date(2027, 1, 22),
        "identity": "anonymous",
        "channel": "web",
        "contactable": False,
    }
    told: list[tuple[type[Event], dict[str, Any]]] = [
        (contract.ComplaintAssessed, {
            "version": 1, "barred": ["DEP-330106", "UNIT-330106:危化科"], "kept_away": ["DEP-330100"],
        }),
        (contract.InformationRequested, {"version": 2, "message_id": uuid4(), "text": "何时？"}),
        (contract.ComplaintDecided, {"version": 3, "decision": "decline", "decided_at": time.now, "text": "不予受理"}),
        (contract.ComplaintAccepted, {"version": 4, "decision": "accept", "barred": ["DEP-330106"], **accepted}),
        (contract.NoticeIssued, {"version": 4, "notice_id": uuid4(), "notice": "acceptance", "paper": PAPER}),
        (contract.CaseOpened, {"version": 1, "case_id": CASE, "body": "SUP-330106"}),
        (contract.InvestigationStarted, {"version": 2, "case_id": CASE, "body": "SUP-330106"}),
        (contract.ComplainantMessaged, {"version": 3, "case_id": CASE, "message_id": uuid4(), "body_name": "西湖", "text": "请补充"}),
        (contract.CaseConcluded, {"version": 4, "case_id": CASE, "concluded_at": time.now, "reply": "属实", **body}),
        (contract.CaseClosed, {"version": 5, "case_id": CASE, "body": "SUP-330106", "closed_at": time.now}),
    ]  # fmt: skip
    events = []
    for kind, fields in told:
        time.pass_days(1)
        with works.begin(SYSTEM) as work:
            events.append(work.event(kind, **known, **fields))
    return events


def _hashed(code: str) -> str:
    return crypto.keyring().blind_index("intake.barred", code)


def test_every_event_meant_for_intake_has_a_handler():
    meant = {kind for kind in EVENTS.values() if Service.INTAKE in kind.heard_by}

    assert set(HANDLERS) == meant


@hypothesis_settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_any_order_and_repetition_of_a_story_ends_the_same(client, works, data):
    time = works.clock
    number = submit(client)["tracking_number"]
    with works.reading() as session:
        complaint_id = session.scalars(select(Complaint.id).where(Complaint.tracking_number == number)).one()
    events = story(works, complaint_id, number, time)
    repeated = data.draw(st.lists(st.sampled_from(events), max_size=4))
    order = data.draw(st.permutations(events + repeated))

    for event in order:
        with works.begin(SYSTEM) as work:
            HANDLERS[type(event)](work, event)

    with works.reading() as session:
        shown = as_json(view(session, complaint_id), time.now)
        barred = set(session.scalars(select(Barred.party).where(Barred.complaint_id == complaint_id)))
        assert session.get_one(Complaint, complaint_id).assessed_at == events[0].at
    assert barred == {_hashed(code) for code in ("DEP-330106", "UNIT-330106:危化科", "DEP-330100")}
    assert (shown["status"], shown["decision"]) == ("closed", "accept")
    assert [message["text"] for message in shown["messages"]] == ["何时？", "请补充"]
    assert [entry["status"] for entry in shown["timeline"]] == [
        "received",
        "more_information_needed",
        "not_accepted",
        "accepted",
        "investigating",
        "investigating",
        "concluded",
        "closed",
    ]


def test_a_word_about_an_unknown_complaint_breaks_nothing(works, app):
    with works.begin(SYSTEM) as work:
        event = work.event(
            contract.ComplaintAssessed,
            complaint_id=UUID(int=5),
            tracking_number="7K3M-9QXT-AB2C",
            version=1,
            barred=["DEP-330106"],
        )
        HANDLERS[contract.ComplaintAssessed](work, event)

    with works.reading() as session:
        assert session.scalars(select(Barred.party)).one() == _hashed("DEP-330106")
        assert session.scalars(select(Barred.complaint_id).where(Barred.party == "DEP-330106")).all()


@pytest.mark.parametrize("kind", [contract.StaffChanged, contract.SessionRevoked])
def test_staff_events_reach_the_directory(kind):
    assert kind in HANDLERS
