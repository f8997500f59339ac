"""How a day is written in the language in use, for pages and messages alike."""

from datetime import date, datetime

from babel.dates import format_date

from shared.clock import china_day
from shared.i18n import known_to_babel, locale


def as_day(value: date | datetime | str | None) -> date | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return china_day(value) if isinstance(value, datetime) else value


def day(value: date | datetime | str | None) -> str:
    """`2026年11月23日（周一）` or `23 Nov 2026 (Mon)`; a further language has its own long form."""
    found = as_day(value)
    if found is None:
        return ""
    if locale().startswith("zh"):
        return f"{found.year}年{found.month}月{found.day}日（周{'一二三四五六日'[found.weekday()]}）"
    spoken = known_to_babel(locale())
    return str(format_date(found, "d MMM y (EEE)" if spoken.language == "en" else "full", locale=spoken))
