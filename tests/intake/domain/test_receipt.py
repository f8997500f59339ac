"""Numbers and codes: every slip of one character is noticed, every honest way of writing is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain import receipt
from services.intake.domain.receipt import ALPHABET, CODE, NUMBER, Flaw, Malformed, Shape

SHAPES = st.sampled_from([NUMBER, CODE])
RANDOMNESS = st.binary(min_size=11, max_size=11)


def read(shape: Shape, text: str) -> str:
    return receipt.read_number(text) if shape is NUMBER else receipt.read_code(text)


def test_a_code_carries_at_least_eighty_random_bits():
    assert CODE.random_bits >= 80


@given(SHAPES, RANDOMNESS)
def test_what_is_written_is_read(shape, randomness):
    written = receipt.grouped(shape, receipt.word(shape, randomness))

    assert read(shape, written) == written


@given(st.lists(RANDOMNESS, min_size=2, max_size=20, unique_by=lambda b: b[-11:]))
def test_different_randomness_gives_different_codes(many):
    # 11 bytes are 88 bits and a code keeps 85 of them: compare what is kept.
    kept = {int.from_bytes(randomness, "big") & (1 << 85) - 1 for randomness in many}

    assert len({receipt.new_code(randomness) for randomness in many}) == len(kept)


@pytest.mark.parametrize("shape", [NUMBER, CODE])
@pytest.mark.parametrize("seed", [b"\x00" * 11, b"\xff" * 11, b"0123456789a", b"\x93jiandu..\x1f!"])
def test_every_wrong_character_is_noticed(shape, seed):
    plain = receipt.word(shape, seed)

    for place, right in enumerate(plain):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(Malformed) as noticed:
                read(shape, plain[:place] + wrong + plain[place + 1 :])
            assert noticed.value.flaw is Flaw.MISTYPED


@given(SHAPES, RANDOMNESS)
def test_every_swap_of_two_different_characters_is_noticed(shape, randomness):
    plain = receipt.word(shape, randomness)

    for left in range(shape.length):
        for right in range(left + 1, shape.length):
            if plain[left] == plain[right]:
                continue
            swapped = list(plain)
            swapped[left], swapped[right] = swapped[right], swapped[left]
            with pytest.raises(Malformed):
                read(shape, "".join(swapped))


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def with_look_alikes(text: str) -> str:
    return text.replace("0", "O").replace("1", "l")


@pytest.mark.parametrize(
    "typed_as",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", "\u3000"),
        lambda text: text.replace("-", "－"),
        lambda text: text.replace("-", "—"),
        lambda text: text.replace("-", " · "),
        lambda text: f"  {text}\t\r\n",
        lambda text: "\u200b".join(text),
        full_width,
        with_look_alikes,
        lambda text: text.lower().replace("1", "i").replace("0", "o"),
    ],
)
@given(shape=SHAPES, randomness=RANDOMNESS)
def test_honest_ways_of_typing_are_read(typed_as, shape, randomness):
    written = receipt.grouped(shape, receipt.word(shape, randomness))

    assert read(shape, typed_as(written)) == written


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("", Flaw.EMPTY),
        (" - ", Flaw.EMPTY),
        ("UUU-UUU-UUU-UUU-UUU-UUU", Flaw.STRANGE_CHARACTER),
        ("编号", Flaw.STRANGE_CHARACTER),
        ("ABC", Flaw.TOO_SHORT),
        ("0" * 40, Flaw.TOO_LONG),
    ],
)
def test_a_flaw_says_what_is_wrong(typed, flaw):
    with pytest.raises(Malformed) as noticed:
        receipt.read_code(typed)

    assert noticed.value.flaw is flaw


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        code = receipt.read_code(text)
    except Malformed:
        return
    assert receipt.read_code(code) == code


def test_a_number_is_safe_in_a_url():
    number = receipt.new_number(b"\x93jiandu!")

    assert number.replace("-", "").isalnum()
    assert number.isascii()


def test_the_last_group_shows_that_a_code_was_noted():
    code = receipt.new_code(b"\x93jiandu..\x1f!")

    assert receipt.same_group(receipt.last_group(code), f" {receipt.last_group(code).lower()} ")
    assert not receipt.same_group(receipt.last_group(code), "")
