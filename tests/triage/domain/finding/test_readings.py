"""Nothing in what the texts are read as changes unnoticed."""

from tests.triage.domain.finding.readings import KEPT, readings


def test_every_text_is_read_as_it_was() -> None:
    assert readings().splitlines() == KEPT.read_text("utf-8").splitlines()
