"""Judgments as documents: what the JSON door answers and what is kept of them."""

from typing import Any

from services.triage.domain.assessment import Assessment
from services.triage.domain.clearcut import is_clear_cut
from services.triage.wording import body_name, reason_json, referral_json
from shared.divisions import Names, body_code, divisions


def body_json(division: str | None, known: Names) -> dict[str, Any] | None:
    if division is None:
        return None
    return {
        "code": body_code(division),
        "division": division,
        "level": divisions().level(division).value,
        "name": body_name(division, known),
    }


def assessment_json(assessment: Assessment, known: Names) -> dict[str, Any]:
    """As in contract §4, in the language in use."""
    clocks = assessment.deadlines
    return {
        "decision": assessment.decision.value,
        "body": body_json(assessment.body, known),
        "referrals": [referral_json(one, known) for one in assessment.referrals],
        "barred": list(assessment.barred),
        "flags": list(assessment.flags),
        "deadlines": {
            "accept_by": clocks.accept_by.isoformat(),
            "investigate_by": clocks.investigate_by.isoformat() if clocks.investigate_by else None,
            "report_back_by": clocks.report_back_by.isoformat() if clocks.report_back_by else None,
            "provisional": clocks.provisional,
        },
        "natures": list(assessment.claims.natures),
        "categories": [{"code": code, "score": 1.0} for code in assessment.claims.categories],
        "recheck_body": body_code(assessment.recheck) if assessment.recheck else None,
        "reasons": [reason_json(one, known) for one in assessment.reasons],
        "desk": body_code(assessment.desk) if assessment.desk else None,
        "clear_cut": is_clear_cut(assessment),
        "proposed": list(assessment.proposed),
        "policy": assessment.policy,
    }
