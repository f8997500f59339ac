"""Judgments as documents: what the JSON door answers and what is kept of them."""

from typing import Any

from services.triage.domain.assessment import Assessment
from services.triage.domain.clearcut import is_clear_cut
from services.triage.domain.finding import Found
from services.triage.domain.finding.proposals import CATEGORIES, NATURES
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


def assessment_json(assessment: Assessment, known: Names, found: Found) -> dict[str, Any]:
    """As in contract §4, in the language in use. What was not claimed is proposed from the statement."""
    clocks = assessment.deadlines
    return {
        "decision": assessment.decision.value,
        "body": body_json(assessment.body, known),
        "referrals": [referral_json(one, known) for one in assessment.referrals],
        "barred": list(assessment.barred),
        "kept_away": list(assessment.kept_away),
        "flags": list(assessment.flags),
        "deadlines": {
            "accept_by": clocks.accept_by.isoformat(),
            "investigate_by": clocks.investigate_by.isoformat() if clocks.investigate_by else None,
            "report_back_by": clocks.report_back_by.isoformat() if clocks.report_back_by else None,
            "provisional": clocks.provisional,
        },
        "natures": list(assessment.claims.natures or found.values(NATURES)),
        "categories": _categories(assessment, found),
        "recheck_body": body_code(assessment.recheck) if assessment.recheck else None,
        "reasons": [reason_json(one, known) for one in assessment.reasons],
        "desk": body_code(assessment.desk) if assessment.desk else None,
        "clear_cut": is_clear_cut(assessment),
        "proposed": list(assessment.proposed),
        "found": found.as_json(),
        "policy": assessment.policy,
    }


def _categories(assessment: Assessment, found: Found) -> list[dict[str, Any]]:
    """As claimed; else as proposed, with how sure the rules are."""
    if assessment.claims.categories:
        return [{"code": code, "score": 1.0} for code in assessment.claims.categories]
    return [{"code": one.value, "score": one.score} for one in found.of(CATEGORIES)]
