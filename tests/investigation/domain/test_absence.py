"""Who stands in for whom on which day, and who is back before the term is over."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.investigation.domain import absence, recusal
from services.investigation.domain.absence import Away
from services.investigation.domain.case import Action, Caller, CaseFacts, State
from services.investigation.domain.states import TABLE, closed_reason
from services.investigation.models import Approval
from shared.contracts.terms import Role
from tests.investigation.builders import TODAY, caller, facts

TERM = date(2027, 1, 22)


def away(last: date, first: date = TODAY, deputy: str | None = "d", *, as_head: bool = True) -> Away:
    return Away("h", "李局长", first, last, deputy, as_head)


def test_only_who_stands_in_for_a_head_today_decides_as_one() -> None:
    rows = [
        away(TODAY),
        away(date(2026, 12, 1), deputy="e", as_head=False),
        away(date(2026, 12, 1), first=date(2026, 11, 24), deputy="f"),
        away(TODAY, deputy=None),
    ]
    assert absence.acting(rows, TODAY) == {"d"}


@pytest.mark.parametrize(
    ("rows", "term", "day"),
    [
        ([away(date(2026, 11, 30), deputy=None)], TERM, date(2026, 12, 1)),
        ([away(TERM, deputy=None)], TERM, None),
        ([away(date(2027, 1, 21), deputy=None)], TERM, TERM),
        (
            [away(date(2026, 11, 30), deputy=None), away(date(2027, 2, 1), date(2026, 12, 1), None)],
            TERM,
            None,
        ),
        (
            [away(date(2026, 11, 30), deputy=None), away(date(2027, 2, 1), date(2026, 12, 1), "d")],
            TERM,
            date(2026, 12, 1),
        ),
        (
            [away(date(2026, 11, 30), deputy=None), away(date(2027, 2, 1), date(2026, 12, 1), "i")],
            TERM,
            None,
        ),
        (
            [away(date(2026, 11, 30), deputy=None), away(date(2027, 2, 1), date(2027, 1, 20), None)],
            TERM,
            date(2026, 12, 1),
        ),
        ([away(date(2026, 11, 30), deputy=None)], TODAY, None),
        ([away(date(2026, 11, 30), deputy=None)], None, None),
        ([], TERM, None),
    ],
)
def test_from_which_day_of_the_term_somebody_decides_as_a_head_again(
    rows: list[Away], term: date | None, day: date | None
) -> None:
    assert absence.decided_from({"h"}, {"h", "d", "i"}, rows, {"i"}, TODAY, term) == day


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"head_from": TERM}, "head_comes_back"),
        ({"head_from": TERM, "able": 1}, None),
        ({"head_from": TERM, "departments_act": True}, None),
        ({"heads": 1}, "role"),
    ],
)
def test_the_lead_gives_a_case_up_only_when_no_head_is_back_before_its_term_is_over(
    said: dict[str, Any], code: str | None
) -> None:
    case = facts(State.PROPOSED, **{"able": 3, "heads": 0, "above": "SUP-330100"} | said)

    closed = closed_reason(case, caller("i"), Action.PASS_UP)
    assert getattr(closed, "code", None) == code


@pytest.mark.parametrize(
    ("heads", "back", "goes"), [(0, None, True), (0, TERM, False), (1, None, False), (None, None, False)]
)
def test_a_granted_recusal_sends_a_case_up_when_no_head_is_left_within_its_term(
    heads: int | None, back: date | None, goes: bool
) -> None:
    case = facts(State.PROPOSED, able=3, heads=heads, head_from=back, above="SUP-330100")
    assert recusal.takes_it_up(case, decided=True) is goes


PRESENT = caller("h", Role.HEAD)
ABSENT = replace(PRESENT, away_until=TODAY)
ASKED: dict[str, object] = {
    "extension_asked_by": "i", "pause_asked_by": "i", "recusals_asked": frozenset({"j"}),
    "requests": 1, "late": 1, "links": 1, "binds": True, "report_owed": True, "able": 1, "heads": 1,
    "above": "SUP-330100", "given_by": "SUP-330110", "object_by": TODAY, "archived": True, "unfiled": 1,
}  # fmt: skip
"""Something waits for every word of a head."""


def of_heads() -> list[tuple[CaseFacts, Action]]:
    """Each step that is open to a head, on the case as it then stands."""
    cases = [facts(state, **ASKED | {"archived": archived}) for state in State for archived in (True, False)]
    return [(case, action) for case in cases for action in Action if not closed_reason(case, PRESENT, action)]


def test_who_is_entered_as_absent_does_nothing_as_a_head_but_say_that_they_are_tied() -> None:
    found = {action: closed_reason(case, ABSENT, action) for case, action in of_heads()}

    assert {action for action, rule in TABLE.items() if rule.roles == {Role.HEAD}} <= set(found)
    assert [action for action, closed in found.items() if closed is None] == [Action.APPLY_RECUSAL]
    assert {(closed.code, closed.article) for closed in found.values() if closed} == {
        ("entered_as_absent", "measures:14(2)")
    }


def test_who_leads_a_case_goes_on_with_it_while_absent_as_a_head() -> None:
    both = replace(caller("i", Role.HEAD, Role.INVESTIGATOR), away_until=TODAY)

    assert closed_reason(facts(), both, Action.RELEASE) is None
    assert closed_reason(facts(), both, Action.RECORD_FINDING) is None


def test_who_holds_an_office_and_is_absent_is_told_so_at_their_step() -> None:
    case = facts(State.PROPOSED, chain=("section", "head"), able_at={"section": frozenset({"deputy"})})
    holder = replace(caller("s"), away_until=TODAY)

    assert getattr(closed_reason(case, holder, Action.ENDORSE), "code", None) == "entered_as_absent"
    assert getattr(closed_reason(case, caller("t"), Action.ENDORSE), "code", None) == "not_your_step"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (PRESENT, None),
        (ABSENT, "entered_as_absent"),
        (caller("i"), "role"),
        (replace(caller("i"), away_until=TODAY), "role"),
    ],
)
def test_who_decides_as_a_head_besides_the_steps_of_a_case(who: Caller, code: str | None) -> None:
    assert getattr(absence.as_head(who), "code", None) == code


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (date(2026, 11, 24), date(2026, 11, 29), []),
        (date(2026, 11, 24), date(2026, 11, 30), ["absence_overlaps"]),
        (date(2026, 12, 2), date(2026, 12, 2), ["absence_overlaps"]),
        (date(2026, 12, 6), date(2026, 12, 7), []),
    ],
)
def test_two_absences_of_one_person_do_not_overlap(first: date, last: date, wrong: list[str]) -> None:
    held = [away(date(2026, 12, 5), first=date(2026, 11, 30))]

    assert [each.code for each in absence.faults(first, last, TODAY, "h", "e", held)] == wrong


def test_what_a_deputy_signs_is_no_longer_than_names_are_kept() -> None:
    """On PostgreSQL a longer one is refused, and the decision with it."""
    both = replace(caller("d"), name="甲" * 50, stands_in_for="乙" * 50)

    assert len(both.signed) == Approval.__table__.c.by_name.type.length
    assert replace(both, name="甲", stands_in_for="乙").signed == "甲（代乙）"
