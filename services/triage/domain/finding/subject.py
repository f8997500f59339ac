"""What kind of message it is: a complaint, praise, a question, a request, a hazard, or another matter."""

from services.triage.domain.finding.proposals import SUBJECT, Proposal, Sign, score
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit

PLAIN = 0.5
"""Said of what nothing else explains: somebody complains."""
SURE = 0.6


def subject(statement: Statement, hits: list[Hit], conduct: float, accused: bool) -> Proposal:
    """The likeliest. `conduct`: how sure it is that somebody's enforcement is complained about."""
    said = {
        value: _signs(statement, hits, value)
        for value in ("information_request", "praise", "consultation", "other")
    }
    said["hazard_report"] = _hazard(statement, hits)
    scores = {value: score(signs) for value, signs in said.items()}
    value = _likeliest(scores, conduct, accused)
    if value == "complaint":
        return Proposal(SUBJECT, value, max(conduct, PLAIN), ())
    return Proposal(SUBJECT, value, scores[value], tuple(sorted({sign.mark for sign in said[value]})))


def _likeliest(scores: dict[str, float], conduct: float, accused: bool) -> str:
    if scores["information_request"] >= SURE:
        return "information_request"
    if conduct >= SURE and (accused or not scores["hazard_report"]):
        return "complaint"
    kinder = "praise" if scores["praise"] > scores["consultation"] else "consultation"
    if scores[kinder] > max(conduct, PLAIN):
        return kinder
    if accused:
        return "complaint"
    if scores["hazard_report"] >= PLAIN:
        return "hazard_report"
    return "other" if scores["other"] > max(conduct, PLAIN) else "complaint"


def _signs(statement: Statement, hits: list[Hit], value: str) -> list[Sign]:
    return [
        Sign(value, hit.weight, hit.mark(statement))
        for hit in hits
        if hit.rule.target == "subject" and value in hit.rule.values
    ]


def _hazard(statement: Statement, hits: list[Hit]) -> list[Sign]:
    return [
        Sign(hit.rule.target, hit.weight, hit.mark(statement))
        for hit in hits
        if hit.rule.target == "circumstance"
    ]
