"""Other trades by the words that people use for them; a trade that is not here is its own addressee."""

import re

WORDS = {
    "mine": "coal coal_mine mines mine_safety mining nmsa 矿山 煤矿 矿山安全 矿山安全监察",
    "fire": "fire_rescue fire_safety firefighting 消防 消防救援",
    "housing": "construction building housing_construction housing_safety_station safety_station "
    "住建 住房 住房城乡建设 建设 建筑 安监站 质安站",
    "traffic": "transport transportation road_traffic 交通 交通运输",
    "special_equipment": "special_equipment_safety 特种设备",
    "health": "hygiene public_health 卫生 卫健 卫生健康",
    "town": "township delegated delegated_town town_delegated town_delegated_power street subdistrict "
    "乡镇 镇街 街道 乡 镇",
    "": "other 其他",
}
_TRADES = {word: trade for trade, words in WORDS.items() for word in words.split()}


def trade(sector: str | None) -> str:
    """One word for one trade; empty when none is named."""
    word = re.sub(r"[\s-]+", "_", (sector or "").strip().lower())
    return _TRADES.get(word, word)
