"""Likeness of texts, their signatures, and what makes one matter of two complaints."""

import random
from datetime import UTC, datetime
from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.facts import Respondent
from services.triage.domain.similar.grievances import MOST, grievances
from services.triage.domain.similar.matter import Told, earlier_of, same_matter
from services.triage.domain.similar.parties import Common, common
from services.triage.domain.similar.signature import BANDS, bands
from services.triage.domain.similar.texts import likeness, pairs, plain
from shared.contracts.terms import RespondentKind

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STORY = "上月十五日下午两名检查人员到我厂检查，没有出示执法证件，开了一张只有一人签名的整改指令书。"
RETOLD = "我厂上月被检查，来了两名检查人员，没有出示执法证件，整改指令书上只有一人签名，要求查清。"
LICENCE = "申请危险化学品经营许可证已经六十天，窗口一直说材料在审核，至今没有答复。"
UNIT = {"kind": "internal_unit", "division": "330106", "name": "执法大队"}
letters = st.text("检查人员没有出示证件罚款收据许可整改签名", min_size=1, max_size=80)


def number(pair: str) -> int:
    return int.from_bytes(blake2b(pair.encode(), key=b"tests", digest_size=8).digest())


def of(text: str) -> frozenset[str]:
    return pairs(plain(text))


def told(text: str, *respondents: dict[str, str], day: int = 1, pending: bool = True) -> Told:
    return Told(f"T{day}", NOW.replace(day=day), pending, respondents, of(text))


@given(letters, letters)
@settings(max_examples=50)
def test_likeness_is_the_same_both_ways_and_whole_for_equals(one: str, other: str) -> None:
    found = likeness(of(one), of(other))

    assert found == likeness(of(other), of(one))
    assert 0 <= found.common <= found.within <= 1
    assert likeness(of(one), of(one)).percent == 100


def test_width_case_spaces_and_punctuation_make_no_difference() -> None:
    assert plain("ＡＢＣ　检查，两次！") == plain("abc检查 两次") == "abc检查两次"
    assert of("") == of("，。！") == frozenset()


def test_a_signature_finds_near_copies_and_passes_over_others() -> None:
    chance = random.Random(7)  # which characters change
    found = near = 0
    for _ in range(60):
        changed = list(plain(STORY + LICENCE))
        for place in chance.sample(range(len(changed)), 8):
            changed[place] = chance.choice("甲乙丙丁戊己庚辛")
        copy = pairs("".join(changed))
        near += likeness(of(STORY + LICENCE), copy).near
        found += bool(
            set(enumerate(bands(of(STORY + LICENCE), number))) & set(enumerate(bands(copy, number)))
        )

    assert near == 60
    assert found >= 57
    assert not set(bands(of(STORY), number)) & set(bands(of(LICENCE), number))


@given(letters)
@settings(max_examples=50)
def test_any_text_has_a_whole_signature_and_none_has_none(text: str) -> None:
    assert len(bands(of(text), number)) == BANDS
    assert bands(of("！"), number) == []


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([UNIT], Common.SAME),
        ([UNIT | {"name": "执 法 大 队"}], Common.SAME),
        ([UNIT | {"name": ""}], Common.SAME),
        ([UNIT | {"name": "危化科"}], Common.SAME_PLACE),
        ([UNIT | {"division": "330110"}], Common.NONE),
        ([], Common.UNKNOWN),
    ],
)
def test_who_is_accused_by_both(others: list[dict[str, str]], expected: Common) -> None:
    assert common([UNIT], others) is expected


def test_a_story_told_twice_is_one_matter_and_another_is_not() -> None:
    assert same_matter(told(RETOLD, UNIT), told(STORY, UNIT))
    assert same_matter(told(RETOLD, UNIT | {"name": "危化科"}), told(STORY, UNIT))
    assert same_matter(told(RETOLD, UNIT | {"division": "330110"}), told(STORY, UNIT)) is False
    assert not same_matter(told(RETOLD), told(STORY, UNIT))
    assert same_matter(told(STORY + "请查。"), told(STORY))
    assert not same_matter(told(LICENCE, UNIT), told(STORY, UNIT))


def test_a_pending_one_goes_before_a_closed_one_and_a_later_one_is_none() -> None:
    new = told(STORY, day=9)
    closed, older, newer = told(STORY, day=8, pending=False), told(STORY, day=2), told(STORY, day=3)

    assert earlier_of(new, [closed, older, newer]) is newer
    assert earlier_of(new, [closed]) is closed
    assert earlier_of(new, [told(STORY, day=10)]) is None


def test_what_can_make_a_cluster() -> None:
    officer = Respondent(RespondentKind.OFFICER, "330106", name="王某")
    nobody = Respondent(RespondentKind.OFFICER, "330106")
    office = Respondent(RespondentKind.DEPARTMENT, "330106")

    found = grievances([officer, nobody, office], ["C2.4"], "330110")

    assert [one.word for one in found] == ["department|330106|", "officer|330106|王某", "pattern|330106|C2.4"]
    assert [one.word for one in grievances([], ["C2.4"], "330110")] == ["pattern|330110|C2.4"]
    mine = Respondent(RespondentKind.OTHER_AGENCY, "330106", name="矿山安全监察局", sector="mine_safety")
    assert grievances([mine], ["C1.1"], "330106") == ()
    assert [one.word for one in grievances([mine, officer], [], "330110")] == ["officer|330106|王某"]
    crowd = [Respondent(RespondentKind.OFFICER, "330106", name=f"甲{count}") for count in range(64)]
    assert len(grievances(crowd, ["C2.4"], None)) == MOST
