"""The table is whole, says why, and its diagram in the docs is fresh."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.investigation.domain import conditions, diagram
from services.investigation.domain.case import ENDED, Action, Caller, State
from services.investigation.domain.conflicts import Conflict
from services.investigation.domain.states import TABLE, Forbidden, may, move
from services.investigation.domain.ties import Tie
from shared.contracts.terms import Role
from tests.investigation.builders import BODY, caller, facts
from tests.investigation.domain.open import CALLERS, COLLEAGUE, HEAD, HEAD_AND_LEAD, LEAD, OPEN

PAGE = Path(__file__).resolve().parents[3] / "docs" / "case-states.md"
S, A = State, Action


@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("state", State)
def test_every_state_action_and_role_is_answered(state: State, who: str) -> None:
    waiting = {"links": 1, "requests": 1, "late": 1, "called_back": False, "binds": True, "report_owed": True}
    answer = may(facts(state, unreported=1, unconfirmed=2, **waiting), CALLERS[who])

    assert set(answer) == set(Action)
    assert {action for action, closed in answer.items() if closed is None} == OPEN[who].get(state, set())


@pytest.mark.parametrize("state", [S.CLOSED, S.TERMINATED])
def test_a_supplement_is_made_by_those_who_archive_when_something_came_since(state: State) -> None:
    came = {
        who: may(facts(state, archived=True, unfiled=1), CALLERS[who])[A.ADD_TO_ARCHIVE] for who in CALLERS
    }
    nothing = may(facts(state, archived=True), LEAD)[A.ADD_TO_ARCHIVE]
    early = may(facts(state, unfiled=1), LEAD)[A.ADD_TO_ARCHIVE]

    assert {who for who, closed in came.items() if closed is None} == {"lead", "second", "head", "both"}
    assert (nothing.code, early.code) == ("nothing_came_since", "not_archived")  # type: ignore[union-attr]


@pytest.mark.parametrize("who", ["lead", "head", "colleague"])
def test_of_a_recheck_everybody_reads_that_it_is_never_extended(who: str) -> None:
    closed = may(facts(S.INVESTIGATING, answered_before=True), CALLERS[who])[A.ASK_EXTENSION]

    assert (closed.code, closed.article) == ("recheck_not_extended", "petition:35")  # type: ignore[union-attr]


@pytest.mark.parametrize("state", State)
def test_a_closed_action_gives_its_reason_as_a_value(state: State) -> None:
    for person in CALLERS.values():
        assert all(closed.code for closed in may(facts(state), person).values() if closed is not None)


def test_every_state_is_reached_and_only_the_ended_ones_have_no_way_on() -> None:
    reached = {to for rule in TABLE.values() for targets in rule.moves.values() for to in targets}
    left = {
        origin for rule in TABLE.values() for origin, targets in rule.moves.items() if targets != (origin,)
    }

    assert reached | {State.QUEUED} == set(State)
    assert set(State) - left == ENDED
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize(
    "person",
    [
        caller("x", home="SUP-330110"),
        caller("x", Role.TRIAGE),
        caller("x", Role.AUDITOR),
        caller("x", home="DEP-330106"),
    ],
)
def test_who_does_not_see_the_case_may_do_nothing(person: Caller) -> None:
    for state in State:
        closed = may(facts(state), person).values()
        assert {each.code if each else None for each in closed} == {"no_sight"}


@pytest.mark.parametrize("code", [BODY, "PERSON-330106:监督员i", "STAFF-i"])
def test_a_barred_eye_is_shut_whatever_its_role(code: str) -> None:
    both = caller("i", Role.INVESTIGATOR, Role.HEAD)

    for state in State:
        assert all(may(facts(state, barred=frozenset({code})), both).values())


def test_a_namesake_elsewhere_is_not_barred() -> None:
    assert may(facts(State.QUEUED, barred=frozenset({"PERSON-330110:监督员i"})), LEAD)[A.CLAIM] is None


def test_nobody_approves_their_own_nor_what_they_investigated() -> None:
    proposer = caller("p", Role.HEAD)
    former = caller("f", Role.HEAD)
    case = facts(State.PROPOSED, proposer="p", hands=frozenset({"i", "f"}))

    assert may(case, proposer)[A.APPROVE].code == "own_proposal"  # type: ignore[union-attr]
    assert may(case, former)[A.APPROVE].code == "investigated_it"  # type: ignore[union-attr]
    assert may(case, HEAD)[A.APPROVE] is None


def test_a_recusal_is_decided_by_a_head_who_is_not_concerned() -> None:
    asked = facts(S.INVESTIGATING, recusals_asked=frozenset({"i"}))

    assert may(asked, HEAD)[A.DECIDE_RECUSAL] is None
    assert may(asked, HEAD_AND_LEAD)[A.DECIDE_RECUSAL].code == "investigated_it"  # type: ignore[union-attr]
    own = facts(S.INVESTIGATING, recusals_asked=frozenset({HEAD.staff_id}))
    assert may(own, HEAD)[A.DECIDE_RECUSAL].code == "own_recusal"  # type: ignore[union-attr]
    assert may(facts(), HEAD)[A.DECIDE_RECUSAL].code == "no_recusal_asked"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("able", "heads", "above", "code"),
    [
        (2, 1, "SUP-330100", "enough_are_left"),
        (1, 1, "SUP-330100", None),
        (0, 1, "SUP-330100", None),
        (5, 0, "SUP-330100", None),
        (1, 1, None, "nobody_above"),
        (None, None, "SUP-330100", "enough_are_left"),
    ],
)
def test_only_a_body_without_a_pair_or_a_head_gives_a_case_away(
    able: int | None, heads: int | None, above: str | None, code: str | None
) -> None:
    closed = may(facts(able=able, heads=heads, above=above), HEAD)[A.PASS_UP]

    assert (closed.code if closed else None) == code


@pytest.mark.parametrize(
    ("said", "approve", "pass_up"),
    [
        ({}, "departments_act", None),
        ({"above": None}, None, "nobody_above"),
        ({"own": True}, None, "enough_are_left"),
        ({"departments_act": False}, None, "enough_are_left"),
    ],
)
def test_an_act_of_the_own_leadership_goes_to_the_body_above_and_is_not_approved_here(
    said: dict[str, Any], approve: str | None, pass_up: str | None
) -> None:
    given: dict[str, Any] = {"departments_act": True, "above": "SUP-330100", "able": 5, "heads": 2}
    told = may(facts(S.PROPOSED, **given | said), HEAD)
    codes = {name: closed.code if (closed := told[name]) else None for name in (A.APPROVE, A.PASS_UP)}

    assert codes == {A.APPROVE: approve, A.PASS_UP: pass_up}
    assert told[A.RETURN] is None


def test_a_decided_case_that_neither_lead_nor_head_is_left_for_is_taken_on_by_a_certified_colleague() -> None:
    left: dict[str, Any] = {"lead": None, "team": frozenset(), "heads": 0}

    assert may(facts(S.CONCLUDED, **left), COLLEAGUE)[A.HAND_OVER] is None
    uncertified = may(facts(S.CONCLUDED, **left), caller("x", certificate_valid_to=None))[A.HAND_OVER]
    assert uncertified is not None
    assert uncertified.code == "certificate_missing"
    assert may(facts(S.CONCLUDED, **left | {"heads": 1}), COLLEAGUE)[A.HAND_OVER] is not None
    assert may(facts(S.QUEUED, **left), COLLEAGUE)[A.HAND_OVER] is not None


def test_an_extension_is_decided_by_a_head_who_neither_asked_nor_investigates() -> None:
    asked = facts(S.INVESTIGATING, extension_asked_by="p", hands=frozenset({"i", "f"}))

    assert may(asked, HEAD)[A.DECIDE_EXTENSION] is None
    assert may(asked, caller("p", Role.HEAD))[A.DECIDE_EXTENSION].code == "own_application"  # type: ignore[union-attr]
    assert may(asked, caller("f", Role.HEAD))[A.DECIDE_EXTENSION].code == "investigated_it"  # type: ignore[union-attr]
    assert may(facts(), HEAD)[A.DECIDE_EXTENSION].code == "no_extension_asked"  # type: ignore[union-attr]


@pytest.mark.parametrize("action", [A.DECIDE_EXTENSION, A.DECIDE_PAUSE, A.DECIDE_REQUEST, A.URGE_UNIT])
def test_no_letter_is_signed_by_a_head_who_is_tied_or_asked_to_withdraw(action: A) -> None:
    waits = {"extension_asked_by": "p", "pause_asked_by": "p", "requests": 1, "late": 1}
    state = S.RECTIFYING if action in (A.DECIDE_REQUEST, A.URGE_UNIT) else S.INVESTIGATING
    tied = {HEAD.staff_id: Conflict(Tie.WORKED_THERE)}

    def refused(**said: Any) -> str | None:
        closed = may(facts(state, **waits | said), HEAD)[action]
        return closed.code if closed else None

    assert refused() is None
    assert refused(conflicts=tied) == "worked_there"
    assert refused(recusals_waiting={HEAD.staff_id: "某"}) == "recusal_waits"


def test_more_time_is_asked_for_once_and_before_the_term_ends() -> None:
    past = facts().today.replace(day=22)

    assert may(facts(investigate_by=past), LEAD)[A.ASK_EXTENSION].code == "term_passed"  # type: ignore[union-attr]
    assert may(facts(extended=True), LEAD)[A.ASK_EXTENSION].code == "extended_already"  # type: ignore[union-attr]
    recheck = may(facts(answered_before=True), LEAD)[A.ASK_EXTENSION]
    assert recheck is not None
    assert (recheck.code, recheck.article) == ("recheck_not_extended", "petition:35")
    assert may(facts(extension_asked_by="j"), LEAD)[A.ASK_EXTENSION].code == "extension_asked"  # type: ignore[union-attr]
    assert may(facts(investigate_by=facts().today), LEAD)[A.ASK_EXTENSION] is None


@pytest.mark.parametrize(
    ("how_it_stands", "code"),
    [
        ({}, None),
        ({"answered_before": True}, "recheck_not_extended"),
        ({"investigate_by": date(2026, 11, 22)}, "term_passed"),
    ],
)
def test_what_was_asked_for_on_a_recheck_or_too_late_can_only_be_refused(
    how_it_stands: dict[str, Any], code: str | None
) -> None:
    asked = facts(extension_asked_by="p", **how_it_stands)

    assert may(asked, HEAD)[A.DECIDE_EXTENSION] is None
    closed = conditions.grantable(asked, HEAD)
    assert (closed.code if closed else None) == code


def test_a_file_is_put_away_once() -> None:
    assert may(facts(S.CLOSED, archived=True), LEAD)[A.ARCHIVE].code == "archived_already"  # type: ignore[union-attr]


def test_a_certificate_is_needed_and_must_be_valid() -> None:
    queued = facts(State.QUEUED)
    without = may(queued, caller("x", certificate_valid_to=None))[A.CLAIM]
    expired = may(queued, caller("x", certificate_valid_to=queued.today.replace(day=22)))[A.CLAIM]

    assert without is not None
    assert (without.code, without.article) == ("certificate_missing", "measures:6")
    assert expired is not None
    assert expired.code == "certificate_expired"
    assert may(queued, caller("x", certificate_valid_to=queued.today))[A.CLAIM] is None


def test_a_move_that_is_closed_is_refused_with_its_reason() -> None:
    with pytest.raises(Forbidden) as refused:
        move(facts(State.CLOSED), LEAD, A.CLOSE)

    assert refused.value.closed.code == "state"


def test_a_choice_of_ways_must_be_made_from_the_table() -> None:
    with pytest.raises(ValueError, match="leads from"):
        move(facts(State.PROPOSED), HEAD, A.APPROVE, State.CLOSED)


def test_the_diagram_in_the_docs_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == diagram.page()
