"""What may be accepted without a human eye, in mode `automatic` (contract §1)."""

from services.triage.domain.assessment import Assessment
from shared.contracts.terms import Decision

HARMLESS = frozenset(
    {"LEADER", "SUPERVISOR_ACCUSED", "NO_NOTICE", "SPECIAL_AREA", "XPCC", "CROSS_REGION", "SEAT_CONFLICT"}
    | {"ART12_SPECIAL"}
)
"""Flags of what the rows settle completely. Any other leaves something for a person to weigh. A cluster is
weighed by the head, beside the complaint; an assignment from above carries REPORT_BACK as well."""


def is_clear_cut(assessment: Assessment) -> bool:
    """A plain acceptance by a body that the rows name: nothing unclear, split, passed over, pending or
    only proposed by the words of the statement."""
    return (
        assessment.decision is Decision.ACCEPT
        and assessment.body is not None
        and not assessment.referrals
        and "/respondents" not in assessment.proposed
        and HARMLESS.issuperset(assessment.flags)
    )
