"""Rules fire where their words stand, and not without end."""

from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit, hits


def fired(text: str, rule: str) -> list[Hit]:
    return [hit for hit in hits(Statement(text)) if hit.rule.id == rule]


def test_who_repeats_himself_says_no_more() -> None:
    assert len(fired("态度恶劣。" * 11, "C4.1-manner")) == 11
    assert len(fired("态度恶劣。" * 20, "C4.1-manner")) == 12


def test_each_place_fires_once_though_its_words_stand_there_twice() -> None:
    assert [(hit.start, hit.end) for hit in fired("态度恶劣，态度恶劣。态度恶劣。", "C4.1-manner")] == [
        (0, 4),
        (5, 9),
        (10, 14),
    ]


def test_some_rules_reach_into_the_sentences_behind() -> None:
    """Reported in one sentence, dismissed two sentences later; not three."""
    assert len(fired("我举报了。厂里开会；我就被辞退了。", "C6.4-fired")) == 1
    assert len(fired("我举报了。厂里开会；天气不错；我就被辞退了。", "C6.4-fired")) == 0
    assert len(fired("我举报了。厂里开会；我就被辞退", "C6.4-fired")) == 1
