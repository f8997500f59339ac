"""Corrections of a body that lost the case after its answer are followed by the body that has it now."""

import importlib
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from services.investigation.agenda import items
from services.investigation.cabinet import folder_of
from services.investigation.domain.case import State
from services.investigation.domain.clocks import current_due
from services.investigation.handlers.passing import pass_up
from services.investigation.handlers.unit_links import issue
from services.investigation.models import Case, Rectification
from services.investigation.oversight import escalate
from services.investigation.sight import caller_of
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, NOW, accepted, fields_for
from tests.investigation.rechecked import answered, rechecked
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import ABOVE, TERM, TOP, Unit, read, taken

DUE = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("state", "owed", "due"),
    [
        (State.QUEUED, DUE, DUE),
        (State.INVESTIGATING, DUE, DUE),
        (State.PROPOSED, date(2027, 2, 1), TERM),
        (State.QUEUED, None, TERM),
        (State.RECTIFYING, date(2027, 2, 1), date(2027, 2, 1)),
        (State.CLOSED, DUE, TERM),
    ],
)
def test_what_comes_first_is_the_day_of_the_case(state: State, owed: date | None, due: date) -> None:
    assert current_due(state, TERM, owed) == due


def test_they_stand_in_its_queue_with_their_days_and_are_told_upward(
    case: str, lost: str, seat: Any, works: Works, time: Any
) -> None:
    uma = seat("uma", home=ABOVE)
    (row,) = uma.get("/cases").get_json()["items"]
    found = uma.get(f"/cases/{lost}").get_json()
    (item,) = found["rectifications"]
    assert (row["id"], row["due"], item["state"]) == (lost, item["due"], "open")
    assert item["due"] < found["investigate_by"]
    assert item["ordered_by"] == found["earlier"][0]["body_name"]
    assert [each["kind"] for each in found["timeline"]].count("follows_corrections") == 1
    with works.begin(SYSTEM) as work:
        caller = caller_of(work.session, uma.token, work.today)
        due = date.fromisoformat(item["due"])
        kinds = [each.kind for each in items(work.session, caller, due, mine=False)]
    assert (
        {"rectification", "receipt_before"}
        <= set(kinds)
        <= {"rectification", "receipt_before", "investigation"}
    )

    time.pass_days((date.fromisoformat(item["due"]) - date(2026, 11, 23)).days + 1)
    assert escalate(works) == 1
    (late,) = seat("tom", Role.HEAD, home=TOP).get("/late-cases").get_json()["items"]
    assert (late["case"], late["due"]) == (lost, item["due"])


def test_the_body_that_has_it_follows_them_to_their_proof_before_it_decides(
    lost: str, seat: Any, app: Any, said: Any, time: Any
) -> None:
    uma, vic = seat("uma", home=ABOVE), seat("vic", home=ABOVE)
    chief = seat("chief", Role.HEAD, home=ABOVE)
    uma.post(f"/cases/{lost}/claim")
    item = uma.get(f"/cases/{lost}").get_json()["rectifications"][0]["id"]
    desk = Browser(uma)
    closing = desk.get(f"/investigation/cases/{lost}", tab="closing")
    shown = desk.post(f"/investigation/cases/{lost}/unit-links", closing, item=item)
    link = re.search(r"http://\S+/investigation/unit/[a-z2-9-]+", shown.get_data(as_text=True))
    assert link
    unit = Unit(app.test_client(), link[0])
    assert "退还款项并书面报告" in unit.open()
    unit.report()
    uma.change(lost, "rectification", {"status": "not_accepted", "item": item, "text": "缺收条"})
    for tab in ("closing", "timeline"):
        sound(Browser(uma).get(f"/investigation/cases/{lost}", tab=tab))
    asked = {"item": item, "request": "objection", "who": "李某", "reasons": "已退还"}
    request = uma.change(lost, "unit-requests", asked)["unit_requests"][0]["id"]
    (row,) = chief.get("/cases").get_json()["items"]
    assert "awaits_decision" in row["marks"]
    before = len(said(CaseConcluded))
    chief.change(lost, f"unit-requests/{request}/ruling", {"ruling": "kept", "answer": "维持"})
    uma.change(lost, "rectification", {"status": "reported", "item": item, "text": "已退款"})
    refused = {"status": "not_accepted", "item": item, "text": "缺收条"}
    assert uma.change(lost, "rectification", refused)["rectifications"][0]["state"] == "open"
    uma.change(lost, "rectification", {"status": "reported", "item": item, "text": "已退款，附收条"})
    proved = uma.change(lost, "rectification", {"status": "confirmed", "item": item, "text": "收条属实"})

    assert (proved["state"], proved["rectifications"][0]["state"]) == ("investigating", "confirmed")
    assert proved["due"] == proved["investigate_by"]
    assert len(said(CaseConcluded)) == before  # nothing was answered here yet
    assert vic.get(f"/cases/{lost}").get_json()["may"]["issue_link"]["code"] == "not_yours"


def test_what_is_owed_still_when_it_decides_keeps_the_case_open(lost: str, seat: Any) -> None:
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{lost}/claim")
    seat("uma2", home=ABOVE)
    for each in uma.get(f"/cases/{lost}").get_json()["allegations"]:
        uma.change(lost, "findings", FINDING | {"allegation": each["id"]})
    uma.change(lost, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    decided = seat("chief", Role.HEAD, home=ABOVE).change(lost, "approval", {"decision": "approve"})

    assert (decided["state"], len(decided["rectifications"])) == ("rectifying", 1)
    item = decided["rectifications"][0]
    assert (decided["rectify_by"], decided["due"]) == (item["due"], item["due"])
    uma.change(lost, "rectification", {"status": "reported", "item": item["id"], "text": "已退款"})
    done = uma.change(lost, "rectification", {"status": "confirmed", "item": item["id"], "text": "属实"})
    assert done["state"] == "concluded"


def test_a_third_body_follows_them_on_and_who_lost_it_shows_them_no_more_as_its_own(
    case: str, lost: str, hear: Any, seat: Any, works: Works
) -> None:
    complaint = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()["complaint_id"]
    hear(taken(complaint, TOP, ABOVE, 12))

    (row,) = seat("tia", home=TOP).get("/cases").get_json()["items"]
    found = seat("tia", home=TOP).get(f"/cases/{row['id']}").get_json()
    assert [each["state"] for each in found["rectifications"]] == ["open"]
    assert seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()["rectifications"] == []


def test_a_third_body_follows_them_also_when_the_second_is_heard_of_later(
    case: str, hear: Any, seat: Any, works: Works
) -> None:
    complaint = read(seat, case)["complaint_id"]
    hear(taken(complaint, TOP, ABOVE, 12))
    hear(taken(complaint))

    with works.reading() as session:
        top = session.scalars(select(Case).where(Case.body == TOP)).one()
        (item,) = session.scalars(select(Rectification))
    assert (item.followed_in, top.due) == (top.id, item.due)


@pytest.mark.parametrize("kept", [True, False, pytest.param(True, marks=pytest.mark.postgres, id="postgres")])
def test_the_upgrade_finds_those_that_lie(kept: bool, case: str, lost: str, seat: Any, works: Works) -> None:
    """`kept`: the body that has the case now is still at work on it."""
    made = importlib.import_module("services.investigation.migrations.0039_followed_elsewhere")
    before = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Rectification).values(followed_in=None))
        state = "queued" if kept else "terminated"
        work.session.execute(update(Case).where(Case.id == UUID(lost)).values(due=TERM, state=state))
        for statement in made.STATEMENTS:
            work.session.execute(text(statement))

    after = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()
    assert (after["rectifications"], after["due"]) == (
        (before["rectifications"], before["due"]) if kept else ([], TERM.isoformat())
    )


@pytest.mark.parametrize(
    "state", ["rectifying", "concluded", pytest.param("concluded", marks=pytest.mark.postgres, id="postgres")]
)
def test_the_upgrade_brings_them_to_a_case_that_is_decided_already(
    state: str, case: str, lost: str, seat: Any, works: Works
) -> None:
    """Also one with nothing left to do but to be closed: it is not over while a unit owes something."""
    made = importlib.import_module("services.investigation.migrations.0039_followed_elsewhere")
    due = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()["due"]
    with works.begin(SYSTEM) as work:
        work.session.execute(update(Rectification).values(followed_in=None))
        work.session.execute(update(Case).where(Case.id == UUID(lost)).values(due=TERM, state=state))
        for statement in made.STATEMENTS:
            work.session.execute(text(statement))

    after = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()
    assert (after["state"], after["due"]) == ("rectifying", due)


def test_a_later_word_of_triage_leaves_the_day_of_its_own_corrections(
    case: str, seat: Any, hear: Any
) -> None:
    before = read(seat, case)
    hear(replace(accepted(UUID(before["complaint_id"]), version=7), at=NOW + timedelta(hours=7)))
    after = read(seat, case)
    assert (after["state"], after["due"]) == ("rectifying", before["due"])
    assert after["due"] != after["investigate_by"]


def test_who_gives_the_case_up_leaves_no_link_that_leads_nowhere(
    lost: str, seat: Any, app: Any, hear: Any, works: Works
) -> None:
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{lost}/claim")
    found = uma.get(f"/cases/{lost}").get_json()
    with works.begin(SYSTEM) as work:
        folder = folder_of(work.session, work.session.get_one(Case, UUID(lost)))
        caller = caller_of(work.session, uma.token, work.today)
        token = issue(work, folder, caller, UUID(found["rectifications"][0]["id"]))
    unit = Unit(app.test_client(), f"/{token}")
    unit.open()
    with works.begin(SYSTEM) as work:
        folder = folder_of(work.session, work.session.get_one(Case, UUID(lost)))
        pass_up(work, folder, None, "无人可办")

    unit.open(404)
    hear(taken(found["complaint_id"], TOP, ABOVE, 12))
    unit.open(404)


def decided(case: str, seat: Any, code: str, **said: str) -> Any:
    uma = seat("uma", home=ABOVE)
    uma.post(f"/cases/{case}/claim")
    for each in uma.get(f"/cases/{case}").get_json()["allegations"]:
        uma.change(case, "findings", FINDING | {"allegation": each["id"]})
    uma.change(case, "outcomes", {"outcomes": [{"code": code, "fields": fields_for(code, **said)}]})
    return seat("chief", Role.HEAD, home=ABOVE).change(case, "approval", {"decision": "approve"})


def number_of(case: str, seat: Any) -> str:
    return next(str(each["number"]) for each in read(seat, case)["documents"] if each["kind"] == "opinion")


def test_what_another_case_revokes_is_owed_no_more_where_it_is_followed(
    case: str, lost: str, opened: Any, seat: Any, said: Any
) -> None:
    """With nothing else owed that case has only to be closed, and whoever complained is told."""
    assert decided(lost, seat, "O1")["state"] == "rectifying"
    other = str(opened(accepted(body=ABOVE, recheck_body=TOP)))
    decided(other, seat, "O7", act=number_of(case, seat), revoked_by="superior")

    found = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()
    assert (found["state"], found["rectifications"][0]["state"]) == ("concluded", "lifted")
    assert (found["rectify_by"], found["due"]) == (None, found["investigate_by"])
    told = [each for each in said(CaseConcluded) if str(each.case_id) == lost]
    assert [each.rectify_by is None for each in told] == [False, True]
    assert told[0].version < told[1].version


def test_what_is_revoked_before_the_case_is_decided_leaves_it_the_day_of_its_clock(
    case: str, lost: str, opened: Any, seat: Any, said: Any
) -> None:
    other = str(opened(accepted(body=ABOVE, recheck_body=TOP)))
    decided(other, seat, "O7", act=number_of(case, seat), revoked_by="superior")

    found = seat("uma", home=ABOVE).get(f"/cases/{lost}").get_json()
    assert (found["state"], found["due"]) == ("queued", found["investigate_by"])
    assert [each for each in said(CaseConcluded) if str(each.case_id) == lost] == []


def test_the_last_proof_that_revokes_what_the_case_follows_leaves_nothing_owed(
    case: str, lost: str, seat: Any, said: Any
) -> None:
    found = decided(lost, seat, "O7", act=number_of(case, seat), revoked_by="self")
    item = next(each["id"] for each in found["rectifications"] if each["code"] == "O7")
    uma = seat("uma", home=ABOVE)
    uma.change(lost, "rectification", {"status": "reported", "item": item, "text": "已撤销"})
    done = uma.change(lost, "rectification", {"status": "confirmed", "item": item, "text": "已核对"})

    states = {each["code"]: each["state"] for each in done["rectifications"]}
    assert (done["state"], states) == ("concluded", {"O2": "lifted", "O7": "confirmed"})
    *_, last = [each for each in said(CaseConcluded) if str(each.case_id) == lost]
    assert (last.rectify_by, last.version) == (None, done["version"])


def test_a_recheck_that_annuls_what_it_follows_has_only_to_be_closed(
    opened: Any, hear: Any, seat: Any, works: Works, said: Any
) -> None:
    complaint = uuid4()
    answered(str(opened(accepted(complaint))), seat, BODY)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="confirm")
    event = taken(str(complaint), TOP, ABOVE, 12)
    hear(replace(event, decision="recheck", recheck_of=complaint))
    with works.reading() as session:
        top = str(session.scalars(select(Case.id).where(Case.body == TOP)).one())
    tia, chief = seat("tia", home=TOP), seat("top", Role.HEAD, home=TOP)
    tia.post(f"/cases/{top}/claim")
    tia.change(top, "findings", FINDING)
    outcomes = [{"code": "O1", "fields": fields_for("O1")}]
    tia.change(top, "outcomes", {"outcomes": outcomes, "first_result": "annul"})
    found = chief.change(top, "approval", {"decision": "approve"})

    assert (found["state"], [each["state"] for each in found["rectifications"]]) == ("concluded", ["lifted"])
    (told,) = [each for each in said(CaseConcluded) if str(each.case_id) == top]
    assert told.rectify_by is None
