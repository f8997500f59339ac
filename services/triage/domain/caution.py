"""Whom only words accuse, beside respondents that were given or in a later message (petition art. 30(3)).

What was given sets the road. But a leader, a body or its people of whom the words tell are kept away until
another desk has looked: it corrects the facts, or decides that the road stands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from services.triage.domain.assessment import Assessment
from services.triage.domain.country import Country
from services.triage.domain.facts import Json
from services.triage.domain.finding.gaps import may_fill, respondent_of
from services.triage.domain.finding.proposals import RESPONDENTS, Found, Proposal
from services.triage.domain.reasons import reason
from shared.contracts.terms import RespondentKind

WATCHED = frozenset(
    {RespondentKind.LEADER, RespondentKind.SUPERVISION_BODY, RespondentKind.SUPERVISION_STAFF}
)
"""Those who would see or decide it themselves. Of a department as such the words tell in nearly every
complaint about its people."""
FLAG = "WORDS_ACCUSE"
WORDS = "BARRED.words"


_TO = re.compile(r"(?:向|给|找|跟|同|与|致)[^，,。！!？?；;：:\n]{0,16}$")
_TOLD = re.compile(
    r"(?:多次|曾|也|再次|又|当面|书面|实名|电话){0,2}"
    r"(?:反映|反应|举报|投诉|报告|汇报|上访|信访|求助|检举|申诉|写过?信|打过?电话)"
)
"""我向局长反映过: who was turned to is not accused by that alone, where others are; 给局长送钱 is more."""


def suspects(found: Found, text: str) -> list[dict[str, Any]]:
    """Respondents in the form of contract §3 whom the text accuses and who would see or decide it."""
    told = (one for one in found.of(RESPONDENTS) if one.value in WATCHED and may_fill(one))
    return [respondent_of(one) for one in told if not _only_turned_to(one, text)]


def _only_turned_to(one: Proposal, text: str) -> bool:
    return bool(one.marks) and all(
        _TO.search(text[: mark.start]) and _TOLD.match(text[mark.end :]) for mark in one.marks
    )


def accusing(sent: Json, more: Iterable[Json]) -> dict[str, Any]:
    """The same facts with those accused as well."""
    return {**sent, "respondents": [*(sent.get("respondents") or ()), *more]}


def cautious(made: Assessment, as_accused: Assessment, told_of: Iterable[str]) -> Assessment:
    """What was made, before the desk that would look at it if the words were taken at their word. `told_of`:
    the divisions of those whom they accuse."""
    if made.desk is None or as_accused.desk is None:
        return made
    return laid_before(as_accused.desk, made, as_accused.barred, told_of)


def laid_before(desk: str, made: Assessment, barred: Iterable[str], told_of: Iterable[str]) -> Assessment:
    """The same, before that desk. `barred`: who could not know of it, were the words true."""
    watched = {f"{kind}-{division}" for division in told_of for kind in ("DEP", "SUP")}
    kept_away = tuple(sorted(watched & set(barred) - set(made.barred)))
    if not kept_away:
        return made
    divisions = sorted({code.partition("-")[2] for code in kept_away})
    told = tuple(reason(WORDS, "petition:30(3)", division=division) for division in divisions)
    return replace(
        made,
        desk=desk,
        kept_away=kept_away,
        flags=tuple(sorted({*made.flags, FLAG})),
        reasons=(*made.reasons, *told),
    )


@dataclass(frozen=True)
class Road:
    """Which body is called for, and who must not know of it."""

    body: str | None
    barred: tuple[str, ...]


def must_be_looked_at(handler: str, before: Road, as_accused: Road, country: Country) -> bool:
    """Whether the body that has the case could not have it, were the words true: itself accused, or below
    the one that would be called for. Above the nation's own body nobody inside is left to look."""
    if as_accused.body is None:
        return False
    moved = as_accused.body != before.body
    below = moved and not country.divisions.lies_within(as_accused.body, handler)
    return f"SUP-{handler}" in as_accused.barred or below


def taken_at_their_word(made: Assessment) -> Assessment:
    """Another body takes it, since the words may be true: whom they accuse is barred like anybody accused."""
    return replace(looked_at(made), barred=tuple(sorted({*made.barred, *made.kept_away})))


def looked_at(made: Assessment) -> Assessment:
    """Once a person decided: whoever gets it now need not be told of what was only suspected."""
    if not made.kept_away:
        return made
    return replace(
        made,
        kept_away=(),
        flags=tuple(one for one in made.flags if one != FLAG),
        reasons=tuple(one for one in made.reasons if one.key != WORDS),
    )
