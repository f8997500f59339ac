"""A proposal goes by the chain of its time: each step by other eyes, the head last, no vacancy stops it."""

import pytest

from services.investigation.domain.case import Action, CaseFacts, State
from services.investigation.domain.chain import Office, Passed, able_at, chain_of, states, waiting
from services.investigation.domain.states import may, move
from shared.contracts.terms import Role
from tests.investigation.builders import caller, facts

S, D, H = Office.SECTION, Office.DIVISION, Office.HEAD
WHOLE = (S, D, H)


@pytest.mark.parametrize(
    ("said", "chain"),
    [
        ("head", (H,)),
        ("section-head", (S, H)),
        ("section-division-head", WHOLE),
        ("section", (S, H)),
        ("", (H,)),
        (None, (H,)),
        ("mayor-head", (H,)),
    ],
)
def test_every_chain_ends_with_the_head(said: str | None, chain: tuple[Office, ...]) -> None:
    assert chain_of(said) == chain


@pytest.mark.parametrize(
    ("passed", "able", "now"),
    [
        ([], {S: {"s"}, D: {"d"}}, S),
        ([Passed(S, "s")], {D: {"d"}}, D),
        ([Passed(S, "s"), Passed(D, "d")], {}, H),
        ([], {D: {"d"}}, D),
        ([], {}, H),
        ([Passed(D, "d")], {S: {"s"}}, H),
    ],
)
def test_it_waits_for_the_next_step_that_somebody_can_take(
    passed: list[Passed], able: dict[str, set[str]], now: Office
) -> None:
    assert waiting(WHOLE, passed, able, {}) is now


def test_a_step_is_taken_by_its_holder_or_who_stands_in_and_by_nobody_involved() -> None:
    held = {S: ["s"], D: ["d"]}
    everybody = {"s", "d", "x"}

    assert able_at(held, {}, everybody, (), ()) == {S: {"s"}, D: {"d"}}
    assert able_at(held, {"s": "x"}, everybody, (), ())[S] == {"x"}
    assert able_at(held, {"s": None}, everybody, (), ())[S] == frozenset()
    assert able_at(held, {}, {"d"}, (), ())[S] == frozenset(), "barred"
    assert able_at(held, {}, everybody, {"s"}, ())[S] == frozenset(), "investigated it"
    assert able_at(held, {"d": "s"}, everybody, (), [Passed(S, "s")])[D] == frozenset(), "nobody twice"


def test_what_is_passed_what_waits_and_what_is_passed_over_is_told() -> None:
    assert states(WHOLE, [Passed(S, "s")], {D: {"d"}}, {}) == [(S, "passed"), (D, "waiting"), (H, "later")]
    assert states(WHOLE, [], {D: {"d"}}, {}) == [(S, "skipped"), (D, "waiting"), (H, "later")]
    assert states(WHOLE, [], {S: {"s"}}, {}) == [(S, "waiting"), (D, "skipped"), (H, "later")]
    assert states((H,), [], {}, {}) == [(H, "waiting")]


@pytest.mark.parametrize(
    ("able", "asked", "now", "told"),
    [
        ({D: {"d"}}, {S: {"s"}}, S, ["undecided", "later", "later"]),
        ({S: {"x"}, D: {"d"}}, {S: {"s"}}, S, ["waiting", "later", "later"]),
        ({S: {"s"}}, {D: {"d"}}, S, ["waiting", "undecided", "later"]),
        ({}, {D: {"d"}}, D, ["skipped", "undecided", "later"]),
        ({}, {S: set()}, H, ["skipped", "skipped", "waiting"]),
    ],
)
def test_a_step_waits_for_the_decision_whether_its_only_holder_withdraws(
    able: dict[str, set[str]], asked: dict[str, set[str]], now: Office, told: list[str]
) -> None:
    assert waiting(WHOLE, [], able, asked) is now
    assert [state for _, state in states(WHOLE, [], able, asked)] == told


def test_the_head_who_would_decide_before_is_told_about_whom_to_decide_first() -> None:
    case = facts(
        State.PROPOSED, chain=WHOLE, able_at={D: frozenset({"d"})}, asked_at={S: frozenset({"s"})},
        recusals_waiting={"s": "科长某"}, recusals_asked=frozenset({"s"}),
    )  # fmt: skip
    told = may(case, HEAD)

    closed = told[Action.APPROVE]
    assert closed is not None
    assert (closed.code, closed.detail) == ("recusal_undecided", {"names": "科长某"})
    assert told[Action.DECIDE_RECUSAL] is None
    mine = may(case, SECTION)[Action.ENDORSE]
    assert mine is not None
    assert mine.code == "recusal_waits"
    assert may(case, DIVISION)[Action.ENDORSE] is not None


def proposed(*passed: Passed) -> CaseFacts:
    taken = {each.by for each in passed}
    able = {S: frozenset({"s"} - taken), D: frozenset({"d"} - taken)}
    return facts(State.PROPOSED, chain=WHOLE, passed=passed, able_at=able)


SECTION, DIVISION, HEAD = caller("s"), caller("d"), caller("h", Role.HEAD)
STEP_ONE, STEP_TWO = (Passed(S, "s"),), (Passed(S, "s"), Passed(D, "d"))


@pytest.mark.parametrize(
    ("who", "passed", "open_"),
    [
        (SECTION, (), {Action.ENDORSE, Action.RETURN}),
        (DIVISION, (), set()),
        (HEAD, (), set()),
        (SECTION, STEP_ONE, set()),
        (DIVISION, STEP_ONE, {Action.ENDORSE, Action.RETURN}),
        (HEAD, STEP_ONE, set()),
        (DIVISION, STEP_TWO, set()),
        (HEAD, STEP_TWO, {Action.APPROVE, Action.RETURN}),
        (caller("i"), (), set()),
    ],
)
def test_each_decides_at_their_own_step_only(
    who: object, passed: tuple[Passed, ...], open_: set[Action]
) -> None:
    answer = may(proposed(*passed), who)  # type: ignore[arg-type]

    assert {each for each in (Action.ENDORSE, Action.APPROVE, Action.RETURN) if answer[each] is None} == open_


def test_the_reason_names_the_office_that_has_it() -> None:
    early = may(proposed(), HEAD)[Action.APPROVE]
    later = may(proposed(*STEP_ONE), SECTION)[Action.RETURN]

    assert early is not None
    assert (early.code, early.detail) == ("step_before", {"office": S})
    assert later is not None
    assert later.code == "passed_before"


def test_a_head_who_took_an_earlier_step_as_a_deputy_does_not_decide_too() -> None:
    both = caller("d", Role.HEAD)

    assert may(proposed(*STEP_TWO), both)[Action.APPROVE].code == "passed_before"  # type: ignore[union-attr]


def test_passing_on_leaves_it_proposed() -> None:
    assert move(proposed(), SECTION, Action.ENDORSE) is State.PROPOSED
