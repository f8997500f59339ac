"""Which offices a text names, of which trade, and where each of them sits."""

import pytest

from services.triage.domain.finding import find
from services.triage.domain.finding.departments import departments
from services.triage.domain.finding.offices import offices
from services.triage.domain.finding.places import places
from services.triage.domain.finding.proposals import LEAST, Proposal
from services.triage.domain.finding.relative import divisions_of
from services.triage.domain.finding.roles import NAMED, Part
from services.triage.domain.finding.sighting import Sighting
from services.triage.domain.finding.statement import Statement
from shared.contracts.terms import RespondentKind
from shared.divisions import divisions

XIHU, YUHANG = "330106", "330110"


def accused(text: str) -> tuple[Proposal, ...]:
    return find(text, divisions()).of("/respondents")


def whom(text: str) -> set[tuple[str, str | None]]:
    return {(one.value, dict(one.detail).get("division")) for one in accused(text)}


@pytest.mark.parametrize(
    ("text", "sector", "name"),
    [
        ("三墩镇应急管理办公室", "town", "镇应急管理办公室"),
        ("三墩镇应急办", "town", "镇应急办"),
        ("应急管理办公室", "ours", "应急管理办公室"),
        ("交通执法监督室", "transport", "交通执法"),
        ("城管执法监督科", "urban", "城管执法"),
        ("应急局执法监督科", "ours", "应急局"),
        ("县安监站", "housing", "安监站"),
        ("街道安监站", "town", "街道安监站"),
    ],
)
def test_of_two_names_over_the_same_words_the_one_that_begins_first_is_meant(
    text: str, sector: str, name: str
) -> None:
    first = offices(Statement(text))[0]

    assert (first.sector, first.text) == (sector, name)


def test_the_emergency_office_of_a_town_is_not_the_department_of_its_county() -> None:
    told = accused("余杭区三墩镇应急管理办公室乱罚款，没有开票。")

    assert [(one.value, dict(one.detail)["sector"]) for one in told] == [("other_agency", "town")]


@pytest.mark.parametrize(
    ("text", "level"),
    [("县应急局", "县"), ("街道应急局", "道"), ("应急局", ""), ("X应急局", ""), ("请道应急局", "")],
)
def test_the_level_is_the_word_right_before_the_office(text: str, level: str) -> None:
    assert offices(Statement(text))[0].level == level


@pytest.mark.parametrize("office", ["纪委", "监委", "检察院", "法院", "信访局"])
def test_who_judges_or_only_passes_on_is_no_agency_of_another_trade(office: str) -> None:
    assert not accused(f"余杭区{office}收了钱，态度恶劣。")


@pytest.mark.parametrize(("between", "code"), [(6, XIHU), (7, None)])
def test_a_place_a_few_characters_before_the_office_is_its_place(between: int, code: str | None) -> None:
    """Two places are named, so that the text as a whole speaks of none."""
    statement = Statement(f"杭州市余杭区和杭州市西湖区{'甲' * between}应急局")
    named = offices(statement)
    spots = places(statement, divisions())

    assert divisions_of(named, spots, [], divisions()) == {named[0]: code}


def test_conduct_is_told_of_the_office_named_before_it_and_not_of_one_far_off() -> None:
    text = "西湖区是杭州市的。杭州市西湖区应急局在这里。天气不错。今天下雨。杭州市余杭区应急局不受理举报。"
    scores = {dict(one.detail)["division"]: one.score for one in accused(text)}

    assert scores == {YUHANG: 0.75, XIHU: 0.5}


def test_what_is_told_before_the_only_office_is_told_of_it_though_a_squad_is_named_as_well() -> None:
    text = "不受理我的举报。今天下雨。这是余杭区应急管理局。余杭区安全生产执法大队也知道。"

    assert ("department", YUHANG) in whom(text)


def test_conduct_whose_words_begin_with_the_name_of_an_office_is_told_of_it() -> None:
    text = "杭州市西湖区应急局在这里。天气不错。今天下雨。杭州市余杭区应急局违法。"
    scores = {dict(one.detail)["division"]: one.score for one in accused(text)}

    assert scores == {YUHANG: 0.65, XIHU: 0.5}


def test_people_stand_for_their_office_only_in_its_sentence() -> None:
    """The second office is asked for help; its people did nothing."""
    asked = "杭州市西湖区应急局态度恶劣。建议应急局的人来查一查。"

    assert whom(asked) == {("department", XIHU)}


def test_one_whose_people_are_meant_is_found_behind_one_whose_people_are_not() -> None:
    told = "建议应急局的人来查一查。杭州市余杭区应急局的人态度恶劣。"

    assert ("officer", YUHANG) in whom(told)


@pytest.mark.parametrize(("weight", "accused_itself"), [(LEAST, False), (LEAST - 0.01, True)])
def test_an_office_of_which_nothing_is_told_is_accused_itself_only_where_none_of_its_people_is_seen(
    weight: float, accused_itself: bool
) -> None:
    """R1 goes before R3: what one of its people did is not the department's act."""
    statement = Statement("余杭区应急局有个执法人员。")
    (office,) = offices(statement)
    seen = Sighting(RespondentKind.OFFICER, 8, 12, weight, "who-officer", office)

    found = list(departments(statement, [Part(office, NAMED)], [], [seen]))

    assert [one.kind for one in found] == [RespondentKind.DEPARTMENT] * accused_itself


def test_staff_named_by_their_body_belong_to_it() -> None:
    """执法监督科的工作人员 begins where the name of the body does, whoever is named before."""
    text = "杭州市西湖区应急局在这里。消防队来过，杭州市余杭区执法监督科的工作人员态度恶劣。"

    assert ("supervision_staff", YUHANG) in whom(text)


def test_an_entrustment_makes_no_other_trade_ours() -> None:
    told = whom("杭州市余杭区应急局委托三墩镇安监站执法。第二天消防大队的执法人员索要红包。")

    assert "officer" not in {kind for kind, _ in told}


def test_a_proposal_is_as_sure_as_its_plainest_sighting_and_called_as_that_one_is() -> None:
    told = [dict(one.detail) for one in accused("余杭区三墩镇安监站乱罚款。余杭区消防大队也乱罚款。")]

    assert {(one["sector"], one.get("name")) for one in told} == {("fire", None)}


def test_how_sure_a_proposal_is_is_told_in_hundredths() -> None:
    officer = next(one for one in accused("听说余杭区应急局的执法人员索要红包。") if one.value == "officer")

    assert officer.score == 0.52
