"""What is blacked out is gone, and nothing else is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.redaction import (
    BLOCK,
    BadMark,
    composed,
    merged,
    missing,
    parts,
    places,
    redacted,
)

TEXT = st.text(alphabet="甲乙丙丁戊。", min_size=1, max_size=40)
PAIRS = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6)


@given(TEXT, PAIRS)
def test_what_is_not_marked_stays_letter_by_letter(text: str, pairs: list[tuple[int, int]]) -> None:
    marks = [(start, end) for start, end in pairs if start < end <= len(text)]
    hidden = {at for start, end in marks for at in range(start, end)}

    made = redacted(text, merged(marks, len(text)))

    assert made.replace(BLOCK, "") == "".join(sign for at, sign in enumerate(text) if at not in hidden)


@pytest.mark.parametrize("mark", [(-1, 2), (0, 0), (2, 1), (0, 5)])
def test_a_mark_outside_the_text_is_refused(mark: tuple[int, int]) -> None:
    with pytest.raises(BadMark):
        merged([mark], 4)


def test_words_are_found_wherever_they_stand_and_a_slip_is_told() -> None:
    text = "我是Li Ming，li ming就是我。"

    assert redacted(text, merged(places(text, ["LI MING"]), len(text))) == f"我是{BLOCK}，{BLOCK}就是我。"
    assert missing(["另一段", text], ["li ming", "李明", " "]) == ["李明"]


def test_words_are_blacked_out_in_every_text_and_places_in_their_own() -> None:
    found = parts({"": "李明说", "m": "我是李明，住三号"}, {"m": [(5, 8)]}, ["李明"])

    assert {name: part.text for name, part in found.items()} == {
        "": f"{BLOCK}说",
        "m": f"我是{BLOCK}，{BLOCK}",
    }
    assert composed(found[""].text, [(date(2026, 11, 23), found["m"].text)]) == (
        f"{BLOCK}说\n\n【补充材料，2026年11月23日】\n我是{BLOCK}，{BLOCK}"
    )
    assert composed("只有正文", []) == "只有正文"
