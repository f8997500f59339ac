"""What a body would judge its own side in, and the body one level up looks into: an act that the leadership
decided collectively is its department's own (Measures art. 10(1)); one that the body itself reviewed for its
legality (art. 7(5), 10(2)) is its own work."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.investigation.domain import places
from services.investigation.domain.case import Caller, CaseFacts, Closed
from services.investigation.domain.places import Towns

ARTICLE, REVIEW = "measures:10(1)", "measures:10(2)"


def holding(acts: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Of several records about one document the last holds: none is edited, and what was wrong is recorded
    anew."""
    return list({act["document"]: act for act in acts}.values())


def acted_as_such(
    acts: Iterable[Mapping[str, str]], respondents: Iterable[Mapping[str, Any]], division: str
) -> bool:
    """Whether one of these acts is the own department's of a body of that division."""
    collective = {act["collective"] for act in holding(acts)}
    return "yes" in collective and any(_of(each, division) for each in respondents)


def reviewed_as_such(acts: Iterable[Mapping[str, str]], division: str, towns: Towns) -> bool:
    """Whether the body of that division, not only one of its people, reviewed one of these acts (K1)."""
    names = (name for act in holding(acts) for name in places.listed(act.get("reviewed_by", "")))
    return any(places.is_the_body(name, division, towns) for name in names)


def _of(respondent: Mapping[str, Any], division: str) -> bool:
    said = (str(respondent.get(key) or "") for key in ("division", "entrusted_by"))
    return division in {each.rpartition("-")[2] for each in said}


def looked_into_above(facts: CaseFacts) -> bool:
    own = facts.departments_act or facts.reviewed_here
    return own and facts.above is not None and not facts.own


def not_the_departments_own(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody approves what becomes of their own leaders' act, or of one that their own body reviewed."""
    if not looked_into_above(facts):
        return None
    return Closed("departments_act", ARTICLE) if facts.departments_act else Closed("body_reviewed", REVIEW)
