"""The names of divisions as people write them: in full, without endings, short forms, those of yesterday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shared.contracts.terms import Level
from shared.divisions import Division, Divisions

_ENDING = re.compile(
    r"(?:维吾尔)?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|矿区|林区|特区|新区|省|市|区|县|旗|盟)$"
)
_PEOPLES = re.compile(
    r"(?:壮|回|维吾尔|哈萨克|蒙古|藏|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇"
    r"|柯尔克孜|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京"
    r"|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|土|各)族"
)
GENERIC = frozenset(
    {"城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "中区", "市区", "新区", "市中区", "城关区"}
)
"""Names that are also plain words: they count as short names do, before an office or a name within them."""
DIVISIONS = (
    "一 659002", "二 659006", "三 659003", "四 659008", "五 659007", "六 659004", "七 659010", "八 659001",
    "九 659012", "十 659005", "十三 659011", "十四 659009",
)  # fmt: skip
"""第八师: a division of the XPCC and its city are one administration, and go by either name."""
RECENT = 2010
"""Since when a name that was given up is still read."""


@dataclass(frozen=True)
class Named:
    """A name and the divisions that bear it. `whole`: with its ending, so that it stands for itself."""

    name: str
    codes: tuple[str, ...]
    whole: bool


class Gazetteer:
    """All names, found in a text from left to right, the longest first."""

    def __init__(self, table: Divisions) -> None:
        self._by_start: dict[str, list[Named]] = {}
        for named in _names(table):
            self._by_start.setdefault(named.name[:2], []).append(named)
        for found in self._by_start.values():
            found.sort(key=lambda one: -len(one.name))

        firsts = "".join(sorted({start[0] for start in self._by_start}))
        seconds = "".join(sorted({start[1] for start in self._by_start}))
        self._promising = re.compile(f"[{firsts}](?=[{seconds}])")

    def at(self, text: str, start: int) -> Named | None:
        """The longest name that begins here."""
        for named in self._by_start.get(text[start : start + 2], ()):
            if text.startswith(named.name, start):
                return named
        return None

    def scan(self, text: str) -> Iterator[tuple[int, Named]]:
        """Names one after the other, none inside another."""
        behind = 0
        for promise in self._promising.finditer(text):
            at = promise.start()
            if at >= behind and (named := self.at(text, at)) is not None:
                yield at, named
                behind = at + len(named.name)


@lru_cache(maxsize=4)
def gazetteer(table: Divisions) -> Gazetteer:
    """Prepared once for a table."""
    return Gazetteer(table)


def _names(table: Divisions) -> Iterator[Named]:
    whole: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    for row in table:
        if not row.in_system or row.parent is None:
            continue
        whole.setdefault(row.name, []).append(row.code)
        if bare := _without_people(row):
            short.setdefault(bare, []).append(row.code)
        if county := _county(row):
            whole.setdefault(county, []).append(row.code)
    for name, code in _yesterday(table):
        whole.setdefault(name, []).append(code)
    for number, code in map(str.split, DIVISIONS):
        for name in (f"第{number}师", f"农{number}师"):
            whole.setdefault(name, []).append(code)
    for name, codes in whole.items():
        if name in GENERIC:
            short.setdefault(name, []).extend(codes)
        else:
            yield Named(name, tuple(dict.fromkeys(codes)), whole=True)
    for name, codes in short.items():
        if name not in whole or name in GENERIC:
            yield Named(name, tuple(dict.fromkeys(codes)), whole=False)


def _without_people(row: Division) -> str | None:
    """杭州, 西湖, 景宁: the name without its ending and without the peoples of an autonomous area."""
    plain = _PEOPLES.sub("", _ENDING.sub("", row.name))
    return plain if len(plain) >= 2 and plain != row.name else None


def _county(row: Division) -> str | None:
    """景宁县 for 景宁畲族自治县."""
    bare = _ENDING.sub("", row.name)
    plain = _PEOPLES.sub("", bare)
    if bare == plain or len(plain) < 2:
        return None
    return plain + ("州" if row.level is Level.CITY else "县")


def _yesterday(table: Divisions) -> Iterator[tuple[str, str]]:
    """Names given up in recent years, where one division took over: people go on using them."""
    for gone in table.retirements():
        if gone.year >= RECENT and len(gone.successors) == 1 and gone.successors[0] in table:
            yield gone.name, gone.successors[0]
