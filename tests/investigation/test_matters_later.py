"""Triage alleges something once the case is answered: the answer stands, and the rest becomes a case of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer_group

from services.investigation.domain.records import RecordKind
from services.investigation.models import Case
from services.investigation.models.case import CONTENT
from shared.contracts.events import (
    CaseConcluded,
    CaseOpened,
    CasePassedUp,
    CaseTermMoved,
    ComplainantMessaged,
    ComplaintAccepted,
    Event,
)
from shared.contracts.terms import RECHECKED_BEFORE, Role
from shared.work import Works
from tests.investigation.builders import BODY, NOW, accepted, fields_for, record_fields, respondent
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser

Hear = Callable[[Event], None]
ABOVE = "SUP-330100"
LATER = timedelta(days=30)
O1 = {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]}


def told(first: ComplaintAccepted, *names: str, version: int, **said: Any) -> ComplaintAccepted:
    """Triage's later word: the matters are called by whom they accuse, and it was accepted when it was."""
    matters = [
        {"id": name, "respondent": respondent(name=name), "natures": ["improper"], "categories": ["C4.1"]}
        for name in names
    ]
    facts = {"respondents": [each["respondent"] for each in matters]}
    given = {
        "at": NOW + LATER,
        "allegations": matters,
        "facts": facts,
        "accepted_at": NOW,
        "version": version,
    }
    return replace(first, **given | {"id": uuid4()} | said)


@pytest.fixture
def complaint() -> ComplaintAccepted:
    return told(accepted(), "王某", version=2, at=NOW)


def answered(case: str, seat: Any, state: str) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING | {"allegation": "王某"})
    code = "O2" if state == "rectifying" else "O1"
    anna.change(case, "outcomes", {"outcomes": [{"code": code, "fields": fields_for(code)}]})
    head.change(case, "approval", {"decision": "approve"})
    if state == "closed":
        anna.change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})


def queue(seat: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = seat("anna").get("/cases", state="queued").get_json()["items"]
    return found


@pytest.mark.parametrize("state", ["concluded", "rectifying", "closed"])
def test_a_matter_that_is_alleged_after_the_answer_is_found_on_and_answered(
    opened: Any, seat: Any, hear: Hear, said: Any, time: Any, state: str, complaint: ComplaintAccepted
) -> None:
    case = opened(complaint)
    answered(case, seat, state)
    time.now = NOW + LATER
    anna, head = seat("anna"), seat("head", Role.HEAD)
    word = told(complaint, "王某", "孙某", version=6)
    hear(word)
    hear(word)

    (later,) = queue(seat)
    assert later["tracking_number"] == complaint.tracking_number
    assert (later["id"], later["due"]) != (case, complaint.investigate_by.isoformat())
    seen = anna.get(f"/cases/{later['id']}").get_json()
    assert [each["id"] for each in seen["allegations"]] == ["孙某"]
    assert later["due"] == "2027-02-22", "sixty days from when triage said so"
    first = anna.get(f"/cases/{case}").get_json()
    assert [each["id"] for each in first["allegations"]] == ["王某"]
    assert first["state"] == state
    assert [each["kind"] for each in first["timeline"]][-1] == "matters_later"
    assert seat("accused", name="孙某").get(f"/cases/{case}").status_code == 404
    assert seat("accused", name="孙某").get(f"/cases/{later['id']}").status_code == 404
    assert [str(each.case_id) for each in said(CaseOpened)] == [case, later["id"]]
    assert [each.investigate_by.isoformat() for each in said(CaseTermMoved)] == ["2027-02-22"]
    (letter,) = said(ComplainantMessaged)
    assert "1项" in letter.text
    assert "2027年2月22日" in letter.text
    assert "孙某" not in letter.text

    anna.post(f"/cases/{later['id']}/claim")
    anna.change(later["id"], "findings", FINDING | {"allegation": "孙某"})
    anna.change(later["id"], "outcomes", O1)
    assert head.change(later["id"], "approval", {"decision": "approve"})["state"] == "concluded"
    assert [str(each.case_id) for each in said(CaseConcluded)] == [case, later["id"]]
    hear(told(complaint, "王某", "孙某", version=7))
    assert queue(seat) == []
    page = Browser(anna).get(f"/investigation/cases/{later['id']}", tab="timeline")
    assert "另立一案" in page


def test_what_the_answer_speaks_of_opens_nothing(
    opened: Any, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    """By its name, or by what was found about the same respondent."""
    case = opened(complaint)
    answered(case, seat, "concluded")
    hear(told(complaint, "王某", version=5))
    same = [{**told(complaint, "王某", version=6).allegations[0], "id": "otherwise"}]
    hear(told(complaint, "王某", version=6, allegations=same))
    assert queue(seat) == []

    hear(told(complaint, "王某", version=7, allegations=[{**same[0], "categories": ["C6.4"]}]))
    assert len(queue(seat)) == 1


def test_while_the_further_case_is_worked_on_later_words_are_its_own(
    opened: Any, seat: Any, hear: Hear, works: Works, complaint: ComplaintAccepted
) -> None:
    case = opened(complaint)
    answered(case, seat, "concluded")
    hear(told(complaint, "王某", "孙某", version=6))
    (later,) = queue(seat)
    seat("anna").post(f"/cases/{later['id']}/claim")
    seat("anna").change(later["id"], "findings", FINDING | {"allegation": "孙某"})
    hear(told(complaint, "王某", "孙某", "李某", version=8))

    seen = seat("anna").get(f"/cases/{later['id']}").get_json()
    assert [(each["id"], each["finding"] is not None) for each in seen["allegations"]] == [
        ("孙某", True),
        ("李某", False),
    ]
    assert seen["due"] == later["due"]
    assert queue(seat) == []
    with works.reading() as session:
        known = session.get_one(Case, UUID(later["id"]), options=[undefer_group(CONTENT)])
        assert [each["name"] for each in known.facts["respondents"]] == ["王某", "孙某", "李某"]


def test_with_the_matter_the_further_case_goes_to_another_body(
    opened: Any, seat: Any, hear: Hear, said: Any, works: Works, complaint: ComplaintAccepted
) -> None:
    case = opened(complaint)
    seat("anna").post(f"/cases/{case}/claim")
    asked = record_fields(RecordKind.UNIT_NOTICE, unit="执法大队", matter="罚款依据")
    seat("anna").change(case, "unit-notices", {"fields": asked})
    answered(case, seat, "concluded")
    hear(told(complaint, "王某", "孙某", version=6))
    (later,) = queue(seat)
    hear(told(complaint, "王某", "孙某", version=9, body=ABOVE, taken_from=BODY, at=NOW + 2 * LATER))

    with works.reading() as session:
        found = {str(each.id): (each.body, each.state) for each in session.scalars(select(Case))}
    (above,) = found.keys() - {case, later["id"]}
    assert (found[case], found[later["id"]]) == ((BODY, "passed_up"), (BODY, "passed_up"))
    assert found[above] == (ABOVE, "queued")
    assert len(said(CasePassedUp)) == 2
    seen = seat("upper", home=ABOVE).get(f"/cases/{above}").get_json()
    assert [each["id"] for each in seen["allegations"]] == ["王某", "孙某"]
    assert ["罚款依据" in str(each) for each in seen["records"]] == [True]


def test_what_the_further_case_gives_up_is_all_that_the_body_above_looks_into(
    opened: Any, seat: Any, hear: Hear, said: Any, works: Works, complaint: ComplaintAccepted
) -> None:
    case = opened(complaint)
    answered(case, seat, "concluded")
    hear(told(complaint, "王某", "孙某", version=6))
    (later,) = queue(seat)
    seat("anna").post(f"/cases/{later['id']}/claim")
    seat("head", Role.HEAD).change(later["id"], "passing-up", {"reason": "仅余一人"})
    hear(told(complaint, "王某", "孙某", version=9, body=ABOVE, at=NOW + 2 * LATER))

    with works.reading() as session:
        above = session.scalars(select(Case.id).where(Case.body == ABOVE)).one()
    upper = seat("upper", home=ABOVE)
    seen = upper.get(f"/cases/{above}").get_json()
    assert [each["id"] for each in seen["allegations"]] == ["孙某"]
    assert seen["due"] == later["due"], "of which the complainant was told"
    assert said(CaseTermMoved)[-1].investigate_by.isoformat() == later["due"]
    hear(told(complaint, "王某", "孙某", version=11, body=ABOVE, at=NOW + 2 * LATER))
    seen = upper.get(f"/cases/{above}").get_json()
    assert ([each["id"] for each in seen["allegations"]], seen["due"]) == (["孙某"], later["due"])
    assert [each.beside for each in said(CasePassedUp)] == [True], "the answer before it stands"
    assert [each.beside for each in said(CaseConcluded)] == [False]


@pytest.mark.parametrize("state", ["closed", "concluded"])
def test_an_answer_stands_beside_that_of_a_closed_case_and_in_place_of_one_that_was_lost(
    opened: Any,
    seat: Any,
    hear: Hear,
    said: Any,
    works: Works,
    complaint: ComplaintAccepted,
    state: str,
    time: Any,
) -> None:
    answered(opened(complaint), seat, state)
    time.pass_minutes(10)
    hear(told(complaint, "王某", "孙某", version=9, body=ABOVE, taken_from=BODY, at=NOW + 2 * LATER))
    with works.reading() as session:
        above = session.scalars(select(Case.id).where(Case.body == ABOVE)).one()
    upper = seat("upper", home=ABOVE)
    upper.post(f"/cases/{above}/claim")
    seen = upper.get(f"/cases/{above}").get_json()
    for each in seen["allegations"]:
        upper.change(str(above), "findings", FINDING | {"allegation": each["id"]})
    upper.change(str(above), "outcomes", O1)
    seat("head upper", Role.HEAD, home=ABOVE).change(str(above), "approval", {"decision": "approve"})

    told_again = [(each.body, each.beside) for each in said(CaseConcluded)]
    assert told_again == [(BODY, False), (ABOVE, state == "closed")]
    assert [each.beside for each in said(CasePassedUp)] == [False] * (state == "concluded")


def test_what_a_recheck_did_not_speak_of_is_no_second_recheck_above(
    opened: Any, seat: Any, hear: Hear, works: Works, complaint: ComplaintAccepted
) -> None:
    """Nobody asked for one: triage only tells how the complaint itself was taken up last."""
    again = {"decision": "recheck", "recheck_of": complaint.complaint_id}
    case = opened(replace(complaint, **again))
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING | {"allegation": "王某"})
    seat("anna").change(case, "outcomes", O1 | {"first_result": "annul"})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})
    hear(told(complaint, "王某", "孙某", version=6, **again))
    (later,) = queue(seat)
    seat("anna").post(f"/cases/{later['id']}/claim")
    seat("head", Role.HEAD).change(later["id"], "passing-up", {"reason": "仅余一人"})
    hear(told(complaint, "王某", "孙某", version=9, body=ABOVE, at=NOW + 2 * LATER, **again))

    with works.reading() as session:
        above = session.scalars(select(Case).where(Case.body == ABOVE)).one()
        assert (above.decision, above.recheck_of) == ("accept", None)
    seen = seat("upper", home=ABOVE).get(f"/cases/{above.id}").get_json()
    assert ([each["id"] for each in seen["allegations"]], seen["due"]) == (["孙某"], later["due"])


@pytest.mark.parametrize("flags", [(), (RECHECKED_BEFORE,)])
def test_after_a_recheck_the_answer_promises_no_more_rounds_than_are_left(
    opened: Any, seat: Any, hear: Hear, said: Any, complaint: ComplaintAccepted, flags: tuple[str, ...]
) -> None:
    again = {"decision": "recheck", "recheck_of": complaint.complaint_id, "flags": list(flags)}
    case = opened(replace(complaint, **again))
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING | {"allegation": "王某"})
    anna.change(case, "outcomes", O1 | {"first_result": "annul"})
    head.change(case, "approval", {"decision": "approve"})
    hear(told(complaint, "王某", "孙某", version=6, **again))
    (later,) = queue(seat)
    anna.post(f"/cases/{later['id']}/claim")
    anna.change(later["id"], "findings", FINDING | {"allegation": "孙某"})
    anna.change(later["id"], "outcomes", O1)
    head.change(later["id"], "approval", {"decision": "approve"})

    _, answer = said(CaseConcluded)
    assert ("本答复不服" in answer.reply, "申请复核" in answer.reply) == (not flags, not flags)
    assert ("终结意见" in answer.reply) == bool(flags)
    assert (answer.recheck_until is None) == bool(flags)


def test_an_older_word_opens_nothing_where_another_body_has_the_matter(
    opened: Any, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    case = opened(complaint)
    answered(case, seat, "closed")
    hear(told(complaint, "王某", "孙某", version=9, body=ABOVE, taken_from=BODY, at=NOW + 2 * LATER))
    hear(told(complaint, "王某", "孙某", version=6))

    assert queue(seat) == []


def test_a_recheck_looks_at_both_answers_and_lets_both_stand(
    opened: Any, seat: Any, hear: Hear, works: Works, complaint: ComplaintAccepted
) -> None:
    case, anna, head = opened(complaint), seat("anna"), seat("head", Role.HEAD)
    answered(case, seat, "rectifying")
    hear(told(complaint, "王某", "孙某", version=6))
    (later,) = queue(seat)
    anna.post(f"/cases/{later['id']}/claim")
    anna.change(later["id"], "findings", FINDING | {"allegation": "孙某"})
    anna.change(later["id"], "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})
    head.change(later["id"], "approval", {"decision": "approve"})
    about = {"body": ABOVE, "decision": "recheck", "recheck_of": complaint.complaint_id, "recheck_body": None}
    hear(told(complaint, "王某", "孙某", version=9, at=NOW + 2 * LATER, accepted_at=NOW + 2 * LATER, **about))

    with works.reading() as session:
        above = session.scalars(select(Case.id).where(Case.body == ABOVE)).one()
    upper = seat("upper", home=ABOVE)
    upper.post(f"/cases/{above}/claim")
    for name in ("王某", "孙某"):
        upper.change(str(above), "findings", FINDING | {"allegation": name})
    made = upper.change(str(above), "outcomes", {"outcomes": [], "first_result": "confirm"})
    stands = [(each["allegation"], each["code"]) for each in made["proposal"]["stands"]]
    assert sorted(stands) == [("孙某", "O2"), ("王某", "O2")]


def test_a_special_binds_the_case_that_is_worked_on(
    opened: Any, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    case, head = opened(complaint), seat("head", Role.HEAD)
    answered(case, seat, "closed")
    hear(told(complaint, "王某", "孙某", version=6))
    (later,) = queue(seat)
    special = opened_by(head)["id"]
    bound = head.change(special, "bound-cases", {"numbers": [complaint.tracking_number]})["bound"]

    assert [each["id"] for each in bound] == [later["id"]]


def test_both_cases_are_counted_and_the_first_as_it_was(
    opened: Any, seat: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    case, anna = opened(complaint), seat("anna")
    answered(case, seat, "concluded")
    before = anna.get("/statistics", year=2026).get_json()
    hear(told(complaint, "王某", "孙某", version=6))
    after = anna.get("/statistics", year=2026).get_json()

    assert (after["received"], after["open"]) == (before["received"] + 1, before["open"] + 1)
