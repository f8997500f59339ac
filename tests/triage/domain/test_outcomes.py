"""Nothing of a judgment changes unnoticed."""

from tests.triage.domain.outcomes import KEPT, outcomes


def test_every_row_and_case_is_judged_as_it_was() -> None:
    assert outcomes().splitlines() == KEPT.read_text("utf-8").splitlines()
