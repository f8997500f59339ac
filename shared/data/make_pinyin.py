"""Writes pinyin.csv: how each division is read and what it is called in English. Needs pypinyin (dev).

    python -m shared.data.make_pinyin

General readings are wrong for many place names (六安 is Lu'an, 洪洞 Hongtong), so they are set here.
"""

import csv
import re
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from shared.contracts.terms import Level
from shared.divisions.division import Division
from shared.divisions.table import divisions

TARGET = Path(__file__).with_name("pinyin.csv")

# Characters that place names read in one way, against the general habit.
CHARACTERS = {
    "都": "du", "长": "chang", "乐": "le", "阿": "a", "什": "shi", "勒": "le", "朝": "chao", "柏": "bai",
    "佛": "fo", "尾": "wei", "蚌": "beng", "卡": "ka", "涡": "guo", "单": "shan", "漯": "luo", "曾": "zeng",
    "峒": "tong", "筠": "jun", "伽": "jia", "珲": "hun", "圩": "xu", "陂": "pi", "泊": "bo", "犍": "qian",
    "覃": "qin", "浚": "xun", "荥": "xing", "棱": "ling",
}  # fmt: skip

# Whole names, or parts of names, that differ even from that; the later entry wins.
NAMES = {
    "长子县": "zhang zi xian", "乐亭": "lao ting", "乐陵": "lao ling", "乐清": "yue qing", "东阿": "dong e",
    "六合区": "lu he qu", "六安": "lu an", "洪洞": "hong tong", "繁峙": "fan shi", "大城县": "dai cheng xian",
    "荥经": "ying jing", "闵行": "min hang", "丹棱": "dan leng", "称多": "chen duo", "宕昌": "dang chang",
    "丽水": "li shui", "台州": "tai zhou", "天台": "tian tai", "重庆": "chong qing", "厦门": "xia men",
    "吴堡": "wu bu", "红寺堡": "hong si bu", "尉犁": "yu li", "大埔": "da bu", "番禺": "pan yu",
    "生产建设兵团": "sheng chan jian she bing tuan",
}  # fmt: skip

# Other readings that people type, by code.
ALSO = {
    "131025": "da cheng xian", "640303": "hong si bao qu|hong si pu qu", "450804": "tan tang qu",
    "621223": "tan chang xian", "632723": "cheng duo xian", "653129": "ga shi xian", "350211": "ji mei qu",
    "XPCC": "bing tuan|xin jiang bing tuan", "320571": "yuan qu|sip",
}  # fmt: skip

ENGLISH = {
    "000000": "China", "150000": "Inner Mongolia", "610000": "Shaanxi", "540000": "Xizang",
    "710000": "Taiwan", "810000": "Hong Kong", "820000": "Macao",
    "XPCC": "Xinjiang Production and Construction Corps", "320571": "Suzhou Industrial Park",
    "150100": "Hohhot", "150600": "Ordos", "150700": "Hulunbuir", "150800": "Bayannur", "150900": "Ulanqab",
    "152200": "Hinggan League", "152500": "Xilingol League", "152900": "Alxa League",
    "230100": "Harbin", "230200": "Qiqihar", "540100": "Lhasa", "540200": "Xigaze", "540300": "Qamdo",
    "540400": "Nyingchi", "540600": "Nagqu", "542500": "Ngari Prefecture", "650100": "Urumqi",
    "650400": "Turpan", "652700": "Bortala Prefecture", "652800": "Bayingolin Prefecture",
    "652900": "Aksu Prefecture", "653000": "Kizilsu Prefecture", "653100": "Kashgar Prefecture",
    "653200": "Hotan Prefecture", "654000": "Ili Prefecture", "654300": "Altay Prefecture",
    "150724": "Evenk Banner", "622926": "Dongxiang County",
}  # fmt: skip

PEOPLES = (
    "各族|蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|"
    "傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|"
    "仡佬族|锡伯|塔吉克|怒族|独龙族|普米族|保安族|东乡族|裕固族"
)

# The ending of a name and what stands for it in English; the first that fits.
ENDINGS = (
    ("自治区", ""), ("自治州", " Prefecture"), ("自治县", " County"), ("自治旗", " Banner"),
    ("矿区", " Mining District"), ("新区", " New District"), ("林区", " Forestry District"),
    ("特区", " Special District"), ("地区", " Prefecture"), ("省", ""), ("市", ""),
    ("区", " District"), ("县", " County"), ("旗", " Banner"), ("盟", " League"),
)  # fmt: skip


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "pinyin", "also", "english"])
        for division in divisions():
            writer.writerow(
                [division.code, reading(division.name), ALSO.get(division.code, ""), english(division)]
            )


def reading(name: str) -> str:
    """The syllables of a place name, without tones, ü kept: 吕梁市 lü liang shi."""
    syllables = [
        CHARACTERS.get(character) or syllable
        for character, syllable in zip(
            name, lazy_pinyin(name, style=Style.NORMAL, v_to_u=True, strict=False), strict=True
        )
    ]
    for part, spoken in NAMES.items():
        at = name.find(part)
        if at >= 0:
            syllables[at : at + len(part)] = spoken.split()
    return " ".join(syllables)


def english(division: Division) -> str:
    """Xihu District, Tonglu County, Hangzhou; established names where pinyin would mislead."""
    if division.code in ENGLISH:
        return ENGLISH[division.code]
    ending, kind = next((pair for pair in ENDINGS if division.name[1:].endswith(pair[0])), ("", ""))
    stem = _without_peoples(division.name.removesuffix(ending), division)
    if len(stem) == 1:
        return _joined(reading(division.name))
    return _joined(reading(division.name).split()[: len(stem)]) + kind


def _without_peoples(stem: str, division: Division) -> str:
    if division.level is Level.CITY and division.type != "自治州":
        return stem
    return re.sub(rf"(?<=..)(?:{PEOPLES})+$", "", stem) or stem


def _joined(syllables: str | list[str]) -> str:
    parts = syllables.split() if isinstance(syllables, str) else syllables
    word = parts[0] + "".join(f"'{part}" if part[0] in "aeo" else part for part in parts[1:])
    return word[0].upper() + word[1:]


if __name__ == "__main__":
    main()
