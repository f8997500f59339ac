"""Which divisions a text names for certain."""

import pytest

from services.triage.domain.finding.gazetteer import GENERIC
from services.triage.domain.finding.places import places
from services.triage.domain.finding.statement import Statement
from shared.divisions import divisions


def named(text: str, *near: str) -> list[tuple[str, ...]]:
    return [one.codes for one in places(Statement(text), divisions(), near=near)]


def test_a_province_counts_without_its_ending_and_a_city_does_not() -> None:
    assert named("浙江有个厂") == [("330000",)]
    assert named("吉祥如意杭州有个厂") == []


def test_a_short_name_counts_where_it_is_said_to_be_the_place() -> None:
    assert named("地点福州。") == [("350100",)]
    assert named("地点福州厂里面。") == []


@pytest.mark.parametrize("word", sorted(GENERIC))
def test_a_name_that_is_a_plain_word_counts_only_behind_what_it_lies_in(word: str) -> None:
    assert named(f"我们{word}里有个厂") == []


def test_equal_names_are_told_apart_by_what_is_near_but_not_by_the_nation() -> None:
    assert named("鼓楼区", "320106") == [("320106",)]
    assert named("鼓楼区", "320100") == [("320106",)]
    assert len(named("鼓楼区", "000000")[0]) > 1
    assert len(named("鼓楼区", "nowhere")[0]) > 1


def test_no_place_outside_the_system_is_read() -> None:
    assert named("香港特别行政区的厂") == []
    assert named("台湾省的厂") == []
