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
        ("余杭区应急管理局", {YUHANG}),
        ("我住在桐庐县，余杭区应急管理局", {YUHANG}),
        ("桐庐县的人告诉我余杭区应急管理局", {YUHANG}),
    ],
)
def test_each_of_the_places_has_one(words: str, codes: set[str]) -> None:
    assert accused(f"{words}接到举报三个月了都不去查。") == codes


def test_of_equal_names_the_one_beside_its_neighbour_is_meant() -> None:
    assert accused("西湖区和余杭区应急管理局都拒不处理举报。") == {XIHU, YUHANG}
    assert accused("西湖区应急管理局拒不处理举报。") == set()
