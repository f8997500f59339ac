"""Which words must stand in a text before a pattern is tried on it."""

import pytest

from services.triage.domain.finding.table import crosses_commas
from services.triage.domain.finding.telling import needed, ways

SIGNS = [chr(0x4E00 + number) for number in range(61)]
PAIRS = [f"{sign}龙" for sign in SIGNS]


def words(*texts: str) -> frozenset[str]:
    return frozenset(texts)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("罚款", [[words("罚款")]]),
        ("罚款|收费", [[words("罚款")], [words("收费")]]),
        ("罚款|(?:收费|摊派)", [[words("罚款")], [words("收费")], [words("摊派")]]),
        ("乱?罚款", [[words("罚款")]]),
        ("(?:罚款)+?[^，]", [[words("罚款")]]),
        ("(?:罚款)*收费", [[words("收费")]]),
        ("罚款(?:甲)?(?:收费|乱收费)", [[words("罚款"), words("收费")]]),
        ("(?:罚|[^，])收费", [[words("收费")]]),
    ],
)
def test_of_a_sequence_every_part_is_there_of_alternatives_one_and_what_may_be_left_out_need_not_be(
    pattern: str, expected: list[list[frozenset[str]]]
) -> None:
    assert [sorted(way, key=sorted) for way in ways(pattern)] == [sorted(way, key=sorted) for way in expected]


def test_words_of_two_characters_tell_more_than_single_ones_and_few_more_than_many() -> None:
    assert ways("[甲乙][^，](?:丙丁|戊己庚)") == ((words("丙丁", "戊己庚"), words("甲", "乙")),)
    assert ways("(?:甲乙丙|丁戊己)[^，]庚辛") == ((words("庚辛"), words("甲乙丙", "丁戊己")),)
    assert needed("[甲乙][^，](?:丙丁|戊己庚)") == words("丙丁", "戊己庚")


def test_sets_of_characters_beside_one_another_are_read_as_words_while_these_stay_few() -> None:
    assert ways("[甲乙丙丁][一二三四五六]") == (
        (frozenset(one + two for one in "甲乙丙丁" for two in "一二三四五六"),),
    )
    assert set(ways("[甲乙丙丁戊][一二三四五]")[0]) == {words(*"甲乙丙丁戊"), words(*"一二三四五")}


def test_more_than_sixty_words_are_not_looked_for() -> None:
    assert ways(f"(?:{'|'.join(PAIRS[:60])})[^，]虎") == ((words(*PAIRS[:60]), words("虎")),)
    assert ways(f"(?:{'|'.join(PAIRS)})[^，]虎") == ((words("虎"),),)
    assert needed(f"(?:{'|'.join(PAIRS)})[^，]虎") == words("虎")


@pytest.mark.parametrize("pattern", ["罚?", "[^，]", "(?:罚款)*", "罚款|[^，]"])
def test_a_pattern_that_can_match_without_a_word_is_none_for_the_tables(pattern: str) -> None:
    with pytest.raises(ValueError, match="without a word"):
        ways(pattern)


@pytest.mark.parametrize(
    ("pattern", "may"),
    [
        ("罚款[^，,。]{0,8}收费", False),
        ("罚款{1,2}", False),
        ("罚款[^。]收费", True),
        ("罚款，收费", True),
        ("罚款.收费", True),
        (r"罚款\S收费", True),
    ],
)
def test_a_pattern_stays_within_its_commas_unless_something_in_it_may_be_one(pattern: str, may: bool) -> None:
    assert crosses_commas(pattern) is may
