"""A paper as PDF/A: the same paper gives the same bytes."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from shared.papers.paper import Paper, unturned
from shared.papers.sheet import Sheet
from shared.papers.volume import Volume

FOLDER = Path(__file__).parent
PAPER, VOLUME = FOLDER / "paper.typ", FOLDER / "volume.typ"
FAMILIES = ("FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
"""The first that is installed is used; the official 仿宋 is not free."""
HEADINGS = ("SimHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
"""For headings of the first level (黑体, GB/T 9704 §7.3.3); where none is installed, the font of the text."""
_UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_LOOKS = 20
"""Each tells of all that it met; what was named by its number moves no other out of sight."""


class NotSet(RuntimeError):
    """What was said cannot be laid out."""


class NoChineseFont(RuntimeError):
    """No font with Chinese characters is installed; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("no font for Chinese letters: install the package fonts-noto-cjk")


@cache
def family() -> str:
    """The font of all papers. Without this look, a missing one would be replaced in silence.

    Raises NoChineseFont.
    """
    found = next((name for name in FAMILIES if name in _installed()), None)
    if found is None:
        raise NoChineseFont
    return found


@cache
def heading_family() -> str:
    return next((name for name in HEADINGS if name in _installed()), family())


@cache
def _installed() -> frozenset[str]:
    return frozenset(_fonts().families())


@cache
def _fonts() -> typst.Fonts:
    """Looked for once in a process: it takes as long as setting a letter several times."""
    return typst.Fonts(include_system_fonts=True)


class Press:
    """Sets many things in one layout, which reads what is said as `sys.inputs.paper`.

    Raises NoChineseFont."""

    def __init__(self, layout: Path = PAPER) -> None:
        self._family = family()
        self._compiler = typst.Compiler(str(layout), root=str(layout.parent), font_paths=_fonts())

    def paper(self, said: dict[str, Any]) -> bytes:
        """What stands on a paper, with its day as the layouts of this folder want it."""
        day = date.fromisoformat(said["day"])
        return self.set(said | {"year": day.year, "month": day.month, "date": day.day})

    def set(self, said: dict[str, Any]) -> bytes:
        """PDF/A-2b. A character that is in no font here is named by its number: an empty box would tell
        nobody whose name it is, and PDF/A forbids it."""
        text = unturned(json.dumps(said | {"font": self._family}, ensure_ascii=False))
        for _ in range(MOST_LOOKS):
            try:
                return self._set(text)
            except typst.TypstError as error:
                missing = _not_in_a_font(error)
                if not missing:
                    raise NotSet(str(error)) from error
            text = text.translate({each: f"〔U+{each:04X}〕" for each in missing})
        raise NotSet("more characters without a font than anybody writes")

    def _set(self, data: str) -> bytes:
        given = {"paper": data, "heading_font": heading_family()}
        made = self._compiler.compile(format="pdf", sys_inputs=given, pdf_standards="a-2b")
        return cast("bytes", made)  # one file, as no output was named


def _not_in_a_font(error: typst.TypstError) -> set[int]:
    """Which characters the layout could not show. ASCII is what the data themselves are written with."""
    found = "".join(_UNSHOWN.findall(str(error.diagnostic)))
    plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)
    return {ord(each) for each in plain if not each.isascii()}


def render(paper: Paper | Sheet | dict[str, Any]) -> bytes:
    """One paper, or what stands on it as JSON with its form. Raises NoChineseFont."""
    return Press().paper(paper if isinstance(paper, dict) else paper.as_json())


def render_volume(volume: Volume) -> bytes:
    """A whole file as one PDF/A with bookmarks. Raises NoChineseFont."""
    return Press(VOLUME).paper(volume.as_json())


def typeset(layout: Path, said: dict[str, Any]) -> bytes:
    """What is said, in a layout of another folder. Raises NoChineseFont."""
    return Press(layout).set(said)
