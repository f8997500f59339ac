"""Whom a message means that is written to those who handle the case."""

import pytest

from services.triage.domain.caution import Road, must_be_looked_at
from services.triage.domain.finding import Found, find
from services.triage.domain.those_who_handle import addressed, those_who_handle
from tests.triage.builders import COUNTRY, HANGZHOU, NATION, XIHU, YUHANG, ZHEJIANG

ORDINARY = [
    "补充：当天下午三点，在厂门口，有录像。",
    "请你们尽快办理，谢谢。",
    "调查员张伟明给我打过电话，谢谢。",
    "承办人没有收我的钱，请不要误会。",
    "执法人员李某收了老板的红包，有转账记录。",
    "办案人员什么时候来核实？我随时有空。",
    "你们的工作人员来过了，态度很好。",
]
ACCUSING = [
    "调查员收了企业的红包，故意拖着不办。",
    "承办人向被举报人通风报信。",
    "负责调查我这件事的人和老板是亲戚。",
    "贵局的工作人员把我的名字透露给了厂里。",
    "你们有人让我撤回举报，不然就打击报复。",
    "张伟明收了老板的好处。",
    "办案人员逼我在笔录上签字。",
    "你们派来的工作人员态度恶劣，张口骂人。",
    "好处都给了的是张伟明",
]


def read(text: str) -> list[dict[str, str]]:
    return those_who_handle(text, find(text, COUNTRY.divisions, [XIHU]), XIHU, ["张伟明"])


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_is_about_nobody_who_handles_it(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ACCUSING)
def test_conduct_told_of_them_is_an_accusation(text: str) -> None:
    assert read(text) == [{"kind": "supervision_staff", "division": XIHU}]


@pytest.mark.parametrize(
    "told",
    ["给厂里通风报信", "把名字透露给老板", "和老板是亲戚", "收了钱", "收受购物卡", "让我别再告", "压着不办", "拖着", "销毁证据",
     "徇私", "走过场", "与本案有利害关系", "应当回避", "帮着企业说话"],
)  # fmt: skip
def test_what_is_said_of_handlers_alone_counts_though_no_rule_of_statements_knows_it(told: str) -> None:
    """Petition art. 28(3), 30(3): tied to those accused, or burying the matter."""
    assert those_who_handle(f"承办人{told}。", Found(()), XIHU, []) != []
    assert those_who_handle(f"老板{told}。", Found(()), XIHU, []) == []


@pytest.mark.parametrize("denied", ["没有收过钱", "从不徇私", "并未走过场", "不是我亲戚", "没向他通风报信"])
def test_what_is_denied_right_before_the_word_accuses_nobody(denied: str) -> None:
    assert those_who_handle(f"承办人{denied}。", Found(()), XIHU, []) == []


def test_conduct_in_another_sentence_is_not_theirs() -> None:
    assert read("调查员张伟明来过电话。老板给执法人员李某送了红包。") == []


def test_whoever_is_spoken_to_handles_it() -> None:
    for words in ("贵局", "贵单位", "你们", "您们", "你局", "您厅"):
        assert addressed(f"{words}局长收了钱")
    assert not addressed("局长收了钱")


@pytest.mark.parametrize(
    ("handler", "road", "looked_at"),
    [
        (XIHU, Road(HANGZHOU, (f"SUP-{XIHU}",)), True),  # it is accused
        (XIHU, Road(ZHEJIANG, (f"SUP-{HANGZHOU}",)), True),  # the body above it is
        (HANGZHOU, Road(HANGZHOU, (f"SUP-{XIHU}",)), False),  # one below it is
        (ZHEJIANG, Road(HANGZHOU, (f"SUP-{XIHU}",)), False),
        (YUHANG, Road(XIHU, (f"SUP-{YUHANG}",)), True),  # it is accused, and no other body is called for
        (YUHANG, Road(XIHU, ()), False),  # given by hand, and nothing is called for anew
        (NATION, Road(None, (f"SUP-{NATION}",)), False),  # nobody inside is above
    ],
)
def test_what_the_handler_could_not_have_is_looked_at(handler: str, road: Road, looked_at: bool) -> None:
    assert must_be_looked_at(handler, Road(XIHU, ()), road, COUNTRY) is looked_at
