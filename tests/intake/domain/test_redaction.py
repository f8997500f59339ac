"""What is blacked out is gone, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.redaction import BLOCK, BadMark, merged, missing, places, redacted

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
    assert missing(text, ["li ming", "李明", " "]) == ["李明"]
