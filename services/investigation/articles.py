"""Article keys (`measures:14(2)`, `petition:34`) as the reader's language cites them."""

import re

from shared.i18n import N_, gettext, locale

LAWS = {
    "measures": N_("Measures art. %(number)s"),
    "petition": N_("Petition Regulations art. %(number)s"),
    "825": N_("Order 825 art. %(number)s"),
    "safety": N_("Work Safety Law art. %(number)s"),
    "penalty": N_("Administrative Penalty Law art. %(number)s"),
}
_KEY = re.compile(r"(?P<law>\w+):(?P<article>\d+)(?:\((?P<part>\d+)\))?")
_ITEMS = frozenset({"measures:7", "measures:8", "measures:9", "measures:10"})
"""Articles whose numbers in brackets are items 项; elsewhere they are paragraphs 款."""
_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1-99 in Chinese: 十四."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def article_text(key: str) -> str:
    """《办法》第十四条第二款 / Measures art. 14(2); a key of another form is shown as it is."""
    match = _KEY.fullmatch(key)
    if match is None or match["law"] not in LAWS:
        return key
    law, article, part = match["law"], int(match["article"]), match["part"]
    if not locale().startswith("zh"):
        return gettext(LAWS[law], number=f"{article}({part})" if part else str(article))
    number = f"第{numeral(article)}条"
    if part:
        item = f"{law}:{article}" in _ITEMS
        number += f"第（{numeral(int(part))}）项" if item else f"第{numeral(int(part))}款"
    return gettext(LAWS[law], number=number)
