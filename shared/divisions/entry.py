"""What a division answers to when someone types, prepared once."""

from dataclasses import dataclass

from shared.contracts.terms import Level
from shared.divisions.division import NATIONAL, Division
from shared.divisions.readings import Reading, reading
from shared.divisions.table import Divisions

ENDINGS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "矿区",
    "林区",
    "特区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
)
LEVELS = {Level.NATIONAL: 0, Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is what Chinese characters are sought in, the names above included, with and without
    their endings; `tokens` are the words of which Latin letters must be a beginning."""

    division: Division
    stem: str
    path: str
    spoken: frozenset[str]
    initials: frozenset[str]
    tokens: str
    order: tuple[int, int, str]


def entries(table: Divisions) -> list[Entry]:
    """One for every division of the system."""
    return [_entry(table, row) for row in table if row.in_system and not row.ended]


def _entry(table: Divisions, row: Division) -> Entry:
    chain = [table[code] for code in reversed(table.chain(row.code)) if code != NATIONAL] or [row]
    stems = [_stem(step) for step in chain]
    read = reading(row)
    spoken = frozenset(_spoken(row, read))
    initials = frozenset(_initials(row, read))
    return Entry(
        division=row,
        stem=stems[-1],
        path=" ".join(("".join(stems), "".join(stems[:-1]) + row.name, table.full_name(row.code))),
        spoken=spoken,
        initials=initials,
        tokens=" ".join(("", *spoken, *initials, *_tails(read), *_trails(chain))),
        order=(LEVELS[row.level], len(row.name), row.code),
    )


def _stem(row: Division) -> str:
    return row.name.removesuffix(next((ending for ending in ENDINGS if row.name[1:].endswith(ending)), ""))


def _spoken(row: Division, reading: Reading) -> list[str]:
    """Full pinyin with and without the ending, ü typed as v or u, and the English name."""
    ending = len(row.name) - len(_stem(row))
    spellings = [reading.english.lower().replace(" ", "").replace("'", "").replace("ü", "v")]
    for syllables in reading.spoken:
        for part in (syllables, syllables[: len(syllables) - ending]):
            spellings += ["".join(part).replace("ü", letter) for letter in "vu"]
    return spellings


def _initials(row: Division, reading: Reading) -> list[str]:
    ending = len(row.name) - len(_stem(row))
    letters = ["".join(syllable[0] for syllable in syllables) for syllables in reading.spoken]
    return letters + [word[: len(word) - ending] for word in letters]


def _tails(reading: Reading) -> list[str]:
    """The name from each of its syllables on: xihuqu for 东西湖区."""
    syllables = reading.spoken[0]
    return ["".join(syllables[at:]).replace("ü", "v") for at in range(1, len(syllables) - 1)]


def _trails(chain: list[Division]) -> list[str]:
    """The way down without endings, from each step on: zhejianghangzhouxihu, hangzhouxihu; zjhzxh, hzxh."""
    steps = [reading(step).spoken[0][: len(_stem(step))] for step in chain]
    sounds = ["".join(step).replace("ü", "v") for step in steps]
    letters = ["".join(syllable[0] for syllable in step) for step in steps]
    return ["".join(way[at:]) for way in (sounds, letters) for at in range(len(chain) - 1)]
