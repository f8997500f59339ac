"""What the gallery shows."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from shared.clock import CHINA
from shared.i18n import gettext, locale

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 5, tzinfo=CHINA)
STAFF = SimpleNamespace(
    display_name="林静",
    username="triage-330106",
    home="SUP-330106",
    roles=["head", "investigator", "triage"],
)
DIVISIONS = [
    {"code": "330106", "name": "西湖区", "full_name": "浙江省杭州市西湖区", "level": "county"},
    {"code": "360103", "name": "西湖区", "full_name": "江西省南昌市西湖区", "level": "county"},
]
MATTERS = (
    "执法人员在检查中未出示执法证件，当场收取“罚款”三千元且不给票据",
    "对群众举报的重大隐患三个月不处理",
    "行政处罚决定书引用的条款与认定的事实不符，且未告知听证权利，要求撤销并重新调查；企业多次书面申请陈述申辩均未被记录在案",
)


def either(zh: str, en: str) -> str:
    """A sample text in the language of the page."""
    return zh if locale() == "zh_CN" else en


def context() -> dict[str, Any]:
    return {
        "noon": NOON,
        "day": date,
        "rows": [row(number) for number in range(50)],
        "problem": problem(),
        "typed": [("statement", "x")],
        "message": either("页面打开太久了。", "This page was open for too long."),
        "target": "/form",
        "next": "/triage/",
        "password_form": True,
        "sessions": [],
    }


def problem() -> dict[str, Any]:
    detail = gettext("Check the address or the number. What is not yours to see is not found either.")
    return {"status": 404, "title": gettext("Not found"), "detail": detail, "errors": []}


def row(number: int) -> dict[str, Any]:
    return {
        "number": f"JD-2026-{number + 1045:06}",
        "matter": MATTERS[number % 3],
        "due": TODAY + timedelta(days=number // 3 - 3),
        "kind": ("执法人员", "内设机构", "部门")[number % 3],
        "place": "浙江省杭州市西湖区",
        "channel": ("网络", "热线")[number % 2],
        "holder": "周明" if number % 4 else "",
        "unread": number % 5 == 0,
        "selected": number == 2,
    }
