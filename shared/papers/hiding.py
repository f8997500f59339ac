"""Text of a Word file that nobody would read there, though it stands in it; with why."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from shared.papers.aside import aside, off_the_page, raised, twentieths
from shared.papers.looks import VAL, Look, Styles, hexadecimal, is_on
from shared.papers.reach import all_in_margins, in_text

SMALLEST = 5.0
"""Points; what is smaller is there to be overlooked. Word's own smallest is 1."""
UNSAID = 10.0
SINGLE = 12.0
"""What Word counts as one line's height, where it is said as a share."""
NARROWEST = 33
"""Per cent of a letter's width."""
PALEST = 2.0
"""Contrast with the ground (WCAG 2); the law of the web wants 4.5 of what is to be read."""
WHITE, BLACK = "FFFFFF", "000000"
MOST_SHOWN = 30
_HIGHLIGHTS = {
    "black": BLACK, "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": WHITE, "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_NO_INK = ".//*[local-name()='noFill' or local-name()='alpha']"
_GROUNDS = ("bg1", "lt1", "bg2", "lt2")


def hiding(made: Any) -> Iterator[tuple[str, str]]:
    """Each text that hides, behind how: `hidden`, `struck`, `pale` or `tiny`."""
    styles = Styles(made)
    for paragraph in (*in_text(made), *all_in_margins(made)):
        holders = [paragraph._p, *styles.of(paragraph)]
        tables = styles.of_table(paragraph)
        runs = [Run(each, paragraph) for each in paragraph._p.iter(qn("w:r"))]
        said = any(run.text.strip() for run in runs)
        covered = said and (_covered(paragraph) or aside(paragraph._p, holders))
        for run in runs:
            if run.text.strip():
                look = styles.look(run, paragraph)
                how = "hidden" if covered or raised(look) else _how(look, holders)
                how = how or _filled(look, holders) or _fitted(run, look)
                how = how or next(filter(None, _by_table(tables, run, paragraph, styles, holders)), "")
                if how:
                    yield how, run.text.strip()[:MOST_SHOWN]
    yield from (("hidden", said[:MOST_SHOWN]) for said in off_the_page(made))


def _by_table(
    tables: list[Any], run: Run, paragraph: Paragraph, styles: Styles, holders: list[Any]
) -> Iterator[str]:
    """How the style of its table hides it: all of it, or a row or column of which the style says more. Its
    colours stand on its own shades, and in Word alone."""
    whole = tuple(form for each in tables if (form := each.find(qn("w:rPr"))) is not None)
    parts = [part for each in tables for part in (each, *each.findall(qn("w:tblStylePr")))]
    saying = [(part, form) for part in parts if (form := part.find(qn("w:rPr"))) is not None]
    plain = styles.look(run, paragraph) if saying else Look(())
    for part, form in saying:
        look = styles.look(run, paragraph, (form, *whole))
        shades = (part.find(f"{qn(name)}/{qn('w:shd')}") for name in ("w:tcPr", "w:tblPr"))
        under = (found for each in shades if each is not None and (found := _shade(each)) is not None)
        ground = _ground(plain, holders) or next(under, WHITE)
        pale = look.color != plain.color and _contrast(look.color or BLACK, ground) < PALEST
        yield _marked(look) or ("pale" if pale else "tiny" if _tiny(look, holders) else "")


def _filled(look: Look, holders: list[Any]) -> str:
    """By what is laid over the colour of the letters: no ink, or one like its ground. The PDF has it not."""
    fill = look.filled
    if fill is None:
        return ""
    if fill.xpath(_NO_INK):
        return "hidden"
    ground = _ground(look, holders) or WHITE
    return "pale" if any(_contrast(ink, ground) < PALEST for ink in _inks(fill)) else ""


def _inks(fill: Any) -> Iterator[str]:
    for each in fill.xpath(".//*[local-name()='srgbClr' or local-name()='schemeClr']"):
        said = next((value for name, value in each.attrib.items() if name.endswith("}val")), "")
        ink = WHITE if said in _GROUNDS else hexadecimal(said)
        if ink is not None and not len(each):  # darkened ones are colours of their own
            yield ink


def _fitted(run: Run, look: Look) -> str:
    """Letters that are pressed into a width that is said."""
    room, size = twentieths(look.value("fitText")), UNSAID if look.size is None else look.size
    pressed = look.said("fitText") is not None and room < len(run.text.strip()) * size * NARROWEST / 100
    return "tiny" if pressed else ""


def _covered(paragraph: Paragraph) -> bool:
    """In a row that is hidden, or in a cell that another one is drawn over."""
    rows = paragraph._p.xpath("./ancestor::w:tr[1]/w:trPr/w:hidden")
    merged = paragraph._p.xpath("./ancestor::w:tc[1]/w:tcPr/*[self::w:vMerge or self::w:hMerge]")
    return any(map(is_on, rows)) or any(each.get(VAL) != "restart" for each in merged)


def _how(look: Look, holders: list[Any]) -> str:
    return _marked(look) or ("pale" if _pale(look, holders) else "tiny" if _tiny(look, holders) else "")


def _marked(look: Look) -> str:
    if look.marked("vanish", "specVanish"):
        return "hidden"
    return "struck" if look.marked("strike", "dstrike") else ""


def _tiny(look: Look, holders: list[Any]) -> bool:
    """The letters, or the room that is left for them."""
    size, width = UNSAID if look.size is None else look.size, look.value("w").rstrip("%")
    rooms = [*_line(holders, size), *_row(holders[0]), *_column(holders[0]), *_frame(holders)]
    return (
        size < SMALLEST
        or (width.isdecimal() and int(width) < NARROWEST)
        or twentieths(look.value("spacing")) < -size / 2
        or any(room < size / 2 for room in rooms)
    )


def _line(holders: list[Any], size: float) -> Iterator[float]:
    """The height of its lines, where it is said exactly, or as a share of the letters'."""
    found = (spacing for each in holders for spacing in each.xpath("./w:pPr/w:spacing[@w:line]"))
    for each in found:
        line, rule = twentieths(each.get(qn("w:line"))), each.get(qn("w:lineRule"), "auto")
        if rule != "atLeast":
            yield line if rule == "exact" else line / SINGLE * size
        return


def _row(p: Any) -> Iterator[float]:
    for each in p.xpath("./ancestor::w:tr[1]/w:trPr/w:trHeight[@w:hRule='exact']"):
        yield twentieths(each.get(VAL, "0"))


def _column(p: Any) -> Iterator[float]:
    for each in p.xpath("./ancestor::w:tc[1]/w:tcPr/w:tcW[@w:type='dxa']/@w:w"):
        if twentieths(each) > 0:  # 0 is left to Word
            yield twentieths(each)


def _frame(holders: list[Any]) -> Iterator[float]:
    """How wide and high the frame is that they stand in, where that is said exactly."""
    for frame in next((found for each in holders if (found := each.xpath("./w:pPr/w:framePr"))), []):
        if (width := twentieths(frame.get(qn("w:w")))) > 0:
            yield width
        if frame.get(qn("w:hRule")) == "exact":
            yield twentieths(frame.get(qn("w:h")))


def _pale(look: Look, holders: list[Any]) -> bool:
    """On the white of the PDF, or on what lies under it in Word."""
    ink, ground, marker = look.color, _ground(look, holders), _HIGHLIGHTS.get(look.value("highlight"))
    on_paper = ink is not None and _contrast(ink, WHITE) < PALEST
    on_marker = marker is not None and _contrast(ink or BLACK, marker) < PALEST
    on_ground = ink is not None and ground is not None and _contrast(ink, ground) < PALEST
    return on_paper or on_marker or on_ground


def _ground(look: Look, holders: list[Any]) -> str | None:
    """What is shaded nearest: the letters, the paragraph, the cell. Ink that is left to Word keeps off it."""
    found = [
        look.said("shd"),
        *(shade for each in holders for shade in each.xpath("./w:pPr/w:shd")),
        *holders[0].xpath("./ancestor::w:tc[1]/w:tcPr/w:shd"),
    ]
    shades = (_shade(each) for each in found if each is not None)
    return next((each for each in shades if each is not None), None)


def _shade(element: Any) -> str | None:
    full = element.get(VAL) == "solid"
    return hexadecimal(element.get(qn("w:color" if full else "w:fill")))


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(color: str) -> float:
    """Relative luminance (WCAG 2)."""
    shares = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
