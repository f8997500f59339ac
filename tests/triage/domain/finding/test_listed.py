"""Several places before one office are as many offices; a place that stands there for itself is not."""

import pytest

from services.triage.domain.finding.find import find
from services.triage.domain.finding.proposals import RESPONDENTS
from shared.divisions import divisions

XIHU, YUHANG, TONGLU = "330106", "330110", "330122"


def accused(text: str) -> set[str]:
    found = [one for one in find(text, divisions()).proposals if one.pointer == RESPONDENTS]
    return {code for one in found for name, code in one.detail if name == "division"}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("余杭区和桐庐县应急管理局", {YUHANG, TONGLU}),
        ("桐庐县和余杭区应急管理局", {YUHANG, TONGLU}),
        ("西湖区、余杭区和桐庐县应急管理局", {XIHU, YUHANG, TONGLU}),
        ("余杭区、桐庐县两地应急局", {YUHANG, TONGLU}),
        ("余杭区与桐庐县的应急管理局", {YUHANG, TONGLU}),
        ("余杭、桐庐两区应急局", {YUHANG, TONGLU}),
        ("余杭、西湖两区应急局", {YUHANG, XIHU}),
        ("余杭和桐庐应急管理局", {YUHANG, TONGLU}),
        ("杭州市西湖、余杭、桐庐三个区县的应急局", {XIHU, YUHANG, TONGLU}),
        ("杭州市西湖、余杭、桐庐三地的应急局", {XIHU, YUHANG, TONGLU}),
        ("余杭、桐庐等地政府的应急局", {YUHANG, TONGLU}),
        ("杭州、宁波两市应急局", {"330100", "330200"}),
        ("浙江杭州、江苏南京两市应急局", {"330100", "320100"}),
        ("吉安、南昌两市应急局", {"360800", "360100"}),
        ("朝阳、海淀两区应急局", {"110105", "110108"}),
        ("余杭区应急管理局", {YUHANG}),
        ("我住在桐庐县，余杭区应急管理局", {YUHANG}),
        ("桐庐县的人告诉我余杭区应急管理局", {YUHANG}),
    ],
)
def test_each_of_the_places_has_one(words: str, codes: set[str]) -> None:
    assert accused(f"{words}接到举报三个月了都不去查。") == codes


def test_short_names_count_only_in_a_list_before_an_office() -> None:
    assert accused("我跑遍余杭、桐庐，两区的人都知道，应急局接到举报三个月了都不去查。") == set()
    assert accused("余杭、桐庐的企业都知道，西湖区应急局拒不处理举报，杭州市应急局也不查。") == {
        "330100",
        XIHU,
    }


def test_what_comes_behind_the_office_is_no_part_of_its_list() -> None:
    assert accused("余杭区和桐庐县应急局接到临安区转来的举报三个月了都不去查。") == {YUHANG, TONGLU}


def test_one_that_stays_open_does_not_hide_the_others() -> None:
    assert accused("余杭区、鼓楼区和桐庐县应急局都拒不处理举报。") == {YUHANG, TONGLU}


def test_offices_of_other_trades_are_listed_as_well() -> None:
    assert accused("余杭区和桐庐县消防救援大队乱收费，态度恶劣。") == {YUHANG, TONGLU}


def test_of_equal_names_the_one_beside_its_neighbour_is_meant() -> None:
    assert accused("西湖区和余杭区应急管理局都拒不处理举报。") == {XIHU, YUHANG}
    assert accused("西湖区应急管理局拒不处理举报。") == set()
