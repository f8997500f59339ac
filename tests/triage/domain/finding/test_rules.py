"""The tables themselves: what each rule needs, and the traps of domain §4 one by one."""

import csv
from importlib.resources import files

import pytest

from services.triage.domain.finding import Found, find
from services.triage.domain.finding.table import rules, written_out
from services.triage.domain.finding.telling import needed, ways
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Nature
from shared.divisions import divisions
from tests.triage.texts import statements

FOLDER = files("services.triage.domain.finding")


def lines(name: str) -> list[dict[str, str]]:
    text = FOLDER.joinpath(name).read_text("utf-8").splitlines()
    return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(text: str, *near: str) -> Found:
    return find(text, divisions(), near)


def kinds(text: str, *near: str) -> list[tuple[str, str | None]]:
    return [(one.value, dict(one.detail).get("division")) for one in read(text, *near).of("/respondents")]


@pytest.mark.parametrize("name", ["offices.tsv", "people.tsv"])
def test_the_needed_words_are_those_of_the_pattern(name: str) -> None:
    for row in lines(name):
        assert set(row["needs"].split()) == needed(written_out(row["pattern"])), row["pattern"][:40]


def test_no_pattern_finds_anything_where_its_words_or_its_commas_would_not_let_it() -> None:
    """What is passed over unread for want of a word, and what is read phrase by phrase, loses nothing."""
    texts = [one["text"] for name in ("building", "held") for one in statements(name)]

    for rule in rules():
        for found in (match.group() for text in texts for match in rule.pattern.finditer(text)):
            assert any(all(any(map(found.__contains__, words)) for words in way) for way in rule.ways), (
                rule.id
            )
            assert rule.within == "sentence" or not set(found) & set("，,"), rule.id


def test_the_ways_of_a_pattern_are_its_alternatives_with_the_words_of_each() -> None:
    assert ways("罚款|[不没][^，]{0,8}(?:开票|收据){1,2}(?:据)?") == (
        (frozenset({"罚款"}),),
        (frozenset({"开票", "收据"}), frozenset({"不", "没"})),
    )
    with pytest.raises(ValueError, match="without a word"):
        ways("罚?")


def test_a_rule_reaches_as_far_as_its_line_says_and_no_further() -> None:
    assert {rule.within for rule in rules()} == {"phrase", "sentence"}
    assert {rule.id: rule.reach for rule in rules() if rule.reach} == {
        row["id"]: int(row["reach"]) for row in lines("rules.tsv") if row["reach"]
    }


def test_every_value_is_one_of_the_glossary() -> None:
    for rule in rules():
        if rule.target == "category":
            assert set(rule.values) <= set(CATEGORIES), rule.id
            assert set(rule.natures) <= {str(nature) for nature in Nature}, rule.id
            assert rule.natures, rule.id


def test_every_category_but_the_remainder_has_a_rule() -> None:
    covered = {value for rule in rules() if rule.target == "category" for value in rule.values}

    assert set(CATEGORIES) - covered == {"C9.1"}


def test_the_station_of_the_housing_department_is_not_ours() -> None:
    told = kinds("我们县的安监站收了施工单位的红包，塔吊没检测就放行。")

    assert told == [("other_agency", None)]
    assert dict(read("安监站收了施工单位的红包。").of("/respondents")[0].detail)["sector"] == "housing"


def test_the_station_of_a_town_is_of_another_chain_unless_entrusted() -> None:
    own = read("鄞州区横溪镇安监站乱罚款。").of("/respondents")[0]
    entrusted = read("鄞州区应急管理局委托横溪镇安监站执法，该站乱罚款。").of("/respondents")

    assert (own.value, dict(own.detail)["sector"]) == ("other_agency", "town")
    assert "entrusted_agency" in {one.value for one in entrusted}


@pytest.mark.parametrize(
    "text", ["小区保安监守自盗。", "公安监管场所管理混乱。", "治安监控坏了。", "国安监听。"]
)
def test_characters_that_only_meet_by_chance_name_no_office_of_ours(text: str) -> None:
    assert not {"department", "officer"} & {kind for kind, _ in kinds(text)}


def test_who_is_written_to_is_not_accused() -> None:
    text = "余杭区应急管理局领导：您好！消防大队的人来验收时索要红包，请应急管理局查处。"

    assert kinds(text) == [("other_agency", None)] or {kind for kind, _ in kinds(text)} == {"other_agency"}


def test_who_was_told_and_did_nothing_is_accused() -> None:
    assert ("department", "330110") in kinds("我多次向余杭区应急管理局举报，一直没人管，也没有任何答复。")


def test_denied_supposed_feared_and_prescribed_words_propose_nothing() -> None:
    for text in (
        "执法人员没有吃拿卡要。",
        "如果他们乱罚款，我就要投诉。",
        "我很怕被打击报复。",
        "执法人员不得吃拿卡要。",
        "墙上写着“严禁吃拿卡要、严禁乱罚款”。",
        "我学习了《关于整治乱罚款的通知》。",
    ):
        assert not read(text).of("/claims/categories"), text


def test_words_are_said_again_after_a_denial() -> None:
    text = "他们没有吃拿卡要，但是态度恶劣。"

    assert read(text).values("/claims/categories") == ("C4.1",)


def test_old_and_short_names_mean_the_same_office() -> None:
    for text in (
        "杭州市余杭区安监局不受理举报。",
        "余杭应急局不受理举报。",
        "杭州余杭应急管理局不受理举报。",
        "余杭区安全生产监督管理局不受理举报。",
    ):
        assert kinds(text, "330100") == [("department", "330110")], text


def test_a_name_that_many_places_bear_is_not_guessed() -> None:
    text = "鼓楼区应急管理局不受理举报。"

    assert kinds(text) == [("department", None)]
    assert kinds(text, "320106") == [("department", "320106")]
    assert kinds("南京市" + text) == [("department", "320106")]


def test_a_name_given_up_lately_leads_to_the_successor() -> None:
    assert kinds("重庆市渝北区应急管理局不受理举报。") == [("department", "500157")]


def test_the_levels_of_an_office_are_told_from_the_place() -> None:
    here = "我厂在浙江省杭州市余杭区。"

    assert ("department", "330110") in kinds(here + "区应急局不受理举报。")
    assert ("department", "330100") in kinds(here + "市应急局不受理举报。")
    assert ("department", "330000") in kinds(here + "省应急厅不受理举报。")


def test_slips_of_the_keyboard_are_read_and_marked_where_they_stand() -> None:
    text = "执 发 人员　太度恶烈！"

    (manner,) = read(text).of("/claims/categories")

    assert manner.value == "C4.1"
    assert [text[mark.start : mark.end] for mark in manner.marks] == ["太度恶烈"]
