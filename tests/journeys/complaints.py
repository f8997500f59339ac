"""Complaints as citizens make them: good defaults, say only what matters."""

from itertools import count
from typing import Any

WORDS = "检查人员当场收取现金八百元未开票据"
"""Stands in every statement made here, so that a test can look for it where it must not be."""

_number = count(1)


def respondent(kind: str = "officer", division: str = "330106", **more: Any) -> dict[str, Any]:
    """One party complained about; named as the kind needs it."""
    names = {"officer": "王小明", "internal_unit": "危化科", "leader": "李建国", "auxiliary": "赵协管"}
    roles = {"officer": "执法人员", "leader": "局长"}
    said = {"kind": kind, "division": division}
    if kind in names:
        said["name"] = names[kind]
    if kind in roles:
        said["role"] = roles[kind]
    return said | more


def complaint(*respondents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A complaint about conduct in enforcement, by a reachable person under their real name."""
    number = next(_number)
    return {
        "channel": "web",
        "identity": "real_name",
        "complainant": {"kind": "enterprise", "name": "陈投诉", "phone": f"1380{number % 10_000_000:07d}"},
        "statement": f"2026年10月12日上午，在西湖区某厂例行检查时，{WORDS}，事后拒绝说明依据。第{number}件。",
        "occurred_on": "2026-10-12",
        "occurred_in": "330106",
        "respondents": list(respondents) or [respondent()],
        "claims": {"natures": ["unlawful"], "categories": ["C4.1"]},
        **more,
    }
