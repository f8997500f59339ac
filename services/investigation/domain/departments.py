"""An act that the leadership decided collectively is its department's own (Measures art. 10(1)): the body of
that department would judge its own leaders, so the body one level up looks into it."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.investigation.domain.case import Caller, CaseFacts, Closed

ARTICLE = "measures:10(1)"


def acted_as_such(
    acts: Iterable[Mapping[str, str]], respondents: Iterable[Mapping[str, Any]], division: str
) -> bool:
    """Whether one of these acts is the own department's of a body of that division. Of several records about
    one document the last holds: none is edited, and what was wrong is recorded anew."""
    latest = {act["document"]: act["collective"] for act in acts}
    return "yes" in latest.values() and any(_of(each, division) for each in respondents)


def _of(respondent: Mapping[str, Any], division: str) -> bool:
    said = (str(respondent.get(key) or "") for key in ("division", "entrusted_by"))
    return division in {each.rpartition("-")[2] for each in said}


def looked_into_above(facts: CaseFacts) -> bool:
    return facts.departments_act and facts.above is not None and not facts.own


def not_the_departments_own(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody approves what becomes of their own leaders' act."""
    return Closed("departments_act", ARTICLE) if looked_into_above(facts) else None
