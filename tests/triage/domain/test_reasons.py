"""Every reason has its words, its row and an article that can be cited."""

import re

import pytest

from services.triage.domain.reasons import ADDRESSEES, N_, TEXTS, Reason, reason
from services.triage.domain.referrals import Referral
from shared.contracts.articles import cite
from tests.triage.domain.outcomes import KEPT

TOLD = re.findall(r"^- (\S+) (\S+) (\S+)", KEPT.read_text("utf-8"), re.MULTILINE)
SENT = re.findall(r"^to (\S+) (\S+) (\S+)", KEPT.read_text("utf-8"), re.MULTILINE)
ROW = re.compile(r"[GRK]\d|K\.|MODE|SPLIT|DEADLINE|BARRED$")
"""Texts of the table's rows and what follows from them; the others belong to what persons decide."""
OF_PERSONS = {
    "EARLIER.unknown": "", "EARLIER.as_told": "", "REFUSED.barred": "body", "REFUSED.below": "body lowest",
    "REFUSED.not_below": "body", "REFUSED.accepted": "", "REFUSED.designated": "body", "DISPUTED": "body",
    "DESIGNATED": "body", "BARRED.words": "division", "BARRED.stays": "body", "REFUSED.no_reply": "",
    "REFUSED.contested": "", "REFUSED.final": "",
}  # fmt: skip
"""What is told of a person's decision or choice, and what its text fills in."""


@pytest.mark.parametrize("told", sorted(set(TOLD)))
def test_what_is_told_has_a_text_and_an_article_in_both_languages(told: tuple[str, str, str]) -> None:
    rule, article, key = told

    assert key in TEXTS
    assert key.startswith(rule)
    assert article not in (cite(article, "zh"), cite(article, "en"))
    assert cite(article, "zh") != cite(article, "en")


def test_no_text_stands_there_for_nothing() -> None:
    assert {key for key in TEXTS if ROW.match(key)} == {key for _, _, key in TOLD}
    assert {key for key in TEXTS if not ROW.match(key)} == set(OF_PERSONS)


def test_each_text_names_no_more_than_the_reason_fills_in() -> None:
    for _, _, key, filled in re.findall(r"^- (\S+) (\S+) (\S+)(.*)", KEPT.read_text("utf-8"), re.MULTILINE):
        assert _named(key) <= set(re.findall(r"(\w+)=", filled)), key
    assert {key: _named(key) for key in OF_PERSONS} == {
        key: set(told.split()) for key, told in OF_PERSONS.items()
    }


def _named(key: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", TEXTS[key]))


def test_each_addressee_is_told_what_it_is_for() -> None:
    assert set(ADDRESSEES) == {key for _, _, key in SENT} | {"BY_HAND"}


def test_a_reason_is_kept_as_keys() -> None:
    made = reason("R3.collective", "measures:10(1)", division="330106")

    assert made == Reason("R3", "measures:10(1)", "R3.collective", {"division": "330106"})
    assert made.as_json() == {
        "rule": "R3", "article": "measures:10(1)", "key": "R3.collective", "params": {"division": "330106"},
    }  # fmt: skip
    assert Referral("MOJ", "conduct", "MOJ").as_json() == {"to": "MOJ", "part": "conduct", "key": "MOJ"}
    assert N_("text") == "text"
