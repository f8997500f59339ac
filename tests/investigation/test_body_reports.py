"""A body's own system reports: how each report is answered, and what none can do."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from services.investigation.bodies import links, reports
from services.investigation.bodies.actions import TABLE
from services.investigation.models import BodyReport
from shared.contracts.terms import Role
from shared.messaging.one_by_one import Message
from shared.work import SYSTEM, Works
from tests.investigation.body_system import ACCOUNT, DIVISION, Json, System, sealed
from tests.investigation.builders import fields_for


def test_a_case_is_carried_from_the_claim_to_the_proposal(
    system: System, opened: Callable[..., str], seat: Callable[..., Any]
) -> None:
    case = opened()
    version = system.report("case.claim", case)["case"]["version"]
    for kind, contents in [
        ("case.task", {"fields": {"task": "核对存根", "by_whom": "甲", "due": "2027-01-10"}}),
        ("case.finding", _finding()),
        ("case.propose", {"outcomes": [{"code": "O3", "fields": fields_for("O3")}]}),
    ]:
        answer = system.report(kind, case, contents, version=version)
        assert answer["kind"] == "report.accepted", answer
        version = answer["case"]["version"]

    assert answer["case"]["state"] == "proposed"
    head = seat("head", Role.HEAD)
    head.change(case, "approval", {"decision": "return", "reason": "写清期限。"})
    [(_, told)] = system.told()
    assert told["case"]["returned"] == "写清期限。"
    assert [each["kind"] for each in told["case"]["records"]] == ["task"]


def test_a_system_gets_no_more_than_any_colleague_at_the_desk(
    system: System, opened: Callable[..., str], seat: Any
) -> None:
    case, said = opened(), "某甲涉嫌收受财物"
    system.report("case.claim", case)
    version = system.told()[-1][1]["case"]["version"]
    kept = system.report("case.finding", case, _finding(), version=version)
    version = kept["case"]["version"]
    outcomes = [
        {"code": "O2", "fields": fields_for("O2")},
        {"code": "O10", "fields": fields_for("O10", suspicion=said, receiver=said)},
    ]
    system.report("case.propose", case, {"outcomes": outcomes}, version=version)
    head = seat("head", Role.HEAD)
    head.change(case, "approval", {"decision": "return", "reason": f"{said}，写明线索来源。"})
    returned = system.told()[-1][1]["case"]
    version = returned["version"]
    answer = system.report("case.propose", case, {"outcomes": outcomes}, version=version)
    head.change(case, "approval", {"decision": "approve", "reason": f"{said}，属实。"})
    letters_since = [*system.told(), ("answer", answer)]

    assert (returned["returned"], returned["returned_sealed"]) == (None, True)
    assert said not in json.dumps([returned, letters_since], ensure_ascii=False)
    assert said not in seat("bert").get(f"/cases/{case}").get_data(as_text=True)


def test_who_was_given_a_part_declares_over_the_queue(
    system: System, opened: Callable[..., str], seat: Any
) -> None:
    case = opened()
    system.report("case.claim", case)
    seat("anna").change(case, "assignment", {"username": "bert"})
    told = system.told()[-1][1]["case"]
    assert {each["username"]: each["declared"] for each in told["team"]} == {"anna": True, "bert": False}
    assert system.report("case.declare", case, **{"as": "bert"})["kind"] == "report.accepted"
    told = system.told()[-1][1]["case"]
    answer = system.report("case.finding", case, _finding(), version=told["version"], **{"as": "bert"})

    assert answer["kind"] == "report.accepted", answer
    assert all(each["declared"] for each in told["team"])


def test_nothing_that_a_head_decides_can_be_reported() -> None:
    assert not {"case.approve", "case.return", "case.decide_recusal", "case.decide_extension"} & set(TABLE)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"as": "head"}, "unknown_person"),
        ({"as": "nobody"}, "unknown_person"),
        ({"contents": {"reason": "x"}}, "invalid"),
        ({"case": str(uuid4())}, "not_found"),
        ({"case": "7"}, "incomplete"),
        ({"version": "two"}, "incomplete"),
    ],
)
def test_a_report_that_is_wrong_is_refused_with_the_reason(
    system: System, opened: Callable[..., str], said: Json, code: str
) -> None:
    answer = system.report("case.claim", opened(), **said)

    assert (answer["kind"], answer["code"]) == ("report.refused", code)
    assert answer["text"]


def test_the_case_of_another_body_is_not_there(system: System, opened: Callable[..., str]) -> None:
    assert system.report("case.claim", opened(body="SUP-330110"))["code"] == "not_found"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": str(uuid4())}, "other_id"),
        ({"dataschema": "urn:jiandu:bodies:9"}, "other_contract"),
        ({"type": "case.finding"}, "unreadable"),
        ({"data": {}}, "no_box"),
        ({"data": {"box": "AAAAAAAA"}}, "wrong_key"),
    ],
)
def test_an_envelope_that_was_changed_is_refused(
    system: System, opened: Callable[..., str], change: Json, code: str
) -> None:
    message_id = str(uuid4())
    body = sealed("case.claim", message_id, {"as": "anna", "case": opened()}, **change)

    assert system.send(body, message_id)["code"] == code


def test_noise_is_answered_too(system: System) -> None:
    assert system.send(b"\xff\x00", str(uuid4()))["code"] == "not_json"
    assert system.send(b"{}", None)["code"] == "no_id"
    assert system.send(b"{}", str(uuid4()), user="jiandu-body-330110")["code"] == "other_account"


def test_a_stale_version_is_refused_and_changes_nothing(system: System, opened: Callable[..., str]) -> None:
    case = opened()
    now = system.report("case.claim", case)["case"]["version"]

    answer = system.report("case.finding", case, _finding(), version=now - 1)

    assert (answer["code"], answer["version"]) == ("stale", now)
    assert system.report("case.finding", case, _finding(), version=now)["kind"] == "report.accepted"


def test_what_the_rules_forbid_at_the_desk_they_forbid_here(
    system: System, opened: Callable[..., str], enrol: Callable[..., Any]
) -> None:
    enrol("carl", certified=False)
    case = opened()

    assert system.report("case.claim", case, **{"as": "carl"})["code"] == "certificate_missing"
    version = system.report("case.claim", case)["case"]["version"]
    other = system.report("case.finding", case, _finding(), version=version, **{"as": "bert"})
    assert other["code"] == "not_yours"
    incomplete = system.report("case.propose", case, {"outcomes": [{"code": "O3"}]}, version=version)
    assert incomplete["code"] == "invalid"
    assert all(each["pointer"] for each in incomplete["errors"])


def test_a_report_takes_effect_once_and_its_answer_is_given_again(
    system: System, opened: Callable[..., str], works: Works
) -> None:
    message_id, case = str(uuid4()), opened()
    body = sealed("case.claim", message_id, {"as": "anna", "case": case})
    first = system.send(body, message_id)

    again = system.send(sealed("case.claim", message_id, {"as": "anna", "case": case}), message_id)

    assert again == first | {"repeated": True}
    other = sealed("case.release", message_id, {"as": "anna", "case": case})
    assert system.send(other, message_id)["code"] == "id_used"
    with works.begin(SYSTEM) as work:
        assert work.session.scalars(select(BodyReport)).one().answer["letter"] == "report.accepted"
        work.session.execute(delete(BodyReport))
    assert system.send(body, message_id)["kind"] == "report.accepted", "claiming what one has changes nothing"


def test_a_stranger_has_no_queue_to_be_answered_into(system: System, works: Works) -> None:
    with works.begin(SYSTEM) as work:
        links.end(work, DIVISION)

    with pytest.raises(reports.Stranger):
        reports.take(works, system.settings, Message(b"{}", DIVISION, ACCOUNT, str(uuid4())))
    assert system.told() == []


def test_what_was_answered_long_ago_is_forgotten(
    system: System, opened: Callable[..., str], time: Any, works: Works
) -> None:
    system.report("case.claim", opened())

    assert reports.forget_reports(works) == 0
    time.pass_days(reports.KEPT_DAYS + 1)
    assert reports.forget_reports(works) == 1


def test_half_a_character_in_what_is_refused_is_told_back(system: System, opened: Callable[..., str]) -> None:
    """The name of a field, or an id, that no UTF-8 can hold: the answer to it could not be written."""
    answer = system.report("case.claim", opened(), {"\ud800": 1})

    assert (answer["code"], answer["errors"][0]["pointer"]) == ("invalid", "/?")
    assert system.send(b"{}", "\ud800")["code"] == "no_id"


def _finding() -> Json:
    return {
        "allegation": "1", "finding": "substantiated", "category": "C4.1", "nature": "unlawful",
        "facts": "属实。", "reasons": "违反规定。", "told": "已查清。",
    }  # fmt: skip
