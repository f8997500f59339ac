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
