"""Every row of the decision table, and every pair of rows that can meet, against an oracle of its own."""

from itertools import combinations, permutations

import pytest

from services.triage.domain.reasons import ADDRESSEES, TEXTS
from tests.triage.builders import judged
from tests.triage.domain.oracle import Expected, expected
from tests.triage.domain.rows import ROWS, can_meet, together

PAIRS = [pair for pair in combinations(ROWS, 2) if can_meet(ROWS[pair[0]], ROWS[pair[1]])]


def outcome(sent: dict[str, object]) -> Expected:
    found = judged(*sent["respondents"], **{key: sent[key] for key in sent if key != "respondents"})  # type: ignore[misc]
    to = frozenset(one.to for one in found.referrals)
    return Expected(found.decision.value, found.body, to, frozenset(found.flags))


@pytest.mark.parametrize("row", ROWS)
def test_each_row_decides_as_the_table_says(row: str) -> None:
    sent = together(ROWS[row])

    assert outcome(sent) == expected(sent)


@pytest.mark.parametrize("row", ROWS)
def test_where_two_rows_meet_the_table_s_order_decides(row: str) -> None:
    wrong = {}
    for first, second in PAIRS:
        if row == first:
            sent = together(ROWS[first], ROWS[second])
            found, wanted = outcome(sent), expected(sent)
            if found != wanted:
                wrong[second] = (found, wanted)

    assert not wrong


@pytest.mark.parametrize("row", ROWS)
def test_each_row_gives_its_reasons_and_texts(row: str) -> None:
    sent = together(ROWS[row])
    found = judged(*sent["respondents"], **{key: sent[key] for key in sent if key != "respondents"})

    assert all(one.key in TEXTS and one.article for one in found.reasons)
    assert all(one.key in ADDRESSEES for one in found.referrals)


def test_nearly_all_rows_can_meet() -> None:
    met = {row for pair in PAIRS for row in pair}

    assert met == set(ROWS)
    assert len(PAIRS) > len(list(permutations(ROWS, 2))) // 2 * 0.85
