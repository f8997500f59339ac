"""Where a proposal may stand in for what nobody said. What was said is never touched.

Somebody named as accused settles the road: then the text only shows what it tells. Nobody named: the text may
propose whom, where and what kind of message it is, for a person to confirm.
"""

from dataclasses import dataclass
from typing import Any

from services.triage.domain.facts import Json
from services.triage.domain.finding.proposals import PLACE, RESPONDENTS, SUBJECT, Found, Proposal
from shared.contracts.terms import RespondentKind

SURE_OF_WHOM = 0.6
SURE_OF_PLACE = 0.7
SURE_OF_SUBJECT = 0.65
NATION = "000000"
_NAMED_BY_UNIT = frozenset(
    {RespondentKind.INTERNAL_UNIT, RespondentKind.ENTRUSTED_AGENCY, RespondentKind.OTHER_AGENCY}
)


@dataclass(frozen=True)
class Filled:
    """The facts with proposals in their gaps. `accusing`: the same read as a complaint about those whom the
    text names, whatever kind of message it seems to be; secrecy follows it."""

    sent: dict[str, Any]
    accusing: dict[str, Any]
    pointers: tuple[str, ...]


def fill(sent: Json, found: Found) -> Filled | None:
    """None when nothing that the road depends on is missing, or the text proposes nothing for it."""
    if sent.get("respondents"):
        return None
    people = [respondent_of(one) for one in found.of(RESPONDENTS) if may_fill(one)]
    place = _place(sent, found)
    subject = _subject(sent, found)
    if not (people or place or subject):
        return None
    base = {**sent, **({"occurred_in": place} if place else {})}
    accusing = {**base, "respondents": people}
    meant = {**accusing} if not subject else {**base, "subject": subject}
    pointers = [
        *(["/respondents"] if people else []),
        *([PLACE] if place else []),
        *([SUBJECT] if subject else []),
    ]
    return Filled(meant, accusing, tuple(pointers))


def may_fill(one: Proposal) -> bool:
    """Certain enough, and somewhere below the nation: nobody inside could look at what accuses the top."""
    return one.score >= SURE_OF_WHOM and dict(one.detail).get("division", NATION) != NATION


def respondent_of(one: Proposal) -> dict[str, Any]:
    detail = dict(one.detail)
    respondent: dict[str, Any] = {"kind": one.value, "division": detail["division"]}
    if one.value in _NAMED_BY_UNIT and "name" in detail:
        respondent["name"] = detail["name"]
    if one.value == RespondentKind.OTHER_AGENCY and "sector" in detail:
        respondent["sector"] = detail["sector"]
    return respondent


def _place(sent: Json, found: Found) -> str | None:
    places = found.of(PLACE)
    if sent.get("occurred_in") or len(places) != 1 or places[0].score < SURE_OF_PLACE:
        return None
    return places[0].value


def _subject(sent: Json, found: Found) -> str | None:
    """Only another kind of message: a complaint is what everything is taken for anyway."""
    kinds = found.of(SUBJECT)
    if sent.get("subject") or not kinds or kinds[0].value == "complaint" or kinds[0].score < SURE_OF_SUBJECT:
        return None
    return kinds[0].value
