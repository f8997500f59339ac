"""How divisions are read (pinyin) and what they are called in English."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from shared.divisions import data
from shared.divisions.division import Division


@dataclass(frozen=True, slots=True)
class Reading:
    """`spoken`: the syllables of the name, the usual reading first, then others that people type."""

    spoken: tuple[tuple[str, ...], ...]
    english: str


@cache
def readings() -> dict[str, Reading]:
    """The reading of every division, by code."""
    return {row["code"]: Reading(tuple(_spoken(row)), row["english"]) for row in data.rows("pinyin.csv")}


def reading(row: Division) -> Reading:
    """As prepared; for an area that was registered later, put together from how its characters are read
    in the names of the country."""
    known = readings().get(row.code)
    if known is not None and len(known.spoken[0]) == len(row.name):
        return known
    return Reading((_said(row.name),), _in_english(row.name))


ZONES = {
    "高新技术产业开发区": "High-tech Zone", "经济技术开发区": "Economic Development Zone",
    "开发区": "Development Zone", "工业园区": "Industrial Park", "园区": "Park", "保税区": "Bonded Zone",
    "试验区": "Pilot Zone", "新区": "New Area",
}  # fmt: skip
OF_ZONES = (
    "发fa 经jing 济ji 技ji 术shu 业ye 工gong 产chan 自zi 贸mao 保bao 税shui 综zong 合he 示shi 范fan 创chuang "
    "科ke 学xue 生sheng 态tai 旅lü 游you 度du 假jia 试shi 验yan 物wu 流liu 由you 际ji 空kong"
)


def _said(name: str) -> tuple[str, ...]:
    return tuple(_characters().get(sign, sign) for sign in name)


def _in_english(name: str) -> str:
    """Qiantang Development Zone for 钱塘开发区."""
    ending = next((one for one in ZONES if name.endswith(one) and name != one), "")
    return " ".join(filter(None, ("".join(_said(name.removesuffix(ending))).capitalize(), ZONES.get(ending))))


@cache
def _characters() -> dict[str, str]:
    """The usual reading of each character that stands in a name of the table, or in names of zones."""
    heard: dict[str, Counter[str]] = {}
    for row in (*data.divisions(), *data.special_areas()):
        spoken = readings()[row.code].spoken[0]
        for sign, syllable in zip(row.name, spoken, strict=False):
            heard.setdefault(sign, Counter())[syllable] += 1
    usual = {sign: syllables.most_common(1)[0][0] for sign, syllables in heard.items()}
    return {word[0]: word[1:] for word in OF_ZONES.split()} | usual


def _spoken(row: dict[str, str]) -> list[tuple[str, ...]]:
    variants = [row["pinyin"], *filter(None, row["also"].split("|"))]
    return [tuple(variant.split()) for variant in variants]
