"""Whether an office is written to, asked for help, or accused."""

import re
from dataclasses import dataclass

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.statement import Statement

_WRITTEN_TO = re.compile(
    r"(?:[^，,。！!？?；;：:\n]{0,4})(?:的)?(?:各位|尊敬的)?(?:领导|局长|同志|负责人|厅长|部长|工作人员)?(?:们)?(?:，|,)?(?:您好|你好|你们好|您们好|好)?[：:！!，,]"
)
_GREETS = re.compile(r"[^，,。\n]{0,8}?(?:[：:]|[，,]?(?:您好|你好|你们好|您们好|领导好|好[！!]))")
_TOLD = re.compile(r"[。！!？?；;：:\n]")
"""Before it something was told already."""
LONGEST_HEAD = 24
_SALUTES = re.compile(r"(?:尊敬的|敬爱的|^致|此致|呈报|各位)[^，,。：:]{0,10}$")
_ASKED = re.compile(
    r"(?:恳请|请求|希望|盼望?|望|建议|恳求|呼吁|期待|麻烦|拜托|要求|请|求|期望|强烈要求|劳烦|烦请|在此向|特向|现向|要向)"
    r"[^，,。！!？?；;：:\n]{0,8}$"
)
_TURNED_TO = re.compile(
    r"(?:向|打了?|拨打|拨|给|到|去|找|跑到|写信给|联系|通过|反映到|投诉到|举报到|报告给|告到|问|跟|和|同)[^，,。！!？?；;：:\n]{0,8}$"
)
_REPORTED = re.compile(r"^[^。！!？?\n]{0,12}?(?:举报|投诉|反映|报告|上访|信访|求助|检举|反应|申诉|举告)")
_WILL = re.compile(
    r"(?:现|特|在此|今(?![年天早晚日春夏秋冬])|特此|兹|想|要|打算|准备|只能|只好|才)[^，,。]{0,3}$"
)
_THANKED = re.compile(r"(?:感谢|谢谢|致谢|表扬|点赞|感激)[^，,。！!\n]{0,14}$")

ADDRESSEE = "addressee"
ASKED = "asked"
TURNED_TO = "turned_to"
PRAISED = "praised"
NAMED = "named"
"""Named without more: accused when conduct is told of it."""


@dataclass(frozen=True)
class Part:
    """An office and what the statement makes of it."""

    office: Office
    role: str


def parts(statement: Statement, offices: list[Office]) -> list[Part]:
    return [Part(one, _role(statement, one)) for one in offices]


def _role(statement: Statement, office: Office) -> str:
    text = statement.text
    clause_start, _ = statement.clause(office.start)
    before, after = text[clause_start : office.start], text[office.end :]
    if _SALUTES.search(before) or _opens_the_letter(statement, office):
        return ADDRESSEE
    if _THANKED.search(before):
        return PRAISED
    if (turned := _TURNED_TO.search(before)) and _REPORTED.search(after):
        return ASKED if _WILL.search(before[: turned.start()]) else TURNED_TO
    if _ASKED.search(before) and not re.search(r"要求我|被要求|请了?假|请客", before):
        return ASKED
    return NAMED


def _opens_the_letter(statement: Statement, office: Office) -> bool:
    """西湖区应急管理局领导：您好！ at the head of the text, before anything is told."""
    head = statement.text[: office.start]
    return (
        len(head) <= LONGEST_HEAD
        and not _TOLD.search(head.strip())
        and bool(_WRITTEN_TO.match(statement.text, office.end))
        and bool(_GREETS.match(statement.text, office.end))
    )
