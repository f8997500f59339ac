"""The columns of a file of work orders: how others call them, and what a line says as a complaint. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from shared.contracts.terms import Identity, RespondentKind

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Column:
    """`pointer` is where it stands in the body of the JSON door, by which a refusal finds back to it."""

    name: str
    heads: tuple[str, ...]
    pointer: str
    exact: bool = False
    """Figures that must not be rounded."""


COLUMNS = (
    Column("number", ("工单编号", "工单号", "编号", "受理编号"), "/external_order/number", exact=True),
    Column("system", ("来源系统", "系统"), "/external_order/system", exact=True),
    Column("dispatched_at", ("派发时间", "派单时间", "转办时间", "交办时间"), "/dispatched_at"),
    Column("reply_by", ("回复期限", "办结期限", "反馈期限", "办理期限"), "/reply_by"),
    Column("identity", ("署名方式", "身份方式", "是否保密"), "/identity"),
    Column("name", ("姓名", "来电人", "诉求人", "联系人", "投诉人"), "/complainant/name"),
    Column(
        "phone", ("电话", "联系电话", "来电号码", "联系方式", "手机号码"), "/complainant/phone", exact=True
    ),
    Column("email", ("邮箱", "电子邮箱"), "/complainant/email"),
    Column("address", ("联系地址", "住址"), "/complainant/address"),
    Column("title", ("标题", "工单标题"), "/statement"),
    Column("statement", ("内容", "诉求内容", "工单内容", "投诉内容", "问题描述"), "/statement"),
    Column("occurred_on", ("发生日期", "发生时间"), "/occurred_on"),
    Column("occurred_in", ("发生地", "所属区域", "事发地", "行政区划"), "/occurred_in"),
    Column("spot", ("具体地点", "详细地址", "事发地址"), "/statement"),
    Column("respondent_kind", ("被投诉对象类别",), "/respondents/0/kind"),
    Column("respondent_name", ("被投诉对象", "被投诉单位", "被诉单位", "被投诉人"), "/respondents/0/name"),
    Column("respondent_role", ("职务",), "/respondents/0/role"),
    Column("respondent_division", ("被投诉对象所在地",), "/respondents/0/division"),
)
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = ("number", "statement")
_CALLED = {head.casefold(): column.name for column in COLUMNS for head in (column.name, *column.heads)}
POINTERS = {column.pointer: column.name for column in reversed(COLUMNS)} | {"/statement": "statement"}

IDENTITIES = {
    "real_name": Identity.REAL_NAME, "实名": Identity.REAL_NAME, "公开": Identity.REAL_NAME,
    "否": Identity.REAL_NAME,
    "confidential": Identity.CONFIDENTIAL, "保密": Identity.CONFIDENTIAL, "是": Identity.CONFIDENTIAL,
    "anonymous": Identity.ANONYMOUS, "匿名": Identity.ANONYMOUS,
}  # fmt: skip
KINDS = {
    "部门": RespondentKind.DEPARTMENT, "领导": RespondentKind.LEADER,
    "内设机构": RespondentKind.INTERNAL_UNIT,
    "受委托机构": RespondentKind.ENTRUSTED_AGENCY, "执法人员": RespondentKind.OFFICER,
    "辅助人员": RespondentKind.AUXILIARY, "监督机构": RespondentKind.SUPERVISION_BODY,
    "监督人员": RespondentKind.SUPERVISION_STAFF, "其他机关": RespondentKind.OTHER_AGENCY,
    **{kind.value: kind for kind in RespondentKind},
}  # fmt: skip
ABOUT, SPOT = "被投诉对象：", "具体地点："
"""The statement is read by officials: its headings are Chinese in every language."""
_DAY = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_ROUNDED = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\+?\d+")


@dataclass(frozen=True)
class Head:
    """Which column stands where; `unknown` are headings nobody knows here, with their places."""

    columns: Mapping[int, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def head_of(names: Sequence[str]) -> Head:
    columns: dict[int, str] = {}
    unknown, twice = [], []
    for place, said in enumerate(names):
        name = _CALLED.get(_plain(said).casefold())
        if name is None:
            unknown.append(said or f"[{place + 1}]")
        elif name in columns.values():
            twice.append(said)
        else:
            columns[place] = name
    missing = tuple(name for name in REQUIRED if name not in columns.values())
    return Head(columns, tuple(unknown), missing, tuple(twice))


def _plain(text: str) -> str:
    return re.sub(r"\s|\*|（必填）|\(必填\)", "", unicodedata.normalize("NFKC", text))


def rounded(text: str) -> bool:
    """Whether a spreadsheet has written a long number short, and its last figures are lost."""
    return bool(_ROUNDED.fullmatch(text.strip()))


def moment(text: str) -> datetime | None:
    """A day or a time in China as people and programs write them; None for anything else."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
        if found is not None and found.tzinfo is not None:
            return found
    except ValueError:
        return None
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=CHINA)  # type: ignore[arg-type, misc]
    except ValueError:
        return None


def day(text: str) -> date | None:
    found = moment(text)
    return found.astimezone(CHINA).date() if found else None


def faults(said: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a line as such: a code by its column."""
    found: dict[str, str] = {}
    for name, text in said.items():
        if BY_NAME[name].exact and rounded(text):
            found[name] = "rounded"
    for name in ("dispatched_at", "reply_by", "occurred_on"):
        if said.get(name) and moment(said[name]) is None:
            found[name] = "not_a_day"
    if said.get("identity") and said["identity"].casefold() not in IDENTITIES:
        found["identity"] = "not_an_identity"
    if said.get("respondent_kind") and said["respondent_kind"].casefold() not in KINDS:
        found["respondent_kind"] = "not_a_kind"
    return found


def identity(said: Mapping[str, str]) -> Identity:
    """Whoever gave a name and said nothing else is kept confidential: that mistake hurts nobody."""
    if wanted := said.get("identity"):
        return IDENTITIES[wanted.casefold()]
    named = any(said.get(name) for name in ("name", "phone", "email", "address"))
    return Identity.CONFIDENTIAL if named else Identity.ANONYMOUS


def statement(said: Mapping[str, str]) -> str:
    """All that was told and has no field of its own here, under headings."""
    title, text = said.get("title", ""), said.get("statement", "")
    parts = [] if not title or text.startswith(title) else [title]
    parts.append(text)
    if said.get("spot"):
        parts.append(SPOT + said["spot"])
    if not said.get("respondent_kind"):
        names = ("respondent_name", "respondent_role", "respondent_division")
        parts += [ABOUT + " ".join(said[name] for name in names if said.get(name))] * any(
            map(said.get, names)
        )
    return "\n\n".join(parts) if text else ""


def body(
    said: Mapping[str, str], places: Mapping[str, str | None], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The line as the JSON door would get it. `places` are the codes found; `given` holds for all lines."""
    about = {
        "kind": KINDS[said["respondent_kind"].casefold()].value,
        "name": said.get("respondent_name") or None,
        "role": said.get("respondent_role") or None,
        "division": places.get("respondent_division"),
        "division_known": bool(places.get("respondent_division")),
    } if said.get("respondent_kind") else None  # fmt: skip
    days = {name: moment(said.get(name, "")) for name in ("dispatched_at",)}
    return {
        "channel": given["channel"],
        "identity": identity(said).value,
        "complainant": {name: said.get(name, "") for name in ("name", "phone", "email", "address")},
        "statement": statement(said),
        "occurred_on": _iso(day(said.get("occurred_on", ""))),
        "occurred_in": places.get("occurred_in"),
        "respondents": [about] if about else [],
        "external_order": {"system": said.get("system") or given["system"], "number": said.get("number", "")},
        "dispatched_at": days["dispatched_at"].isoformat() if days["dispatched_at"] else None,
        "reply_by": _iso(day(said.get("reply_by", ""))),
    }


def _iso(found: date | None) -> str | None:
    return found.isoformat() if found else None
