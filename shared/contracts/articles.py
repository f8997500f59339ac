"""Articles of law by key, as people cite them: `measures:7(4)` is 《办法》第七条第四项."""

import re
from collections.abc import Mapping

LAWS: Mapping[str, tuple[str, str]] = {
    "measures": ("Measures", "《安全生产监管执法监督办法（征求意见稿）》"),
    "petition": ("Petition Regulations", "《信访工作条例》"),
    "825": ("Regulations on Supervision of Administrative Enforcement", "《行政执法监督条例》"),
    "aqf": ("Work Safety Law", "《安全生产法》"),
    "cff": ("Administrative Penalty Law", "《行政处罚法》"),
    "civil_service": ("Civil Servants Law", "《公务员法》"),
    "organic": (
        "Organic Law of Local People's Congresses and Governments",
        "《地方各级人民代表大会和地方各级人民政府组织法》",
    ),
    "transfer": ("Rules on Transferring Suspected Crimes", "《行政执法机关移送涉嫌犯罪案件的规定》"),
    "cybersecurity": ("Cybersecurity Law", "《网络安全法》"),
    "pipl": ("Personal Information Protection Law", "《个人信息保护法》"),
    "sichuan": ("supervision rules of Sichuan", "四川省执法监督规定"),
    "hebei": ("supervision rules of Hebei", "河北省执法监督规定"),
    "shandong": ("supervision rules of Shandong", "山东省执法监督规定"),
    "tangshan": ("12345 rules of Tangshan", "唐山市12345热线规定"),
    "weifang": ("12345 rules of Weifang", "潍坊市12345热线规定"),
    "disclosure": ("Regulations on Open Government Information", "《政府信息公开条例》"),
}
"""Short names in English and Chinese. Later law fills what the draft of 2017 leaves open."""

POLICIES: Mapping[str, tuple[str, str]] = {
    "policy:settings": ("own rule of this system", "本系统规则"),
    "policy:tip_rule": (
        "by analogy with the tip rules of 2012, art. 10(3)",
        "参照2012年举报奖励办法第十条第（三）项",
    ),
    "policy:retention": (
        "own rule on retention, after archives practice",
        "本系统规则：保管期限（参照档案管理惯例）",
    ),
    "policy:withdrawal": ("own rule on withdrawal", "本系统规则：撤回"),
    "policy:return_order": (
        "own rule on returning orders, after local 12345 rules",
        "本系统规则：退单（参照各地12345办法）",
    ),
}
"""Choices of this system where the law is silent."""

ITEMS = frozenset(
    {"measures:7", "measures:8", "measures:9", "measures:10", "measures:15", "measures:17", "organic:73"}
)
"""Articles whose numbers in brackets are items 项; elsewhere they are paragraphs 款."""

_KEY = re.compile(r"(?P<law>\w+):(?P<article>\d+)(?:\((?P<part>\d+)\))?")
_DIGITS = "零一二三四五六七八九"


def cite(key: str, language: str = "zh") -> str:
    """The citation in words; a key that nobody knows is given back as it is."""
    chinese = language.startswith("zh")
    if key in POLICIES:
        return POLICIES[key][chinese]
    match = _KEY.fullmatch(key)
    if match is None or match["law"] not in LAWS:
        return key
    name = LAWS[match["law"]][chinese]
    part = match["part"]
    if chinese:
        return f"{name}第{numeral(int(match['article']))}条" + (_part(key, int(part)) if part else "")
    return f"{name} art. {match['article']}" + (f"({part})" if part else "")


def _part(key: str, number: int) -> str:
    if key.partition("(")[0] in ITEMS:
        return f"第（{numeral(number)}）项"
    return f"第{numeral(number)}款"


def numeral(number: int) -> str:
    """1 to 199 as Chinese writes articles: 十二, 三十, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = ""
    if hundreds:
        text += _DIGITS[hundreds] + "百" + ("零" if rest and not tens else "")
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    return text + (_DIGITS[ones] if ones or not number else "")
