"""Whose words hold at a seat: the nearest division's that has any, at last the house's own."""

import pytest

from services.intake.domain.scripts import Held, Script, nearest

HOUSE = Script("说明", ("甲", "乙"))
CITY, COUNTY = Script("市", ("市一",)), Script("区", ("区一", "区二"))
CHAIN = ("330106", "330100", "330000", "000000")


@pytest.mark.parametrize(
    ("own", "held"),
    [
        ({}, Held(HOUSE)),
        ({("330100", "officer"): CITY}, Held(CITY, "330100")),
        ({("330100", "officer"): CITY, ("330106", "officer"): COUNTY}, Held(COUNTY, "330106")),
        ({("330100", "officer"): CITY, ("330106", "officer"): None}, Held(CITY, "330100")),
        ({("330106", "leader"): COUNTY, ("440100", "officer"): CITY}, Held(HOUSE)),
    ],
)
def test_the_nearest_words_hold_and_taking_them_back_lets_those_above_hold(own, held):
    assert nearest("officer", CHAIN, own, HOUSE) == held


def test_a_tick_stays_with_its_own_point_when_another_is_put_before_it():
    before = Held(Script("", ("区一",)), "330106")
    after = Held(Script("", ("新", "区一")), "330106")

    assert before.point("officer", 0) == after.point("officer", 1) != after.point("officer", 0)
    assert Held(HOUSE).point("officer", 0) == "officer-1"
