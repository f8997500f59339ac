"""Whose name stands in a text: the whole name, not one within a longer one."""

import pytest

from services.investigation.domain.case import Caller
from services.investigation.domain.honours import faults, honoured
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.whole_names import standing
from tests.investigation.builders import caller

DESK = ("李明", "王芳", "欧阳娜", "阳明", "安娜", "bert", "sara", "买买提")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("李明", {"李明"}),
        ("李明、王芳", {"李明", "王芳"}),
        ("李明王芳", {"李明", "王芳"}),
        ("李 明　王 芳", {"李明", "王芳"}),
        ("李明(副科长)和王芳同志", {"李明", "王芳"}),
        ("执法大队李明工作认真", {"李明"}),
        ("科长李明等三人", {"李明"}),
        ("对李明予以通报表扬", {"李明"}),
        ("李明赵某", {"李明"}),
        ("李明荣获表彰", {"李明"}),
        ("李明秉持初心", {"李明"}),
        ("李明华荣获表彰", set()),
        ("执法监督科安 娜", {"安娜"}),
        ("欧阳娜带队", {"欧阳娜"}),
        ("bert、SARA某", {"bert", "sara"}),
        ("科长买买提", {"买买提"}),
        ("李明华", set()),
        ("表扬李明华同志、李明亮", set()),
        ("李明华、李明", {"李明"}),
        ("王李明", set()),
        ("科长王李明", set()),
        ("执法大队王李明", set()),
        ("欧阳明", set()),
        ("欧阳娜娜", set()),
        ("robert、bertram", set()),
        ("买买提·艾力、艾力·买买提", set()),
        ("", set()),
    ],
)
def test_a_name_counts_where_it_is_the_whole_one(said: str, expected: set[str]) -> None:
    assert standing(said, DESK) == expected


def test_the_longest_known_name_at_a_place_wins() -> None:
    assert standing("李明华李明", ["李明", "李明华"]) == {"李明", "李明华"}
    assert standing("李明华工作认真", ["李明", "李明华"]) == {"李明华"}


def test_one_sign_alone_is_no_name() -> None:
    assert standing("明", ["明"]) == frozenset()


def proposer(name: str) -> Caller:
    return caller("i", called=name)


@pytest.mark.parametrize(
    ("said", "refused"), [("李明华", False), ("李明", True), ("李明华、李明", True), ("李明欣", False)]
)
def test_who_bears_a_name_within_the_longer_one_may_propose_to_commend_its_bearer(
    said: str, refused: bool
) -> None:
    outcome = Outcome("O11", (), {"honoured": said})
    assert bool(faults([outcome], proposer("李明"), ["李明欣", "王芳"])) is refused


def test_nor_is_who_approves_it_kept_from_that() -> None:
    assert honoured(["李明华"], {"h": "李明"}) == frozenset()
    assert honoured(["李明同志"], {"h": "李明", "i": "李明华"}) == {"h"}
