"""Which answers of a matter stand, and of which round each is."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from services.triage.domain import rounds


@dataclass(frozen=True)
class Word:
    kind: str
    body: str
    hour: int
    beside: bool | None = False
    text: str = ""

    @property
    def at(self) -> datetime:
        return datetime(2026, 11, 23, self.hour, tzinfo=UTC)


A, ALONE = Word("concluded", "A", 1), Word("concluded", "B", 5)
BESIDE = Word("concluded", "B", 5, beside=True)


@pytest.mark.parametrize(
    ("said", "stand"),
    [
        ((), []),
        ((A, Word("concluded", "A", 3)), [A]),
        ((A, ALONE), [A, ALONE]),
        ((A, BESIDE), [BESIDE]),
        ((BESIDE,), [BESIDE]),
        ((A, Word("passed_up", "A", 2), ALONE), [ALONE]),
        ((A, Word("passed_up", "A", 2), BESIDE), [BESIDE]),
        ((A, Word("passed_up", "A", 2, beside=True)), [A]),
        ((A, Word("passed_up", "A", 2, beside=True), BESIDE), [BESIDE]),
        ((A, BESIDE, Word("passed_up", "B", 6)), [A]),
        ((A, Word("passed_up", "A", 2, beside=None, text="无人可办"), ALONE), [ALONE]),
        ((A, ALONE, Word("concluded", "C", 7, beside=True)), [A, Word("concluded", "C", 7, beside=True)]),
    ],
)
def test_one_answer_stands_for_each_round(said: tuple[Word, ...], stand: list[Word]) -> None:
    assert rounds.answers(said) == stand


@pytest.mark.parametrize(
    ("beside", "text", "lost"),
    [
        (False, "无人可办", True),
        (False, "", True),
        (True, "无人可办", False),
        (True, "", False),
        (None, "", True),
        (None, "无人可办", False),
    ],
)
def test_an_answer_falls_with_its_case_and_not_with_a_further_one(
    beside: bool | None, text: str, lost: bool
) -> None:
    assert rounds.lost(Word("passed_up", "A", 2, beside, text)) is lost
    assert not rounds.lost(A)
