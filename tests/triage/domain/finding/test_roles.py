"""Written to, asked for help, told in vain, thanked, or accused."""

import pytest

from services.triage.domain.finding.offices import offices
from services.triage.domain.finding.roles import parts
from services.triage.domain.finding.stance import STANCES, left
from services.triage.domain.finding.statement import Statement, mended


def roles(text: str) -> list[str]:
    statement = Statement(text)
    return [one.role for one in parts(statement, offices(statement))]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("尊敬的区应急局，您听我说", "addressee"),
        ("此致区应急局", "addressee"),
        ("呈报上级区应急局", "addressee"),
        ("区应急局领导：您好！有人乱罚款。", "addressee"),
        ("区应急局，你好！", "addressee"),
        ("区应急局：", "addressee"),
        ("区应急局的各位领导，领导好！", "addressee"),
        ("\n区应急局：你们好", "addressee"),
        ("一二三四五六七八九十一二三四五六七八九十一二三区应急局：你好！", "addressee"),
        ("一二三四五六七八九十一二三四五六七八九十一二三四区应急局：你好！", "named"),
        ("有人乱罚款。区应急局：你好！", "named"),
        ("区应急局，乱罚款。", "named"),
        ("区应急局乱罚款。", "named"),
        ("衷心感谢区应急局。", "praised"),
        ("给区应急局点赞，感谢区应急局", "named"),
        ("我向区应急局举报过。", "turned_to"),
        ("打电话给区应急局，一直说已经投诉。", "turned_to"),
        ("现向区应急局举报。", "asked"),
        ("我只好向区应急局投诉。", "asked"),
        ("今向区应急局反映。", "asked"),
        ("今年向区应急局反映。", "turned_to"),
        ("我向区应急局借钱。", "named"),
        ("恳请区应急局查处。", "asked"),
        ("希望区应急局管一管。", "asked"),
        ("请区应急局管一管。", "asked"),
        ("我请假后区应急局来罚款。", "named"),
        ("老板请客后区应急局来了。", "named"),
        ("我被要求去区应急局罚款。", "named"),
        ("他们要求我在区应急局交钱。", "named"),
    ],
)
def test_what_the_words_before_and_behind_make_of_an_office(text: str, role: str) -> None:
    assert roles(text)[0] == role


def test_the_ways_of_speaking_are_told_apart_by_name_and_by_what_they_leave() -> None:
    assert {one.name: one.left for one in STANCES} == {
        "denied": 0.0, "titled": 0.0, "cited": 0.0, "supposed": 0.0, "feared": 0.0, "prescribed": 0.0,
        "elsewhere": 0.0, "asked": 0.4, "heard": 0.7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("吃拿卡要。", 1.0),
        ("没有吃拿卡要。", 0.0),
        ("《关于吃拿卡要的通知》", 0.0),
        ("《关于》吃拿卡要《的》", 1.0),
        ("《关于吃拿卡要的通知", 1.0),
        (f"《{'关于' * 40}吃拿卡要的通知》", 0.0),
        ("《条例》发了，吃拿卡要，《办法》也发了。", 1.0),
        ("《条例没有写完，吃拿卡要，《办法》也发了。", 1.0),
        ("吃拿卡要》的", 1.0),
        ("标语“吃拿卡要”。", 0.0),
        ("通知「吃拿卡要」。", 0.0),
        ("墙上写着：“吃拿卡要”。", 0.0),
        (f"墙上写着“{'严禁乱罚款。' * 30}吃拿卡要”。", 0.0),
        ("按规定来的。“吃拿卡要”的人。", 1.0),
        ("墙上写着“文明执法，吃拿卡要。", 1.0),
        ("墙上写着“文明执法，吃拿卡要。他说“不错”。", 1.0),
        ("标语“不错”吃拿卡要。", 1.0),
        ("标语「不错」吃拿卡要。", 1.0),
        ("标语“「乱来」和吃拿卡要”。", 1.0),
        ("听说吃拿卡要。", 0.7),
        ("请问吃拿卡要。", 0.4),
        ("想知道吃拿卡要。", 0.4),
        ("吃拿卡要合法吗", 0.4),
        ("请问听说吃拿卡要", 0.28),
    ],
)
def test_how_much_the_words_keep(text: str, kept: float) -> None:
    statement = Statement(text)
    at = statement.text.index("吃拿卡要")

    assert round(left(statement, at, at + 4), 2) == kept


def test_a_stance_that_a_rule_lets_pass_takes_nothing() -> None:
    statement = Statement("请问听说吃拿卡要")

    assert left(statement, 4, 8, frozenset({"asked"})) == 0.7
    assert left(statement, 4, 8, frozenset({"asked", "heard"})) == 1.0


def test_a_word_of_one_character_is_asked_about_in_its_own_clause() -> None:
    assert left(Statement("没事，罚合法吗"), 3, 4) == 0.4
    assert left(Statement("罚，合法吗"), 0, 1) == 1.0


def test_wide_letters_and_figures_are_read_as_plain_ones_and_signs_stay() -> None:
    assert Statement("ＡＺａｚ０９").text == "AZaz09"
    assert Statement("：；，！（）＠").text == "：；，！（）＠"


def test_a_place_is_found_in_its_clause_and_sentence() -> None:
    statement = Statement("甲，乙。丙，丁")

    assert [statement.sentence_number(at) for at in (0, 2, 4, 6)] == [1, 1, 2, 2]
    assert (statement.clause(2), statement.sentence(2)) == ((2, 4), (0, 4))
    assert mended("没有错") == "没有错"


def test_places_are_looked_at_in_their_phrases_or_sentences_and_neighbours_together() -> None:
    statement = Statement("甲，乙。丙，丁。戊")

    assert statement.around([0, 4], "phrase") == [(0, 2), (4, 6)]
    assert statement.around([0, 2], "phrase") == [(0, 4)]
    assert statement.around([0, 1, 8], "sentence") == [(0, 4), (8, 9)]
    assert statement.around([2, 6], "sentence") == [(0, 8)]
