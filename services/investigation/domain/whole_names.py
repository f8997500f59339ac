"""Whether a name stands in a text as the whole name of somebody, not within a longer one.

Chinese is written without blanks: 李明 stands in 李明华, too, who is somebody else. A name of two signs (or a
compound surname with one more) may be the beginning of a longer one. It is one where another sign is followed
by what ends a name: an end, a separator, a title, a word of the sentence, or another known name. Where that
cannot be told it counts as the whole name: nobody decides on their own honour for want of a blank.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WITHIN = r"[ \t\u3000]*"
"""Names are written apart to fill a line: 李 明."""
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
JOINS = re.compile(r"[·•‧・]")
"""What stands between the parts of one name: 买买提·艾力."""
TITLE = (
    "同志|先生|女士|老师|师傅|某|(?:副|正)?(?:科|处|局|厅|部|司|队|组|所|站|室|股|会|班|支队|大队|中队)长|副?主任|副?书记"
    "|副?主席|专员|队员|科员|组员|干部|警官|办事员|调研员|调查员|监督员|执法员|检查员|监察员|审核员|负责人|承办人|经办人"
)
SENTENCE = (
    "[荣喜]获|荣立|等|在|是|的|为|被|因|对|和|与|及|并|或|予|以|于|由|将|把|向|从|给|让|也|还|又|均|都|系|获|受|授|记|报|各|共"
    "|就|先后|同时|同样|[一二两三四五六七八九十]+[人名位]|这|那|其|该|本人|个人|两|能|敢|表[扬彰现]|通[报过]|嘉奖|奖励|认|工作|主动|积极|及时"
    "|长期|连续|多次|坚持|严格|秉公|依法|履|执法|执行|执勤|办案|办理|查处|查办|查明|查出|发现|纠正|制止|处理|处置|调查|检查"
    "|监督|审核|负责|参与|参加|承办|协助|配合|拒|廉洁|公正|不|未|没|无|有|自|经|所|已|曾|按|到|做|作出|作为|提|完成|带队|带头"
)
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄贝臧计成戴宋"
    "茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪"
    "解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁甄曲封靳松段焦巴牧隗山谷车侯全班秋仲伊宁仇栾甘厉武符刘景詹龙叶"
    "司黎薄印白怀蒲卓蔺屠蒙池乔闻党翟谭劳姬申冉桑桂牛边燕尚温庄晏柴瞿阎连茹习艾容古易慎廖耿匡寇广聂晁敖冷辛简饶"
    "曾沙丰关相查荆游权盖桓肖岳佟商牟佘佴伯赏墨哈谯阳覃闫涂冼植麦欧"
)
COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史上官端木司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
        "钟离长孙宇文司徒鲜于司空令狐百里呼延东郭南门西门",
    )
)
_AFTER = re.compile(f"(?:{TITLE}|{SENTENCE}|[{''.join(sorted(SURNAMES))}]某)")
_AHEAD = re.compile(f"(?:{TITLE}|[队科处局厅站室所组股司]|中心)$")
"""Where a name may begin: after a title or a unit."""
BOUND = "\n"
"""Stands where a known name was found: its neighbours are not part of it."""


@dataclass(frozen=True)
class _Place:
    name: str
    start: int
    end: int


def standing(said: str, names: Iterable[str]) -> frozenset[str]:
    """Of these names, those that stand in the text as somebody's whole name; at a place the longest of them.
    One sign alone is no name."""
    text = unicodedata.normalize("NFKC", said).casefold()
    plain = {name: _plain(name) for name in names}
    known = {each for each in plain.values() if len(each) > 1}
    places = list(_places(text, known))
    masked = text
    for each in places:
        masked = masked[: each.start] + BOUND * (each.end - each.start) + masked[each.end :]
    whole = {each.name for each in places if _whole(masked, each)}
    return frozenset(name for name, each in plain.items() if each in whole)


def borne_by(said: str, names: Mapping[str, str]) -> frozenset[str]:
    """Of people by key, those whose whole name stands in it."""
    found = standing(said, names.values())
    return frozenset(key for key, name in names.items() if name in found)


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name).casefold())


def _places(text: str, known: Iterable[str]) -> Iterable[_Place]:
    """The longest first: where one was found, no shorter one is looked for."""
    taken = [False] * len(text)
    for name in sorted(known, key=lambda each: (-len(each), each)):
        for match in re.finditer(WITHIN.join(map(re.escape, name)), text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                yield _Place(name, match.start(), match.end())


def _whole(masked: str, place: _Place) -> bool:
    return _ends_there(masked[place.end :], place.name) and _begins_there(masked[: place.start], place.name)


def _ends_there(after: str, name: str) -> bool:
    if not after or JOINS.match(after):
        return not after
    if not HAN.match(name[-1]):
        return HAN.match(after) is not None or not after[0].isalnum()
    if not HAN.match(after) or _complete(name) or _AFTER.match(after):
        return True
    return bool(HAN.match(after[1:])) and not _AFTER.match(after[1:])


def _begins_there(before: str, name: str) -> bool:
    """What comes before may be the surname of a longer one: 王李明, where nothing says that 王 ends there."""
    if not before or JOINS.search(before[-1]):
        return not before
    if not HAN.match(name[0]):
        return HAN.match(before[-1]) is not None or not before[-1].isalnum()
    if before[-1:] + name[:1] in COMPOUND:
        return False
    if before[-1] not in SURNAMES or len(name) > 2:
        return True
    ahead = before[:-1]
    return bool(ahead) and HAN.match(ahead[-1]) is not None and _AHEAD.search(ahead) is None


def _complete(name: str) -> bool:
    """A surname with two signs: longer names are not borne."""
    surname = 2 if name[:2] in COMPOUND else 1
    return len(name) >= surname + 2
