"""Who stands in for whom on which day, and who is back before the term is over."""

from datetime import date

import pytest

from services.investigation.domain import absence, recusal
from services.investigation.domain.absence import Away
from services.investigation.domain.case import State
from tests.investigation.builders import TODAY, facts

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
    ("rows", "term", "back"),
    [
        ([away(date(2026, 11, 30))], TERM, {"h"}),
        ([away(TERM)], TERM, set()),
        ([away(date(2027, 1, 21))], TERM, {"h"}),
        ([away(date(2026, 11, 30)), away(date(2027, 2, 1), first=date(2027, 1, 20))], TERM, set()),
        ([away(date(2026, 11, 30))], TODAY, set()),
        ([away(date(2026, 11, 30))], None, set()),
        ([], TERM, set()),
        ([away(date(2026, 11, 30), as_head=False)], TERM, set()),
    ],
)
def test_who_is_there_again_on_the_last_day_of_the_term(
    rows: list[Away], term: date | None, back: set[str]
) -> None:
    assert absence.back_by({"h", "other"}, rows, TODAY, term) == back


@pytest.mark.parametrize(
    ("heads", "back", "goes"), [(0, 0, True), (0, 1, False), (1, 0, False), (None, 0, False)]
)
def test_a_granted_recusal_sends_a_case_up_when_no_head_is_left_within_its_term(
    heads: int | None, back: int, goes: bool
) -> None:
    case = facts(State.PROPOSED, able=3, heads=heads, heads_back=back, above="SUP-330100")
    assert recusal.takes_it_up(case, decided=True) is goes
