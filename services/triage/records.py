"""An assessment as it is kept: keys and codes, so that it can be read in any language later."""

from datetime import date
from typing import Any

from services.triage.domain.assessment import Assessment
from services.triage.domain.claims import Claims
from services.triage.domain.deadlines import Deadlines
from services.triage.domain.reasons import Reason
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision


def kept(assessment: Assessment) -> dict[str, Any]:
    """What `restored` needs to give the same assessment back."""
    clocks = assessment.deadlines
    return {
        "decision": assessment.decision.value,
        "body": assessment.body,
        "desk": assessment.desk,
        "recheck": assessment.recheck,
        "referrals": [one.as_json() for one in assessment.referrals],
        "barred": list(assessment.barred),
        "flags": list(assessment.flags),
        "deadlines": {
            "accept_by": clocks.accept_by.isoformat(),
            "investigate_by": _iso(clocks.investigate_by),
            "report_back_by": _iso(clocks.report_back_by),
            "provisional": clocks.provisional,
        },
        "natures": list(assessment.claims.natures),
        "categories": list(assessment.claims.categories),
        "proposed_claims": assessment.claims.proposed,
        "reasons": [one.as_json() for one in assessment.reasons],
        "proposed": list(assessment.proposed),
        "policy": assessment.policy,
        "kept_away": list(assessment.kept_away),
    }


def restored(content: dict[str, Any]) -> Assessment:
    """The assessment as it was made."""
    clocks = content["deadlines"]
    return Assessment(
        decision=Decision(content["decision"]),
        body=content["body"],
        desk=content["desk"],
        recheck=content["recheck"],
        referrals=tuple(Referral(**one) for one in content["referrals"]),
        barred=tuple(content["barred"]),
        flags=tuple(content["flags"]),
        deadlines=Deadlines(
            accept_by=date.fromisoformat(clocks["accept_by"]),
            investigate_by=_day(clocks["investigate_by"]),
            report_back_by=_day(clocks["report_back_by"]),
            provisional=clocks["provisional"],
        ),
        claims=Claims(tuple(content["natures"]), tuple(content["categories"]), content["proposed_claims"]),
        reasons=tuple(Reason(**one) for one in content["reasons"]),
        proposed=tuple(content["proposed"]),
        policy=content["policy"],
        kept_away=tuple(content.get("kept_away", ())),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
