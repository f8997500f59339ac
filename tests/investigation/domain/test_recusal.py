"""What waits for a decision on somebody's withdrawal, and what it stops."""

from typing import Any

import pytest

from services.investigation.domain import recusal
from services.investigation.domain.case import Action, State
from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.states import closed_reason
from shared.contracts.terms import Role
from tests.investigation.builders import caller, facts

HEAD, LEAD = caller("h", Role.HEAD), caller("i")
CHAIN = (Office.SECTION, Office.HEAD)


def code(state: State, action: Action, who: str, by: str = "h", **said: object) -> str | None:
    people = {"h": HEAD, "i": LEAD}
    closed = closed_reason(facts(state, recusals_waiting={who: f"名{who}"}, **said), people[by], action)
    return closed.code if closed else None


@pytest.mark.parametrize(
    ("who", "expected"),
    [("h", "recusal_waits"), ("i", "recusal_undecided"), ("j", "recusal_undecided"), ("k", None)],
)
def test_no_outcome_stands_while_it_waits_about_who_made_it_or_decides(
    who: str, expected: str | None
) -> None:
    assert code(State.PROPOSED, Action.APPROVE, who) == expected


def test_who_passed_it_on_counts_and_who_left_before_does_not() -> None:
    passed = (Passed(Office.SECTION, "s"),)
    assert code(State.PROPOSED, Action.APPROVE, "s", chain=CHAIN, passed=passed) == "recusal_undecided"
    gone = {"team": frozenset({"i"}), "hands": frozenset({"i", "x"})}
    assert code(State.PROPOSED, Action.APPROVE, "x", **gone) is None


def test_the_proposal_can_be_returned_but_not_by_whom_it_is_about() -> None:
    assert code(State.PROPOSED, Action.RETURN, "i") is None
    assert code(State.PROPOSED, Action.RETURN, "h") == "recusal_waits"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("a", "recusal_undecided"), ("i", "recusal_undecided"), ("j", "recusal_undecided"), ("k", None)],
)
def test_a_case_is_closed_when_it_is_decided_of_approver_proposer_and_team(
    who: str, expected: str | None
) -> None:
    assert code(State.CONCLUDED, Action.CLOSE, who, by="i", approved_by="a") == expected


def test_the_investigation_goes_on_meanwhile() -> None:
    for action in (Action.RECORD_FINDING, Action.INTERVIEW, Action.PROPOSE_OUTCOME):
        assert code(State.INVESTIGATING, action, "i", by="i") is None


def test_the_reason_names_them() -> None:
    case = facts(State.PROPOSED, recusals_waiting={"j": "李明", "i": "王芳", "k": "赵六"})
    closed = closed_reason(case, HEAD, Action.APPROVE)
    assert closed is not None
    assert closed.detail == {"names": "王芳、李明"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "give_it_on"),
        ({"able": 1}, "too_few_are_left"),
        ({"able": 0}, "too_few_are_left"),
        ({"heads": 0}, "no_head_is_left"),
        ({"state": State.CONCLUDED}, "give_it_on"),
        ({"state": State.PROPOSED}, None),
        ({"state": State.CLOSED}, None),
        ({"own": False}, "give_on_what_is_decided"),
        ({"own": False, "state": State.CONCLUDED, "able": 1}, "give_on_what_is_decided"),
        ({"own": False, "able": 0}, "nobody_may_end_it"),
        ({"own": False, "state": State.QUEUED}, None),
        ({"own": False, "state": State.CLOSED}, None),
        ({"lead": "j"}, None),
        ({"barred": frozenset({"STAFF-k"})}, "give_on_what_is_decided"),
        ({"barred": frozenset({"STAFF-k"}), "state": State.QUEUED}, None),
    ],
)
def test_what_is_to_be_done_with_a_case_that_nobody_has_and_that_goes_up_to_nobody(
    said: dict[str, Any], code: str | None
) -> None:
    left: dict[str, Any] = {
        "own": True,
        "lead": None,
        "team": frozenset(),
        "hands": frozenset({"i"}),
        "able": 2,
        "heads": 1,
    }
    barred = {"state": State.RECTIFYING, "barred": frozenset({"STAFF-i"})}

    assert getattr(recusal.left_alone(facts(**left | barred | said)), "code", None) == code


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("", "recusal_refused"),
        ("  ", "recusal_refused"),
        ("系其内弟", "recusal_nothing_new"),
        ("系，其 内弟。", "recusal_nothing_new"),
        ("经查系其内弟！！", "recusal_nothing_new"),
        ("。。。", "recusal_nothing_new"),
        ("据户籍登记，其配偶与投诉对象为姐弟", None),
    ],
)
def test_who_learns_what_is_new_is_heard_again_on_what_was_refused(new: str, expected: str | None) -> None:
    before = [recusal.Asked("j", "kin", None, True, "系其内弟"), recusal.Asked("k", "kin", None, True, new)]
    now = recusal.Asked("j", "kin", said="系其内弟", new=new)
    assert recusal.asked_before(recusal.Side.UNIT, now, before) == expected


def test_what_was_new_once_is_not_new_twice_and_nothing_is_heard_while_it_waits() -> None:
    heard = recusal.Asked("j", "kin", None, True, "系其内弟\n新情况：户籍登记")
    again = recusal.Asked("j", "kin", said="系其内弟", new="户籍登记")
    assert recusal.asked_before(recusal.Side.UNIT, again, [heard]) == "recusal_nothing_new"
    waits = recusal.Asked("j", "kin", None, None, "系其内弟")
    assert recusal.asked_before(recusal.Side.UNIT, again, [heard, waits]) == "recusal_asked"


WAITS, REFUSED, GRANTED = None, True, False


@pytest.mark.parametrize(
    ("before", "asked", "expected"),
    [
        (("j", "kin", None, WAITS), ("j", "kin", None), "recusal_asked"),
        (("j", "kin", None, REFUSED), ("j", "kin", None), "recusal_refused"),
        (("j", "worked_there", "危化科", REFUSED), ("j", "worked_there", None), "recusal_refused"),
        (("j", "worked_there", "危化科", REFUSED), ("j", "worked_there", "危化科"), "recusal_refused"),
        (("j", "worked_there", None, REFUSED), ("j", "worked_there", "危化科"), None),
        (("j", "worked_there", "危化科", REFUSED), ("j", "worked_there", "执法大队"), None),
        (("j", "kin", None, REFUSED), ("j", "interest", None), None),
        (("j", "kin", None, REFUSED), ("k", "kin", None), None),
        (("j", "kin", None, GRANTED), ("j", "kin", None), None),
    ],
)
def test_what_was_refused_is_asked_again_only_on_a_ground_that_nobody_decided_on(
    before: Any, asked: Any, expected: str | None
) -> None:
    earlier, now = recusal.Asked(*before), recusal.Asked(*asked)
    assert recusal.asked_before(recusal.Side.COMPLAINANT, now, [earlier]) == expected
    assert recusal.asked_before(recusal.Side.SELF, now, [earlier]) is None
