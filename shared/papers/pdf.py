"""A paper as PDF/A: the same paper gives the same bytes."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import typst

from shared.papers.paper import Paper
from shared.papers.sheet import Sheet
from shared.papers.volume import Volume

FOLDER = Path(__file__).parent
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


class Press:
    """Sets many papers one after the other: fonts are looked for once (4 ms instead of 60 for each)."""

    def __init__(self, layout: str = "paper") -> None:
        self._family = family()
        self._compiler = typst.Compiler(str(FOLDER / f"{layout}.typ"), root=str(FOLDER))

    def set(self, said: dict[str, Any]) -> bytes:
        """PDF/A-2b; plain PDF when a character is in no font here, which PDF/A forbids."""
        day = date.fromisoformat(said["day"])
        data = said | {"year": day.year, "month": day.month, "date": day.day, "font": self._family}
        text = json.dumps(data, ensure_ascii=False)
        try:
            return self._set(text, "a-2b")
        except typst.TypstError as error:
            if NOT_IN_A_FONT not in str(error):
                raise
        return self._set(text, "1.7")

    def _set(self, data: str, standard: Literal["a-2b", "1.7"]) -> bytes:
        made = self._compiler.compile(format="pdf", sys_inputs={"paper": data}, pdf_standards=standard)
        return cast("bytes", made)  # one file, as no output was named


def render(paper: Paper | Sheet | dict[str, Any]) -> bytes:
    """One paper, or what stands on it as JSON with its form. Raises NoChineseFont."""
    return Press().set(paper if isinstance(paper, dict) else paper.as_json())


def render_volume(volume: Volume) -> bytes:
    """A whole file as one PDF/A with bookmarks. Raises NoChineseFont."""
    return Press("volume").set(volume.as_json())
