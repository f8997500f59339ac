"""Which kind of message prevails when a text has signs of several: in doubt somebody complains."""

import re

import pytest

from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.subject import subject
from services.triage.domain.finding.table import Hit, Rule


def sign(value: str, weight: float) -> Hit:
    target = "circumstance" if value == "hazard" else "subject"
    rule = Rule(value, target, (value,), (), weight, (), re.compile(value), (), 0, "phrase", frozenset())
    return Hit(rule, 0, 2, weight)


def kind(conduct: float = 0.0, accused: bool = False, **signs: float) -> str:
    hits = [sign(value, weight) for value, weight in signs.items()]
    return subject(Statement("文字。"), hits, conduct, accused).value


@pytest.mark.parametrize(
    ("expected", "signs"),
    [
        ("information_request", {"information_request": 0.6, "conduct": 0.9, "accused": True}),
        ("complaint", {"information_request": 0.59, "conduct": 0.9, "accused": True}),
        ("complaint", {"conduct": 0.6, "praise": 0.9}),
        ("complaint", {"conduct": 0.6, "hazard": 0.9, "accused": True}),
        ("hazard_report", {"conduct": 0.6, "hazard": 0.9}),
        ("praise", {"conduct": 0.59, "praise": 0.6}),
        ("praise", {"praise": 0.8, "consultation": 0.7, "accused": True}),
        ("consultation", {"praise": 0.7, "consultation": 0.7}),
        ("complaint", {"praise": 0.55, "conduct": 0.55}),
        ("complaint", {"consultation": 0.5}),
        ("hazard_report", {"hazard": 0.5}),
        ("complaint", {"hazard": 0.49}),
        ("complaint", {"hazard": 0.9, "accused": True}),
        ("other", {"other": 0.51}),
        ("complaint", {"other": 0.5}),
        ("complaint", {"other": 0.55, "conduct": 0.55}),
        ("complaint", {}),
    ],
)
def test_of_several_kinds_of_message(expected: str, signs: dict[str, float]) -> None:
    assert kind(**signs) == expected


def test_a_complaint_is_no_less_sure_than_what_nothing_else_explains() -> None:
    assert subject(Statement("文字。"), [], 0.0, False).score == 0.5
    assert subject(Statement("文字。"), [], 0.8, False).score == 0.8


def test_another_kind_shows_its_words() -> None:
    found = subject(Statement("文字。"), [sign("praise", 0.9)], 0.0, False)

    assert (found.score, [mark.rule for mark in found.marks]) == (0.9, ["praise"])
