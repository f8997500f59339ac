"""What an accepted complaint becomes when a body's case is opened for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from shared.contracts.terms import RespondentKind

_PERSONS = frozenset(
    {
        RespondentKind.LEADER,
        RespondentKind.OFFICER,
        RespondentKind.AUXILIARY,
        RespondentKind.SUPERVISION_STAFF,
    }
)


@dataclass(frozen=True)
class Alleged:
    """One allegation as triage split it."""

    ref: str
    respondent: Mapping[str, Any]
    natures: tuple[str, ...]
    categories: tuple[str, ...]


def case_id(complaint_id: UUID, body: str) -> UUID:
    """One complaint has one case before one body, until it is answered: its recheck goes to another body."""
    return uuid5(complaint_id, body)


def further(case: UUID, complaint_id: UUID, body: str) -> bool:
    """Whether it looks into what was alleged after that body's answer."""
    return case != case_id(complaint_id, body)


def alleged(allegations: Iterable[Mapping[str, Any]]) -> tuple[Alleged, ...]:
    """The allegations; a complaint that was not split is one allegation about what it says."""
    found = tuple(
        Alleged(
            str(each.get("id") or position),
            each.get("respondent") or {},
            tuple(each.get("natures") or ()),
            tuple(each.get("categories") or ()),
        )
        for position, each in enumerate(allegations, start=1)
    )
    return found or (Alleged("1", {}, (), ()),)


@dataclass(frozen=True)
class Answered:
    """A matter of which an answer speaks, and the category that was found, if there was a finding."""

    ref: str
    respondent: Mapping[str, Any]
    category: str | None


def unanswered(allegations: Iterable[dict[str, Any]], answered: Iterable[Answered]) -> list[dict[str, Any]]:
    """Those of which no answer speaks, neither under their name nor by what it found about the same one."""
    before = list(answered)
    refs = {each.ref for each in before}
    return [
        each
        for position, each in enumerate(allegations, start=1)
        if str(each.get("id") or position) not in refs and not any(_found_as(each, one) for one in before)
    ]


def _found_as(alleged: Mapping[str, Any], answered: Answered) -> bool:
    same = (alleged.get("respondent") or {}) == answered.respondent
    return same and list(alleged.get("categories") or ()) == [answered.category]


def accused_persons(respondents: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Codes of the persons named: whoever bears the name in that division must not see the case."""
    return frozenset(
        f"PERSON-{division}:{name}"
        for respondent in respondents
        if respondent.get("kind") in _PERSONS and (name := (respondent.get("name") or "").strip())
        for division in _divisions(respondent)
    )


def _divisions(respondent: Mapping[str, Any]) -> Iterable[str]:
    post = respondent.get("current_post") or {}
    for division in (respondent.get("division"), respondent.get("entrusted_by"), post.get("division")):
        if division:
            yield str(division).rpartition("-")[2]
