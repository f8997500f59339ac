"""The tables of a file's life and of who reads which part of it."""

import pytest

from services.intake.domain.files import MAY_READ, MOVES, Copy, Part, State, Viewer, may_read, retry_after


def test_the_life_of_a_file_is_whole() -> None:
    assert set(MOVES) == set(State)
    assert {after for afters in MOVES.values() for after in afters} == set(State) - {State.UPLOADING}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("part", Part)
def test_only_what_is_clean_is_read_and_originals_with_a_reason(state: State, part: Part) -> None:
    readers = {viewer for viewer in Viewer if may_read(state, part, viewer)}

    if state is not State.CLEAN:
        assert readers == set()
    else:
        assert readers == ({Viewer.REASONED} if part is Part.ORIGINAL else set(Viewer))
    assert {key[0] for key in MAY_READ} == {State.CLEAN}


def test_a_copy_is_tried_a_few_times_and_then_no_more() -> None:
    assert [retry_after(attempts) for attempts in range(1, 6)] == [1, 10, 60, None, None]
    assert set(Copy) == {"waiting", "ready", "failed", "impossible"}
