"""When may a complaint be erased? When all who had it say that it is over, the longest of their terms has
passed, and nothing holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.intake.domain.heard import BEGUN_ANEW, Kind
from services.intake.domain.progress import Progress
from shared.contracts.retention import Rule
from shared.contracts.terms import Status


class HoldKind(StrEnum):
    LAWSUIT = "lawsuit"
    """A lawsuit or an administrative review."""
    INSPECTION = "inspection"
    OTHER = "other"


class Kept(StrEnum):
    """Why it is kept still."""

    OPEN = "open"
    """The complainant reads that it is not over."""
    TRIAGE = "triage"
    """Triage has not said that it is done with it, or decided anew since."""
    CASE = "case"
    """A case has not said that it is over."""
    TERM = "term"
    RECHECK = "recheck"
    """A recheck can still be asked for."""
    HELD = "held"


OVER = frozenset({Status.CLOSED, Status.NOT_ACCEPTED, Status.REFERRED, Status.WITHDRAWN})
"""The closed states. Merged is none: it is over when the complaint that answers it is."""
_OF_TRIAGE = (Kind.ACCEPTED, Kind.DECIDED, *BEGUN_ANEW)


@dataclass(frozen=True)
class Word:
    """How long one side says that it must be kept."""

    version: int
    ended_on: date
    until: date
    rule: Rule
    years: int


@dataclass(frozen=True)
class HeldFor:
    """A hold as far as the rule needs it."""

    until: date | None = None
    lifted: bool = False

    def stands(self, today: date) -> bool:
        return not self.lifted and (self.until is None or today <= self.until)


@dataclass(frozen=True)
class Standing:
    """Why it is kept; nothing means that it may be erased. `by` is the word with the longest term."""

    kept: tuple[Kept, ...]
    by: Word | None

    @property
    def due(self) -> bool:
        return not self.kept


def standing(
    state: Progress, triage: Word | None, cases: Mapping[str, Word], holds: Iterable[HeldFor], today: date
) -> Standing:
    """`cases`: the words about cases, by the case."""
    wanted = {fact.case for fact in state.history.facts if fact.case}
    said = [word for case, word in cases.items() if case in wanted] + ([triage] if triage else [])
    longest = max(said, key=lambda word: (word.until, word.years), default=None)
    until = state.recheck_until
    reasons = {
        Kept.OPEN: state.status not in OVER,
        Kept.TRIAGE: triage is None or triage.version < _newest(state, None),
        Kept.CASE: any(case not in cases or cases[case].version < _newest(state, case) for case in wanted),
        Kept.TERM: longest is None or today <= longest.until,
        Kept.RECHECK: until is not None and today <= until,
        Kept.HELD: any(hold.stands(today) for hold in holds),
    }
    return Standing(tuple(kept for kept, holds_it in reasons.items() if holds_it), longest)


def _newest(state: Progress, case: str | None) -> int:
    """The newest version that a side spoke of; a word about the term that is older than that is stale."""
    facts = state.history.facts
    of = [fact for fact in facts if (fact.case == case if case else fact.kind in _OF_TRIAGE)]
    return max((fact.version for fact in of), default=0)


def law_pending(facts: Mapping[str, Any]) -> bool:
    """Whether the complainant told of a lawsuit or a review that was pending."""
    told = facts.get("circumstances") or {}
    return "pending" in (told.get("review"), told.get("litigation"))


COUNTED = frozenset(
    {"decision", "decision_version", "body", "investigate_by", "rectify_by", "recheck_until", "decide_by",
     "of", "answers", "manner", "speed", "result"}
)  # fmt: skip


def bare(data: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a fact of progress: how it stood and when, no text and no name."""
    return {name: value for name, value in data.items() if name in COUNTED}
