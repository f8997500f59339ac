"""A paper as PDF/A: the same paper gives the same bytes."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from shared.papers.paper import Paper

FOLDER = Path(__file__).parent
LAYOUTS = {form: FOLDER / f"{form}.typ" for form in ("letter", "order")}
FAMILIES = ("FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
"""The first that is installed is used; the official 仿宋 is not free."""
NOT_IN_A_FONT = "could not be displayed"


class NoChineseFont(RuntimeError):
    """No font with Chinese characters is installed; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("no font for Chinese letters: install the package fonts-noto-cjk")


@cache
def family() -> str:
    """The font of all papers. Without this look, a missing one would be replaced in silence.

    Raises NoChineseFont.
    """
    installed = set(typst.Fonts(include_system_fonts=True).families())
    for name in FAMILIES:
        if name in installed:
            return name
    raise NoChineseFont


def render(paper: Paper) -> bytes:
    """PDF/A-2b; plain PDF when a character is in no font here, which PDF/A forbids. Raises NoChineseFont."""
    said = paper.as_json() | {
        "year": paper.day.year,
        "month": paper.day.month,
        "date": paper.day.day,
        "written_day": paper.written_day,
    }
    return typeset(LAYOUTS[paper.form], said)


def typeset(layout: Path, said: dict[str, Any]) -> bytes:
    """What is said, in a layout that reads it as `sys.inputs.paper`; the standard as in `render`.

    Raises NoChineseFont.
    """
    data = json.dumps(said | {"font": family()}, ensure_ascii=False)
    try:
        return _set(layout, data, "a-2b")
    except typst.TypstError as error:
        if NOT_IN_A_FONT not in str(error):
            raise
    return _set(layout, data, "1.7")


def _set(layout: Path, data: str, standard: Literal["a-2b", "1.7"]) -> bytes:
    made = typst.compile(
        str(layout),
        format="pdf",
        root=str(layout.parent),
        sys_inputs={"paper": data},
        pdf_standards=standard,
    )
    return bytes(made)
