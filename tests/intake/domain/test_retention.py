"""When a complaint may be erased, and what is left of what it said."""

from datetime import UTC, date, datetime

import pytest

from services.intake.domain.heard import Fact, Kind
from services.intake.domain.progress import Progress, progress
from services.intake.domain.retention import HeldFor, Kept, Word, bare, law_pending, standing
from shared.contracts.retention import Rule, last_day, rule_of

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2040, 1, 2)
PASSED = date(2040, 1, 1)


def word(version: int = 3, until: date = PASSED, rule: Rule = Rule.CASES) -> Word:
    return Word(version, date(2030, 1, 1), until, rule, 10)


def fact(kind: Kind, version: int = 2, case: str | None = None, **data: object) -> Fact:
    return Fact(id=f"{kind}{version}{case}", kind=kind, at=AT, version=version, case=case, data=data)


CASE = (
    fact(Kind.ACCEPTED, decision="accept"),
    fact(Kind.CASE_OPENED, 1, "k"),
    fact(Kind.CONCLUDED, 2, "k", recheck_until="2027-01-01"),
)
CLOSED = (*CASE, fact(Kind.CLOSED, 3, "k"))
DECLINED = (fact(Kind.DECIDED, decision="decline"),)


def state(*facts: Fact) -> Progress:
    return progress(facts, date(2026, 12, 8))


@pytest.mark.parametrize(
    ("facts", "triage", "cases", "holds", "kept"),
    [
        (DECLINED, word(), {}, [], ()),
        (CLOSED, word(), {"k": word()}, [], ()),
        (CLOSED, word(), {"k": word(until=DAY)}, [], (Kept.TERM,)),
        (CLOSED, None, {"k": word()}, [], (Kept.TRIAGE,)),
        (CLOSED, word(), {}, [], (Kept.CASE,)),
        (CLOSED, word(), {"k": word(version=2)}, [], (Kept.CASE,)),
        (DECLINED, word(version=1), {}, [], (Kept.TRIAGE,)),
        (CASE, word(), {"k": word()}, [], (Kept.OPEN,)),
        ((), None, {}, [], (Kept.OPEN, Kept.TRIAGE, Kept.TERM)),
        ((fact(Kind.DECIDED, decision="merge"),), word(), {}, [], (Kept.OPEN,)),
        (DECLINED, word(), {}, [HeldFor()], (Kept.HELD,)),
        (DECLINED, word(), {}, [HeldFor(DAY)], (Kept.HELD,)),
        (DECLINED, word(), {}, [HeldFor(PASSED), HeldFor(lifted=True)], ()),
        ((*CLOSED, fact(Kind.RECHECK_REQUESTED, 9, of=["k"])), word(), {"k": word()}, [], (Kept.OPEN,)),
    ],
)
def test_it_is_kept_until_all_who_had_it_let_it_go(facts, triage, cases, holds, kept) -> None:
    found = standing(state(*facts), triage, cases, holds, DAY)

    assert found.kept == kept
    assert found.due is not bool(kept)


def test_the_longest_term_counts() -> None:
    found = standing(state(*CLOSED), word(), {"k": word(until=DAY, rule=Rule.MEASURES)}, [], DAY)

    assert found.by is not None
    assert (found.by.rule, found.by.until) == (Rule.MEASURES, DAY)


def test_while_a_recheck_can_be_asked_for_nothing_goes() -> None:
    late = (*CASE[:2], fact(Kind.CONCLUDED, 2, "k", recheck_until=DAY.isoformat()), CLOSED[-1])

    assert standing(state(*late), word(), {"k": word()}, [], DAY).kept == (Kept.RECHECK,)


@pytest.mark.parametrize(
    ("codes", "rule"),
    [(["O2"], Rule.MEASURES), (["O12", "O7"], Rule.MEASURES), (["O9"], Rule.MEASURES),
     (["O3", "O12"], Rule.CASES), ([], Rule.CASES)],
)  # fmt: skip
def test_the_outcome_says_how_long_a_case_is_kept(codes, rule) -> None:
    assert rule_of(codes) is rule


def test_a_term_ends_on_the_same_day_years_later() -> None:
    assert last_day(date(2026, 11, 23), 30) == date(2056, 11, 23)
    assert last_day(date(2028, 2, 29), 10) == date(2038, 3, 1)


def test_how_it_stood_stays_and_what_was_said_goes() -> None:
    said = {"decision": "accept", "body": "SUP-330106", "body_name": "名", "reply": "答", "text": "文"}

    assert bare(said) == {"decision": "accept", "body": "SUP-330106"}


@pytest.mark.parametrize(
    ("told", "pending"),
    [
        ({}, False),
        ({"review": "none"}, False),
        ({"litigation": "pending"}, True),
        ({"review": "pending"}, True),
    ],
)
def test_proceedings_that_were_told_of_count(told, pending) -> None:
    assert law_pending({"circumstances": told}) is pending
