"""Which notice a complainant gets of a ruling."""

from dataclasses import replace

import pytest

from services.triage.domain.decisions import confirmed
from services.triage.domain.letters import LetterKind
from services.triage.domain.notices import notice
from shared.contracts.terms import Decision
from tests.triage.builders import judged, respondent

TAKEN = judged(respondent())
RULING = confirmed(TAKEN)


def test_kinds_of_letters_are_kept_under_their_names() -> None:
    assert {str(kind) for kind in LetterKind} >= {"transfer", "handover", "acceptance", "non_acceptance"}


@pytest.mark.parametrize(
    ("decision", "body", "kind"),
    [
        (Decision.ACCEPT, "330106", LetterKind.ACCEPTANCE),
        (Decision.ACCEPT_SPLIT, "330106", LetterKind.ACCEPTANCE),
        (Decision.URGENT_FORWARD, None, LetterKind.NON_ACCEPTANCE),
        (Decision.DECLINE, "330106", LetterKind.NON_ACCEPTANCE),
        (Decision.REFER, None, LetterKind.NON_ACCEPTANCE),
        (Decision.MERGE, "330106", None),
        (Decision.RETURN, None, None),
        (Decision.ANSWER, "330106", None),
    ],
)
def test_what_is_taken_or_refused_is_told(
    decision: Decision, body: str | None, kind: LetterKind | None
) -> None:
    ruling = replace(RULING, decision=decision, body=body)

    assert notice(ruling, TAKEN, "real_name", True) is kind


def test_nobody_writes_of_a_sealed_matter_or_to_whom_nobody_can_reach() -> None:
    assert notice(RULING, TAKEN, "confidential", True) is LetterKind.ACCEPTANCE
    assert notice(RULING, TAKEN, "real_name", False) is None
    assert notice(RULING, TAKEN, "anonymous", True) is None
    assert notice(RULING, replace(TAKEN, desk=None), "real_name", True) is None
