"""What was handed in by a door as the values that the rules decide on."""

from typing import Any

from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import Outcome
from shared.contracts.terms import Finding, Nature


def found_of(body: dict[str, Any]) -> Found:
    """Of a `FindingBody`."""
    return Found(
        allegation=body["allegation"],
        finding=Finding(body["finding"]),
        facts=body["facts"],
        reasons=body["reasons"],
        category=body["category"] or None,
        nature=Nature(body["nature"]) if body["nature"] else None,
        serious=body["serious"],
        told=body["told"],
    )


def outcomes_of(body: dict[str, Any]) -> list[Outcome]:
    """Of an `OutcomesBody`."""
    return [Outcome(each["code"], tuple(each["allegations"]), each["contents"]) for each in body["outcomes"]]
