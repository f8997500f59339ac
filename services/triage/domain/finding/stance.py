"""How far words may be taken at their face: denied, supposed, prescribed, quoted, asked or only heard."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from services.triage.domain.finding.statement import Statement

_DENIED = re.compile(
    r"(?<!是)(?:并没有?|没有?|并未|未曾?|不存在|并非|并不是|不是|绝无|从无|毫无|不曾|绝不|从不)(?:任何|什么|过|被|在|人)?$"
)
_NOT_DENIED = re.compile(r"(?:不是没有?|是不是|有没有|还是没有?|无不|岂不是|难道不是|不能不|不仅|不但|不只)$")
_SUPPOSED = re.compile(r"如果|假如|假使|要是|倘若|假设|万一|一旦|若是|若再|若不|要不是|但凡")
_FACTS_AGAIN = re.compile(r"(?:但是?|可是?|却|然而|结果|事实上|实际上|现在|目前|已经|昨天|今天)")
_FEARED = re.compile(
    r"(?:担心|害怕|生怕|怕|恐怕|以免|免得|避免|防止|会不会|是否会|别|不要|请勿|切勿|绝不允许|决不允许)[^，,。]{0,8}$"
)
_RULES = re.compile(
    r"(?<![怪巴恨舍记了由])不得(?![不已])|禁止|严禁|不准|不许|不允许|杜绝|整治|专项治理|明令|纠正|应当|应该|必须|理应|依法应|有权|有义务"
)
_PRESCRIBED = re.compile(rf"(?:{_RULES.pattern})[^，,。]{{0,10}}$")
_YET = re.compile(r"[却而竟]|反而|居然|但")
"""…应当受理却不受理: the rest of the clause is a fact again."""
_BROKEN = re.compile(r"(?:违反|违背|不顾|不按|未按|没按|无视|不遵守)[^，,。]{0,14}$")
_TITLE_OPENED = re.compile("《[^《》]*$")
_TITLE_CLOSED = re.compile("[^《》]*》")
_QUOTE_OPENED = re.compile("[“「][^“”「」]*$")
_QUOTE_CLOSED = re.compile("[^“”「」]*[”」]")
_CITED = re.compile(
    r"(?:规定|明确|条例|办法|法律|要求|标语|口号|公示|写着|通知|文件|报道|新闻|课本|歌词|题为|主题|案例|词条|承诺)"
    r"[^“”\"。]{0,8}$"
)
_HEARD = re.compile(r"听说|据说|传言|网传|有人说|听人讲|听别人|道听途说|好像|似乎|可能是|估计|大概")
_ASKED_HEAD = re.compile(r"请问|咨询|想问|问一下|想了解|了解一下|请教|想知道")
_ASKED_TAIL = re.compile(
    r"(?:合法|合规|违法|可以|正常|允许|需要|有权|必须|怎么办|怎么处理|会怎样|如何处理|怎么罚)[^，,。？?！!]{0,6}[吗么嘛呢？?]"
)
_ELSEWHERE = re.compile(
    r"(?:电视|新闻|网|报纸|手机|抖音|微信)[上里]?(?:看到|看见|说|报道|刷到|有)|培训课上|小说|别的[省市县]的?(?:新闻|通报)"
)


@dataclass(frozen=True)
class Stance:
    """A way of speaking and what is left of the words' weight under it."""

    name: str
    left: float
    holds: Callable[[Statement, int, int], bool]
    sign: re.Pattern[str] | None = None
    """Without it in the whole text nothing in it is so."""


def left(statement: Statement, start: int, end: int, passes: frozenset[str] = frozenset()) -> float:
    """How much of their weight the words at [start, end) keep: 0 for denied, 1 for plainly said. `passes`:
    stances that take nothing."""
    weight = 1.0
    for stance in _possible(statement.text):
        if stance.name not in passes and stance.holds(statement, start, end):
            weight *= stance.left
            if not weight:
                return 0.0
    return weight


@lru_cache(maxsize=4)
def _possible(text: str) -> tuple[Stance, ...]:
    """The ways of speaking whose signs the text has at all; asked for each hit, worked out once."""
    return tuple(stance for stance in STANCES if stance.sign is None or stance.sign.search(text))


def _before(statement: Statement, start: int) -> str:
    return statement.text[statement.clause(start)[0] : start]


def _denied(statement: Statement, start: int, end: int) -> bool:
    before = _before(statement, start)
    return bool(_DENIED.search(before)) and not _NOT_DENIED.search(before)


def _supposed(statement: Statement, start: int, end: int) -> bool:
    """From the word that supposes to the end of the sentence, unless facts are taken up again."""
    before = statement.text[statement.sentence(start)[0] : start]
    found = list(_SUPPOSED.finditer(before))
    return bool(found) and not _FACTS_AGAIN.search(before, found[-1].end())


def _feared(statement: Statement, start: int, end: int) -> bool:
    return bool(_FEARED.search(_before(statement, start)))


def _prescribed(statement: Statement, start: int, end: int) -> bool:
    """What ought to be or is forbidden by rule; that a rule was broken is a fact again."""
    before = _before(statement, start)
    found = _PRESCRIBED.search(before)
    return found is not None and not _BROKEN.search(before) and not _YET.search(before, found.start())


def _titled(statement: Statement, start: int, end: int) -> bool:
    """Inside the title of a law or book: the last such mark before opens, the next one behind closes."""
    return bool(_TITLE_OPENED.search(statement.text[:start]) and _TITLE_CLOSED.match(statement.text, start))


def _cited(statement: Statement, start: int, end: int) -> bool:
    """In quotation marks that a rule, a slogan or the news opened. What somebody said is no citation, and
    marks that nobody closed quote nothing."""
    text = statement.text
    return bool(
        (opened := _QUOTE_OPENED.search(text[:start]))
        and _QUOTE_CLOSED.match(text, start)
        and _CITED.search(text[statement.sentence(opened.start())[0] : opened.start()])
    )


def _asked(statement: Statement, start: int, end: int) -> bool:
    """In a sentence that asks to be told, or before words that ask within the same clause."""
    sentence = statement.text[slice(*statement.sentence(start))]
    rest = statement.text[start : statement.clause(end - 1)[1]]
    return bool(_ASKED_HEAD.search(sentence) or _ASKED_TAIL.search(rest))


def _heard(statement: Statement, start: int, end: int) -> bool:
    return bool(_HEARD.search(_before(statement, start)))


def _elsewhere(statement: Statement, start: int, end: int) -> bool:
    first = statement.sentence(start)[0]
    before = statement.text[first:start]
    return bool(_ELSEWHERE.search(before)) and not _FACTS_AGAIN.search(before)


STANCES = (
    Stance("denied", 0.0, _denied),
    Stance("titled", 0.0, _titled, re.compile("《")),
    Stance("cited", 0.0, _cited, re.compile("[“「]")),
    Stance("supposed", 0.0, _supposed, _SUPPOSED),
    Stance("feared", 0.0, _feared, re.compile("心|怕|害|免|避|防|会不会|是否会|别|不要|勿|绝不|决不")),
    Stance("prescribed", 0.0, _prescribed, _RULES),
    Stance("elsewhere", 0.0, _elsewhere, _ELSEWHERE),
    Stance("asked", 0.4, _asked, re.compile(f"{_ASKED_HEAD.pattern}|[吗么嘛呢？?]")),
    Stance("heard", 0.7, _heard, _HEARD),
)
