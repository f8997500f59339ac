"""What citizens read is written for people who seldom read official papers: short sentences, plain words.

No outside scale is claimed. For Chinese: how long sentences and the stretches between two stops are, and no
words that only officials use. For English: the length of sentences and Flesch's reading ease, syllables
counted by their vowels.
"""

import re
from pathlib import Path
from statistics import mean

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from shared import i18n

INTAKE = i18n.ROOT / "services" / "intake"
STAFF = {"files.html", "redaction.html"}
CODE = ("wording.py", "warnings.py", "views/choices.py", "views/follow.py", "form/faults.py")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
OPTIONS = {"newstyle_gettext": "true", "trimmed": "true"}
LONGEST_SENTENCE, LONGEST_STRETCH, USUAL_SENTENCE = 40, 25, 18
"""Han characters: the line that is read at a glance holds 24 to 34 of them."""
MOST_WORDS, USUAL_WORDS, EASE = 26, 12, 60
"""English words in a sentence; 60 and more is what Flesch calls plain."""
OFFICIAL = ("贵单位", "该员", "兹", "予以", "系统提示", "上述", "鉴于", "特此", "呈报", "获悉", "届时", "若干", "之规定", "未果",
            "相关人员", "有关规定", "依法依规", "妥善处置", "高度重视", "切实")  # fmt: skip
"""Words that say it as an office would, and not as one says it to a neighbour."""
HAN = re.compile(r"[\u4e00-\u9fff]")


def _messages() -> set[str]:
    found: set[str] = set()
    folders = (INTAKE / "templates" / "intake" / name for name in ("", "form", "follow"))
    pages = [page for folder in folders for page in folder.glob("*.html") if page.name not in STAFF]
    sources = [
        *(("jinja2.ext.babel_extract", page) for page in pages),
        *(("python", INTAKE / name) for name in CODE),
    ]
    for method, path in sources:
        for _, message, _, _ in extract_from_file(method, str(path), keywords=KEYWORDS, options=OPTIONS):
            found |= {message} if isinstance(message, str) else {one for one in message if one}
    return found


def _chinese(messages: set[str]) -> list[str]:
    said: list[str] = []
    for folder in (Path(i18n.ROOT / "shared"), INTAKE):
        with (folder / "translations" / i18n.DEFAULT / "LC_MESSAGES" / "messages.po").open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                if set(ids) & messages:
                    said += message.string if isinstance(message.string, tuple) else (message.string,)
    return said


@pytest.fixture(scope="module")
def english() -> set[str]:
    found = _messages()
    assert len(found) > 400
    return found


@pytest.fixture(scope="module")
def chinese(english: set[str]) -> list[str]:
    return _chinese(english)


def _long(texts: list[str], stops: str, most: int) -> list[str]:
    parts = [part for text in texts for part in re.split(stops, text)]
    return [part for part in parts if len(HAN.findall(part)) > most]


def test_no_chinese_sentence_is_longer_than_one_breath(chinese: list[str]):
    assert _long(chinese, r"[。！？；\n]", LONGEST_SENTENCE) == []
    assert _long(chinese, r"[。！？；：，、“”（）《》·\n]", LONGEST_STRETCH) == []


def test_chinese_sentences_are_short_as_a_rule(chinese: list[str]):
    lengths = [len(HAN.findall(part)) for text in chinese for part in re.split(r"[。！？；\n]", text)]

    assert mean(length for length in lengths if length) <= USUAL_SENTENCE


def test_nothing_is_said_as_only_offices_say_it(chinese: list[str]):
    assert [(word, text) for text in chinese for word in OFFICIAL if word in text] == []


def _sentences(texts: set[str]) -> list[list[str]]:
    plain = (re.sub(r"%\(\w+\)[sd]", "this", text).replace("art.", "article") for text in texts)
    parts = (part for text in plain for part in re.split(r"(?<=[.!?:;])\s", text))
    return [words for part in parts if (words := re.findall(r"[A-Za-z']+", part))]


def _syllables(word: str) -> int:
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, len(re.findall(r"[aeiouy]+", word.lower())) - silent)


def test_english_sentences_are_short_and_plain(english: set[str]):
    sentences = _sentences(english)
    assert [" ".join(words) for words in sentences if len(words) > MOST_WORDS] == []

    whole = [words for words in sentences if len(words) > 3]
    usual = mean(len(words) for words in whole)
    syllables = mean(_syllables(word) for words in whole for word in words)
    assert usual <= USUAL_WORDS
    assert 206.835 - 1.015 * usual - 84.6 * syllables >= EASE
