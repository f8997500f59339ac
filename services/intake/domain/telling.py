"""Passages of a text by which its writer could be known: shown before sending, never a reason to refuse.

Table-driven, and generous: a number plate may be the inspectors' own. Only the writer can tell.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tells(StrEnum):
    """What a passage could tell."""

    TYPED = "typed"
    """What the complainant gave as their own in the identity step."""
    ID_CARD = "id_card"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    PLATE = "plate"
    NAME = "name"
    ROLE = "role"
    ONLY_ME = "only_me"
    ADDRESS = "address"


@dataclass(frozen=True, order=True)
class Passage:
    """From `start` up to `end` of the text."""

    start: int
    end: int
    tells: Tells


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_id_card(text: str) -> bool:
    """Whether the check digit of 18 characters fits (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def _always(_: str) -> bool:
    return True


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_HAN = "\u4e00-\u9fff"
_POSTS = (
    "法定代表人|法人代表|负责人|老板|店主|厂长|经理|主管|会计|出纳|安全员|安全管理员|车间主任|班长|组长|司机|电工|焊工|保安|"
    "仓管员|工程师|股东|家属|妻子|丈夫|儿子|女儿|父亲|母亲"
)

RULES: tuple[tuple[Tells, str, Callable[[str], bool]], ...] = (
    (Tells.ID_CARD, r"(?<!\d)\d{17}[\dX](?![\dA-Z])", is_id_card),
    (Tells.PHONE, r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", _always),
    (Tells.PHONE, r"(?<!\d)0\d{2,3}[- ]?[2-8]\d{6,7}(?!\d)", _always),
    (Tells.EMAIL, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", _always),
    (
        Tells.CHAT,
        r"(?:微信|wechat|weixin|qq|vx|v信)(?:账号|号码|号)?[：:是为 ]{0,3}[a-z0-9][a-z0-9_-]{4,19}",
        _always,
    ),
    (Tells.PLATE, rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警]", _always),
    (Tells.NAME, rf"(?:我|本人)的?(?:姓名|名字|名)?(?:叫做|叫|姓名[：:])[：: ]?[{_HAN}·]{{2,4}}", _always),
    (Tells.NAME, rf"(?:我是|本人(?:姓名)?[：:，,是]?)[{_SURNAMES}][{_HAN}]{{1,2}}(?![{_HAN}])", _always),
    (Tells.NAME, r"\bmy name is \w{1,30}(?: \w{1,30})?", _always),
    (Tells.ROLE, rf"(?:我|本人)(?:是|为|系|担任|在)[^。；;！!？?\n]{{0,30}}?(?:{_POSTS})", _always),
    (Tells.ROLE, rf"(?:我|本人)(?:是|为|系)[{_HAN}A-Z0-9]{{2,20}}的[{_HAN}]{{2,8}}", _always),
    (Tells.ROLE, r"\bi am the \w{1,30}(?: \w{1,30}){0,3}", _always),
    (
        Tells.ONLY_ME,
        r"(?:只有|仅有|就)(?:我|本人)(?:一个人|一人|一个|自己)?(?:知道|在场|负责|看到|经手)?",
        _always,
    ),
    (Tells.ONLY_ME, r"\bonly i \w{1,20}", _always),
    (
        Tells.ADDRESS,
        rf"[{_HAN}]{{1,20}}(?:路|街|巷|弄|道|村|里|胡同)[0-9一二三四五六七八九十百-]{{1,8}}号"
        rf"(?:[0-9一二三四五六七八九十-]{{1,5}}(?:栋|幢|号楼|单元|室|楼)){{0,3}}",
        _always,
    ),
    (Tells.ADDRESS, r"(?:我|本人)?家?住(?:在|址[：:]?)[^。；;\n]{2,30}", _always),
)  # fmt: skip
"""What is looked for, and what else must hold of it. Every repetition is bounded: no text makes it slow."""

_COMPILED = tuple((tells, re.compile(pattern, re.IGNORECASE), holds) for tells, pattern, holds in RULES)
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide - 0xFEE0 not in b":,;!?"} | {
    0x3000: 0x20
}
"""Wide letters and figures as narrow ones, each of one character, so that places stay places."""
_LEAST_TYPED = 2


def passages(text: str, typed: Iterable[str] = ()) -> list[Passage]:
    """Where `text` could tell who wrote it, in order, none within another.

    `typed`: what they gave as theirs.
    """
    narrow = text.translate(_NARROW)
    found = [
        Passage(match.start(), match.end(), tells)
        for tells, pattern, holds in _COMPILED
        for match in pattern.finditer(narrow)
        if holds(match.group())
    ]
    for word in {one.translate(_NARROW).strip() for one in typed}:
        if len(word) >= _LEAST_TYPED:
            found += [
                Passage(match.start(), match.end(), Tells.TYPED)
                for match in re.finditer(re.escape(word), narrow)
            ]
    return _outermost(found)


def _outermost(found: Sequence[Passage]) -> list[Passage]:
    order = list(Tells)
    kept: list[Passage] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end, order.index(each.tells))):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept
