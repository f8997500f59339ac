"""Words to the body that has the case, about the people who handle it: 你们的调查员, 承办人, or by name.

The statement is read for whom it is about; what is written later is written to somebody as well.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from services.triage.domain.finding import Found
from services.triage.domain.finding.proposals import CATEGORIES, NATURES
from services.triage.domain.finding.statement import SENTENCE_ENDS
from shared.contracts.terms import RespondentKind

_ADDRESSED = re.compile(r"你们|您们|贵(?:局|厅|单位|机构|处|科|方|部门)|[你您](?:局|厅|单位|机构)")
_THEY = re.compile(
    r"(?:调查|办案|承办|经办|办理|核查|复查)(?:这[个件]?案(?:子|件)的|此案的|我这(?:件|个)?[^，,。]{0,4}的)?"
    r"(?:人员?|员|组|干部|同志|科长|处长|负责人|机构|单位)"
    r"|(?:你们|您们|贵(?:局|厅|单位|机构)|[你您](?:局|厅|单位|机构))(?:那(?:个|位|边)|派来|安排|里面?)?的?"
    r"[^，,。！!？?；;\n]{0,4}?(?:人|工作人员|同志|干部|领导|科长|处长|主任|队长|负责人|调查员|有人|内部)"
    r"|负责(?:调查|办理|处理|核查)[^，,。！!？?；;\n]{0,8}的(?:人|同志|干部|工作人员)"
)
_TIED = re.compile(
    r"通风报信|透露给|泄(?:露|漏)|亲戚|亲属|老乡|战友|同学|一伙|一起吃饭|吃饭喝酒|吃请|串通|勾结|勾搭|穿一条裤子|收了|收过|收受|送了|红包|好处"
    r"|(?:逼|威胁|恐吓|吓唬|劝|强迫|要求|让|叫)(?:着)?我[^，,。]{0,4}(?:撤|别(?:再)?告|不要(?:再)?告|闭嘴|算了|签)"
    r"|压(?:着|住|下)(?:不|案)|拖着|销毁|篡改|伪造|造假|作伪证|打击报复|徇私|枉法|走过场|敷衍|利害关系|应当?回避|不公正|偏向|帮(?:着)?(?:企业|老板|他们)"
)
_NOT = re.compile(r"(?:没有?|并未|未曾?|不是|从不|并没有?)[^，,。]{0,3}$")


def addressed(text: str) -> bool:
    """Whether it speaks to those who handle it, so that a title without a place may be theirs."""
    return bool(_ADDRESSED.search(text))


def those_who_handle(text: str, found: Found, handler: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """The handling body's people as a respondent, where a sentence speaks of them and of conduct. `names`:
    who works there."""
    ends = [0, *(each.end() for each in SENTENCE_ENDS.finditer(text)), len(text)]
    bad = list(_conduct(text, found))
    for start, end in pairwise(ends):
        if any(start <= at < end for at in bad) and _speaks_of_them(text[start:end], names):
            return [{"kind": str(RespondentKind.SUPERVISION_STAFF), "division": handler}]
    return []


def _conduct(text: str, found: Found) -> Iterator[int]:
    """Where conduct is told of, by the rules of statements and by what is said of handlers besides."""
    for one in (*found.of(CATEGORIES), *found.of(NATURES)):
        yield from (mark.start for mark in one.marks)
    yield from (hit.start() for hit in _TIED.finditer(text) if not _NOT.search(text[: hit.start()]))


def _speaks_of_them(sentence: str, names: Iterable[str]) -> bool:
    return bool(_THEY.search(sentence)) or any(name in sentence for name in names)
