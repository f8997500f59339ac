"""How alike is alike enough, at the very numbers that are said of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.triage.domain.facts import Respondent
from services.triage.domain.similar.grievances import WINDOW_DAYS, Grievance, grievances
from services.triage.domain.similar.matter import Told, earlier_of, same_matter
from services.triage.domain.similar.parties import Common, common, shared
from services.triage.domain.similar.signature import bands
from services.triage.domain.similar.texts import Likeness, likeness, pairs
from shared.contracts.terms import RespondentKind

NOW = datetime(2026, 11, 23, tzinfo=UTC)
UNIT = {"kind": "internal_unit", "division": "330106", "name": "执法大队"}
OTHER_UNIT = UNIT | {"name": "危化科"}


def told(of: frozenset[str], *respondents: dict[str, Any], at: datetime = NOW, number: str = "A") -> Told:
    return Told(number, at, True, respondents, of)


def some(first: int, last: int) -> frozenset[str]:
    return frozenset(str(number) for number in range(first, last))


@pytest.mark.parametrize(
    ("mine", "other", "is_one"),
    [
        ([UNIT], [UNIT], {(1, 5): True, (1, 6): False}),
        ([UNIT], [OTHER_UNIT], {(7, 20): True, (34, 100): False}),
        ([UNIT], [], {(1, 2): True, (49, 100): False}),
    ],
)
def test_the_less_the_accused_agree_the_more_the_texts_must(
    mine: list[dict[str, Any]], other: list[dict[str, Any]], is_one: dict[tuple[int, int], bool]
) -> None:
    """A fifth of all pairs about the same accused, 35 in 100 about the same place, half where one names nobody."""
    for (both, of_all), expected in is_one.items():
        half = (of_all - both) // 2
        one, another = some(0, both + half), some(0, both) | some(both + half, of_all)
        assert likeness(one, another).common == both / of_all
        assert same_matter(told(one, *mine), told(another, *other)) is expected


def test_a_short_retelling_about_the_same_accused_counts_by_its_own_words() -> None:
    long = some(0, 100)

    assert same_matter(told(some(97, 102), UNIT), told(long, UNIT))  # three of its five pairs
    assert not same_matter(told(some(98, 103), UNIT), told(long, UNIT))
    assert not same_matter(told(some(0, 5), UNIT), told(long, OTHER_UNIT))


def test_of_several_earlier_ones_the_newest_is_joined_and_of_one_moment_the_higher_number() -> None:
    new = told(some(0, 9), number="Z")
    first, second = told(some(0, 9), number="B"), told(some(0, 9), number="C")
    before = told(some(0, 9), number="Y", at=NOW - timedelta(days=1))

    assert earlier_of(new, [second, first, before]) is second
    assert earlier_of(new, []) is None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (UNIT | {"kind": "officer"}, Common.SAME_PLACE),
        (UNIT | {"division": None}, Common.NONE),
        ({"kind": "internal_unit"}, Common.NONE),
    ],
)
def test_another_kind_is_another_party_and_nowhere_is_no_place(
    other: dict[str, Any], expected: Common
) -> None:
    assert common([UNIT], [other]) is expected
    assert common([other], [UNIT]) is expected


def test_parties_without_a_place_are_nobody_in_common() -> None:
    nowhere = {"kind": "internal_unit", "name": "执法大队"}

    assert common([nowhere], [nowhere]) is Common.NONE
    assert common([], [nowhere]) is Common.UNKNOWN
    assert shared([UNIT, OTHER_UNIT], [OTHER_UNIT]) == [OTHER_UNIT]


@pytest.mark.parametrize(
    ("both", "within", "near"), [(0.4, 0.4, True), (0.39, 0.79, False), (0.1, 0.8, True), (0.0, 0.0, False)]
)
def test_texts_are_near_by_all_their_pairs_or_by_those_of_the_shorter(
    both: float, within: float, near: bool
) -> None:
    assert Likeness(both, within).near is near
    assert Likeness(0.404, 1.0).percent == 40


def test_a_text_of_fewer_than_twelve_characters_counts_as_a_whole() -> None:
    assert pairs("一二三四五六七八九十甲") == {"一二三四五六七八九十甲"}
    assert len(pairs("一二三四五六七八九十甲乙")) == 11
    assert likeness(some(0, 3), some(5, 9)) == Likeness(0.0, 0.0)
    assert likeness(some(0, 3), some(1, 9)) == Likeness(2 / 9, 2 / 3)


def test_a_signature_is_the_one_that_was_kept() -> None:
    """Signatures are kept for years: reckoned in another way they would find nothing of what came before."""
    made = bands(["甲乙", "乙丙", "丙丁"], {"甲乙": 41, "乙丙": 5, "丙丁": 5 + (1 << 63)}.__getitem__)

    other = (5 + (1 << 63)) % 36
    told = {5: 5, other: 5 + (1 << 63)}
    away = [min(((bin_ - place) % 36, number) for bin_, number in told.items()) for place in range(36)]
    flat = [(number + steps * 0x9E3779B97F4A7C15) % (1 << 64) for steps, number in away]
    assert made == [tuple(flat[start : start + 3]) for start in range(0, 36, 3)]
    assert bands(["甲乙"], lambda _: (1 << 64) - 1) != []


def test_what_a_cluster_is_looked_for_by() -> None:
    """Within 90 days (domain §2.9); a body needs no name, nor does it matter how a name is typed."""
    unit = Respondent(RespondentKind.INTERNAL_UNIT, "330106", name="执 法 大 队")
    body = Respondent(RespondentKind.SUPERVISION_BODY, "330106", name="执法监督科")
    nowhere = Respondent(RespondentKind.OFFICER, None, name="王某")

    found = grievances([unit, body, nowhere], ["C4.1", "C2.4"], "330110")

    assert WINDOW_DAYS == 90
    assert [one.as_json() for one in found] == [
        {"kind": "internal_unit", "division": "330106", "name": "执 法 大 队"},
        {"kind": "supervision_body", "division": "330106", "name": ""},
        {"kind": "pattern", "division": "330106", "name": "C2.4"},
        {"kind": "pattern", "division": "330106", "name": "C4.1"},
    ]
    assert found[0].word == "internal_unit|330106|执法大队"
    assert Grievance("pattern", "330106", "C2.4").word == "pattern|330106|C2.4"
    assert grievances([nowhere], ["C2.4"], None) == ()


def test_at_most_twelve_are_looked_for_and_parties_go_before_conduct() -> None:
    crowd = [Respondent(RespondentKind.OFFICER, "330106", name=f"甲{count}") for count in range(11)]

    kinds = [one.kind for one in grievances(crowd, ["C2.4", "C4.1"], None)]

    assert kinds == ["officer"] * 11 + ["pattern"]
