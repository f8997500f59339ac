"""What stands on an official paper, apart from how it looks; the form is GB/T 9704-2012."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Paper:
    """One paper: who writes to whom, under which number, about what.

    `form` is `letter` (信函格式, GB/T 9704 §10.1) or `order` (the form for what goes downward, §7).

    `sections` are a heading (may be empty) and its paragraphs. `slip` is the receipt that comes back,
    lines to be filled in. All texts are plain: nothing in them is ever read as markup.
    """

    issuer: str
    number: str
    title: str
    addressee: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    signature: str
    day: date
    slip_title: str = ""
    slip: tuple[str, ...] = ()
    form: str = "letter"
    copies: str = ""
    """Who gets a copy (抄送)."""
    foot: str = ""
    """A line at the very end: by what the paper can be verified."""
    enclosure_title: str = ""
    enclosure: tuple[str, ...] = ()
    """What goes with it: named below the text, and set on pages of its own after the signature (§7.3.7)."""

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"day": self.day.isoformat()}  # `asdict` would copy each text

    @staticmethod
    def from_json(kept: dict[str, Any]) -> "Paper":
        sections = tuple((heading, tuple(lines)) for heading, lines in kept["sections"])
        day = date.fromisoformat(kept["day"])
        enclosed = {"enclosure": tuple(kept.get("enclosure", ()))}
        return Paper(**kept | {"sections": sections, "slip": tuple(kept["slip"]), "day": day} | enclosed)

    @property
    def written_day(self) -> str:
        return written(self.day)


_TURNS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def unturned(text: str) -> str:
    """Without signs that turn the direction of reading: a sum or a name would stand there backwards."""
    return text.translate(_TURNS)


def written(day: date) -> str:
    """2026年1月5日: Arabic figures without zeros (GB/T 9704 §7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def number(sign: str, year: int, serial: int) -> str:
    """杭应急执监〔2026〕1号: the year in hexagonal brackets, the serial without zeros (GB/T 9704 §7.2.5)."""
    return f"{sign}〔{year}〕{serial}号"
