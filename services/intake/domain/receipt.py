"""Tracking numbers and receipt codes: random words that survive being read aloud and typed again.

Both are words of a code over GF(32), written in Crockford's base 32 (no I, L, O, U): the sum of
alpha^i * d_i over all characters is zero. Every single wrong character and every swap of two
different characters changes that sum, because the powers of alpha differ for up to 31 places.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = {"O": "0", "I": "1", "L": "1"}
_FIELD = 0b100101
"""x^5 + x^2 + 1, primitive over GF(2): alpha = x has order 31."""
_TIMES_ALPHA = [element << 1 ^ (_FIELD if element & 16 else 0) for element in range(32)]
_SEPARATORS = {"Zs", "Zl", "Zp", "Pd", "Pc", "Cf", "Cc"}
_DOTS = {".", ",", "\u00b7", "\u3002", "\u3001", "\u2212", "\u30fb"}


@dataclass(frozen=True)
class Shape:
    """How one kind of word is written; the last character is the check."""

    length: int
    group: int

    @property
    def random_bits(self) -> int:
        return 5 * (self.length - 1)

    @property
    def random_bytes(self) -> int:
        """How many bytes of randomness `word` wants."""
        return -(-self.random_bits // 8)


NUMBER = Shape(length=12, group=4)
"""55 random bits: it names a complaint and means nothing."""
CODE = Shape(length=18, group=3)
"""85 random bits: it opens a complaint."""


class Flaw(StrEnum):
    """Why a typed word cannot be one of ours; none of these says whether it exists."""

    EMPTY = "empty"
    STRANGE_CHARACTER = "strange_character"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    MISTYPED = "mistyped"


class Malformed(ValueError):
    """The typed word has a flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def word(shape: Shape, randomness: bytes) -> str:
    """The word that `randomness` (at least `shape.random_bytes`) stands for, without hyphens."""
    if len(randomness) < shape.random_bytes:
        raise ValueError(f"{shape.random_bytes} random bytes are needed")
    number = int.from_bytes(randomness[: shape.random_bytes], "big")
    digits = [number >> 5 * place & 31 for place in range(shape.length - 1)]
    return "".join([ALPHABET[digit] for digit in (*digits, _check(digits))])


def grouped(shape: Shape, plain: str) -> str:
    """As it is written and read aloud: `7K3M-9QXT-AB2C`."""
    return "-".join([plain[at : at + shape.group] for at in range(0, shape.length, shape.group)])


def new_number(randomness: bytes) -> str:
    """A tracking number in its written form."""
    return grouped(NUMBER, word(NUMBER, randomness))


def new_code(randomness: bytes) -> str:
    """A receipt code in its written form."""
    return grouped(CODE, word(CODE, randomness))


def read_number(text: str) -> str:
    """The tracking number in its written form, however it was typed. Raises Malformed."""
    return grouped(NUMBER, _read(NUMBER, text))


def read_code(text: str) -> str:
    """The receipt code in its written form, however it was typed. Raises Malformed."""
    return grouped(CODE, _read(CODE, text))


def last_group(code: str) -> str:
    """What a complainant types to show that the code was noted."""
    return code.rsplit("-", 1)[-1]


def same_group(group: str, typed: str) -> bool:
    """Whether `typed` is that group, as leniently as a whole code is read."""
    return _plain(typed) == group


def _read(shape: Shape, text: str) -> str:
    plain = _plain(text)
    if not plain:
        raise Malformed(Flaw.EMPTY)
    if any(character not in _VALUE for character in plain):
        raise Malformed(Flaw.STRANGE_CHARACTER)
    if len(plain) != shape.length:
        raise Malformed(Flaw.TOO_SHORT if len(plain) < shape.length else Flaw.TOO_LONG)
    digits = [_VALUE[character] for character in plain]
    if _check(digits[:-1]) != digits[-1]:
        raise Malformed(Flaw.MISTYPED)
    return plain


def _plain(text: str) -> str:
    """Full-width forms narrowed, upper case, separators dropped, look-alikes read as digits."""
    kept = (
        character
        for character in unicodedata.normalize("NFKC", text).upper()
        if unicodedata.category(character) not in _SEPARATORS and character not in _DOTS
    )
    return "".join(_LOOK_ALIKES.get(character, character) for character in kept)


def _check(digits: list[int]) -> int:
    """The digit at alpha^0 that brings the sum of alpha^i * d_i to zero (Horner from the left)."""
    total = 0
    for digit in digits:
        total = _TIMES_ALPHA[total ^ digit]
    return total
