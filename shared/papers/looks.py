"""How letters of a Word file look: by themselves, by their styles, by what the file says of all its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

DEEPEST = 20
"""Styles that are built on one another; a circle of them has no end."""
VAL = qn("w:val")
_FILLS = ("{http://schemas.microsoft.com/office/word/2010/wordml}textFill", qn("w:textFill"))
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class Look:
    """What is said of some letters (`w:rPr`), the nearest first."""

    forms: tuple[Any, ...]

    def said(self, name: str) -> Any:
        """The element that holds for them; None where nothing is said."""
        tag = qn(f"w:{name}")
        return next((found for each in self.forms if (found := each.find(tag)) is not None), None)

    def value(self, name: str) -> str:
        found = self.said(name)
        return str(found.get(VAL, "")) if found is not None else ""

    @property
    def filled(self) -> Any:
        """What newer Words lay over the colour of the letters; None where nothing does."""
        found = (each.find(tag) for each in self.forms for tag in _FILLS)
        return next((each for each in found if each is not None), None)

    def marked(self, *names: str) -> bool:
        """Whether one of these marks, which are on or off, is on."""
        found = (self.said(name) for name in names)
        return any(each is not None and is_on(each) for each in found)

    @property
    def size(self) -> float | None:
        """In points."""
        halves = self.value("sz")
        return int(halves) / 2 if re.fullmatch("[0-9]{1,4}", halves) else None

    @property
    def color(self) -> str | None:
        """As six hexadecimal digits; None where it is left to Word, which writes in black then."""
        return hexadecimal(self.value("color"))


class Styles:
    """Those of one file, found once: python-docx looks through all of them for each letter's."""

    def __init__(self, made: Any) -> None:
        root = made.part.styles.element
        found = root.findall(qn("w:style"))
        self._by_id = {each.get(qn("w:styleId")): each for each in found}
        self._default = {
            each.get(qn("w:type")): each for each in found if each.get(qn("w:default")) in ("1", "true", "on")
        }
        self._all = root.xpath("./w:docDefaults/w:rPrDefault/w:rPr")

    def look(self, run: Run | None, paragraph: Paragraph, around: tuple[Any, ...] = ()) -> Look:
        """Of the run, or of a paragraph that has none; `around`: what the style of a table says besides."""
        forms = []
        if run is not None:
            own = run._r.find(qn("w:rPr"))
            if own is not None:
                forms += [own, *_letters(self._chain(_named(own, "w:rStyle")))]
        return Look((*forms, *_letters(self.of(paragraph)), *around, *self._all))

    def of(self, paragraph: Paragraph) -> list[Any]:
        """The paragraph's style, and those it is built on."""
        form = paragraph._p.find(qn("w:pPr"))
        named = _named(form, "w:pStyle") if form is not None else None
        first = self._by_id.get(named, self._default.get("paragraph"))
        return self._chain(first.get(qn("w:styleId"))) if first is not None else []

    def of_table(self, paragraph: Paragraph) -> list[Any]:
        """The style of the table that it stands in, and those it is built on."""
        tables = paragraph._p.xpath("./ancestor::w:tbl[1]/w:tblPr")
        named = _named(tables[0], "w:tblStyle") if tables else None
        default = self._default.get("table") if tables else None
        first = self._by_id.get(named, default)
        return self._chain(first.get(qn("w:styleId"))) if first is not None else []

    def _chain(self, named: str | None) -> list[Any]:
        found: list[Any] = []
        while (style := self._by_id.get(named)) is not None and len(found) < DEEPEST:
            found.append(style)
            named = _named(style, "w:basedOn")
        return found


def is_on(element: Any) -> bool:
    return str(element.get(VAL, "1")).lower() not in _OFF


def hexadecimal(text: Any) -> str | None:
    return text.upper() if text and re.fullmatch("[0-9A-Fa-f]{6}", text) else None


def _letters(styles: list[Any]) -> Iterator[Any]:
    return (form for each in styles if (form := each.find(qn("w:rPr"))) is not None)


def _named(holder: Any, tag: str) -> str | None:
    found = holder.find(qn(tag))
    return found.get(VAL) if found is not None else None
