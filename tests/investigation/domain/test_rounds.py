"""A round of rechecks is counted once, however many bodies answered in it."""

import pytest

from services.investigation.domain import rounds


@pytest.mark.parametrize(
    ("taken", "over", "begun", "beside"),
    [
        ((), 0, 0, False),
        ((False,), 1, 1, False),
        ((True,), 0, 1, True),
        ((True, True), 0, 1, True),
        ((True, False), 1, 1, False),
        ((False, True), 1, 2, True),
    ],
)
def test_what_was_taken_over_after_its_answer_is_of_the_round_of_the_next_answer(
    taken: tuple[bool, ...], over: int, begun: int, beside: bool
) -> None:
    assert (rounds.over(taken), rounds.begun(taken), rounds.beside(taken)) == (over, begun, beside)
