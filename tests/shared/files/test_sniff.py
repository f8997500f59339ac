"""What a file is, is told by its content; what is not what it seems is refused with the reason."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.files.kinds import TYPES, Kind, Note, Reason, Unfit
from shared.files.sniff import Memory, sniff
from tests.shared.files.samples import BAD, GOOD, docx, gif

SMALL = [kind for kind in Kind if kind not in (Kind.DOCX, Kind.TIFF)]
SAMPLES = {kind: GOOD[kind]() for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_known_by_its_content(kind: Kind) -> None:
    assert sniff(Memory(SAMPLES[kind])).kind is kind


def test_every_kind_has_a_type_and_a_sample() -> None:
    assert set(TYPES) == set(GOOD) == set(Kind)


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_is_refused_with_its_reason(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(Unfit) as refused:
        sniff(Memory(data))

    assert refused.value.reason is reason


def test_every_reason_that_content_gives_is_shown_by_a_sample() -> None:
    by_the_house = {Reason.TOO_LARGE, Reason.TOO_MANY, Reason.INFECTED, Reason.DIFFERENT}

    assert {reason for _, reason in BAD.values()} == set(Reason) - by_the_house


def test_macros_are_noted() -> None:
    assert sniff(Memory(docx(macros=True))).notes == (Note.MACROS,)


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(data: bytes) -> None:
    _answers(data)


@settings(max_examples=50)
@given(st.sampled_from(SMALL), st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_no_change_breaks_it(kind: Kind, at: int, other: bytes) -> None:
    data = SAMPLES[kind]
    _answers(data[:at] + other + data[at + len(other) :])


@settings(max_examples=50)
@given(st.sampled_from(SMALL), st.floats(0, 1))
def test_no_cut_breaks_it(kind: Kind, share: float) -> None:
    data = SAMPLES[kind]
    _answers(data[: int(len(data) * share)])
    _answers(data[int(len(data) * share) :])


def test_a_small_frame_of_a_telephones_picture_is_no_second_format() -> None:
    assert sniff(Memory(SAMPLES[Kind.JPEG] + SAMPLES[Kind.JPEG])).kind is Kind.JPEG
    assert sniff(Memory(gif(1))).kind is Kind.GIF


def _answers(data: bytes) -> None:
    """Either a kind or a reason; anything else would be an error of ours."""
    with contextlib.suppress(Unfit):
        assert sniff(Memory(data)).kind in Kind
