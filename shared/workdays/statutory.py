"""The holidays that the law fixes by the solar calendar, for years nobody has announced yet."""

from datetime import date, timedelta


def fixed_holidays(year: int) -> dict[date, str]:
    """New Year, Qingming, Labour Day, National Day (全国年节及纪念日放假办法 art. 2, as of 2025)."""
    days = {date(year, 1, 1): "New Year's Day", qingming(year): "Tomb-sweeping Day"}
    days |= {date(year, 5, 1) + timedelta(days=offset): "Labour Day" for offset in range(2)}
    return days | {date(year, 10, 1) + timedelta(days=offset): "National Day" for offset in range(3)}


def qingming(year: int) -> date:
    """The day of the solar term 清明, by the usual formula, which holds from 2000 to 2099."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
