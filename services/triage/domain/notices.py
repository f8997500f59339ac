"""Which notice a complainant gets of a ruling (petition art. 23, domain §6.4), if they can be reached."""

from services.triage.domain.assessment import Assessment
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.decisions import Ruling
from services.triage.domain.letters import LetterKind
from shared.contracts.terms import Decision, Identity

NOT_TAKEN = frozenset({Decision.DECLINE, Decision.REFER})
"""What is merged or answered is not refused; an order that goes back is answered by its sender."""


def notice(ruling: Ruling, assessment: Assessment, identity: str, contactable: bool) -> LetterKind | None:
    """受理告知书, 不予受理告知书 or none: nobody writes of a sealed matter, nor to whom nobody can reach."""
    if assessment.desk is None or not contactable or identity == Identity.ANONYMOUS:
        return None
    if ruling.decision in OPENS_A_CASE:
        return LetterKind.ACCEPTANCE if ruling.body is not None else LetterKind.NON_ACCEPTANCE
    return LetterKind.NON_ACCEPTANCE if ruling.decision in NOT_TAKEN else None
