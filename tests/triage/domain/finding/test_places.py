"""Which divisions a text names for certain."""

import pytest

from services.triage.domain.finding.places import places
from services.triage.domain.finding.statement import Statement
from shared.contracts.terms import Level
from shared.divisions import Division, Divisions, Retirement, divisions


def named(text: str, *near: str) -> list[tuple[str, ...]]:
    return [one.codes for one in places(Statement(text), divisions(), near=near)]


def of_a_city(name: str, *gone: Retirement) -> Divisions:
    """A table with one county of this name."""
    return Divisions(
        [
            Division("000000", "全国", Level.NATIONAL, None, "国家"),
            Division("990000", "甲省", Level.PROVINCE, "000000", "省"),
            Division("990100", "甲乙市", Level.CITY, "990000", "地级市"),
            Division("990101", name, Level.COUNTY, "990100", "市辖区"),
        ],
        gone,
    )


def test_a_province_counts_without_its_ending_and_a_city_does_not() -> None:
    assert named("浙江有个厂") == [("330000",)]
    assert named("吉祥如意杭州有个厂") == []


def test_a_short_name_counts_where_it_is_said_to_be_the_place() -> None:
    assert named("地点福州。") == [("350100",)]
    assert named("地点福州厂里面。") == []
    assert named("地点福州厂。") == []


CORPS = {
    "一": "659002", "二": "659006", "三": "659003", "四": "659008", "五": "659007", "六": "659004", "七": "659010",
    "八": "659001", "九": "659012", "十": "659005", "十三": "659011", "十四": "659009",
}  # fmt: skip


@pytest.mark.parametrize(("number", "code"), CORPS.items())
def test_a_division_of_the_corps_goes_by_the_name_of_its_city_too(number: str, code: str) -> None:
    assert named(f"第{number}师有个厂") == named(f"农{number}师有个厂") == [(code,)]


def test_a_name_given_up_since_2010_is_still_read_and_an_older_one_is_not() -> None:
    assert named("崇文区有个厂") == [("110101",)]
    assert named("北京市崇文区有个厂") == [("110101",)]
    assert named("江干区有个厂") == [("330102",)]
    assert named("九里区有个厂") == [("320312",)]
    assert named("南汇区有个厂") == []


@pytest.mark.parametrize(("year", "codes"), [(2010, [("990101",)]), (2009, [])])
def test_the_year_from_which_names_given_up_are_read_is_2010(year: int, codes: list[tuple[str, ...]]) -> None:
    table = of_a_city("丙丁区", Retirement("990102", "戊己区", year, ("990101",)))

    assert [one.codes for one in places(Statement("戊己区有个厂"), table)] == codes


PLAIN_WORDS = (
    "城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "中区", "市区", "新区", "市中区", "城关区",
)  # fmt: skip


@pytest.mark.parametrize("word", PLAIN_WORDS)
def test_a_name_that_is_a_plain_word_counts_only_before_an_office(word: str) -> None:
    """Also where the table of today has none of that name."""
    table = of_a_city(word)
    seat = f"甲乙市{word}"

    assert places(Statement(f"我们{word}里有个厂"), table) == []
    assert [one.codes for one in places(Statement(f"{seat}应急局"), table, [len(seat)])] == [("990101",)]
    assert named(f"我们{word}里有个厂") == []


def test_equal_names_are_told_apart_by_what_is_near_but_not_by_the_nation() -> None:
    assert named("鼓楼区", "320106") == [("320106",)]
    assert named("鼓楼区", "320100") == [("320106",)]
    assert len(named("鼓楼区", "000000")[0]) > 1
    assert len(named("鼓楼区", "nowhere")[0]) > 1
    assert named("鼓楼区", "000000", "320106") == [("320106",)]


def test_no_place_outside_the_system_is_read() -> None:
    assert named("香港特别行政区的厂") == []
    assert named("台湾省的厂") == []
