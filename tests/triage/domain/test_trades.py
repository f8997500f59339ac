"""Other trades go by many names."""

import pytest

from services.triage.domain.trades import trade


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (
            "mine",
            "mine coal coal_mine mines mine_safety mining nmsa NMSA 矿山 煤矿 矿山安全 矿山安全监察 Mine-Safety",
        ),
        ("fire", "fire fire_rescue fire_safety firefighting 消防 消防救援"),
        (
            "housing",
            "housing construction building housing_construction housing_safety_station safety_station",
        ),
        ("housing", "住建 住房 住房城乡建设 建设 建筑 安监站 质安站"),
        ("traffic", "traffic transport transportation road_traffic 交通 交通运输"),
        ("special_equipment", "special_equipment special-equipment special_equipment_safety 特种设备"),
        ("health", "health hygiene public_health 卫生 卫健 卫生健康"),
        (
            "town",
            "town township delegated delegated_town town_delegated town_delegated_power street subdistrict",
        ),
        ("town", "乡镇 镇街 街道 乡 镇"),
        ("", "other Other 其他"),
        ("customs", "customs CUSTOMS"),
    ],
)
def test_every_word_for_a_trade_leads_to_it(named: str, words: str) -> None:
    assert {trade(word) for word in words.split()} == {named}


def test_blanks_do_not_matter_and_nothing_is_nothing() -> None:
    assert trade("  Special   Equipment ") == "special_equipment"
    assert (trade(None), trade(" ")) == ("", "")
