"""What was heard about a complaint, and questions about it.

Facts come at least once and in any order, so nothing here depends on when a fact was heard: the
producer's version says which of two facts is the newer, and what a complainant's own step answered
was written into that step when it was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.contracts.terms import RECHECKS, Decision


class Kind(StrEnum):
    """What can be heard about a complaint; the order breaks ties of time in the timeline."""

    RECEIVED = "received"
    INFORMATION_REQUESTED = "information_requested"
    SUPPLEMENTED = "supplemented"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    REOPENED = "reopened"
    ORDER_DESIGNATED = "order_designated"
    CASE_OPENED = "case_opened"
    INVESTIGATING = "investigating"
    MESSAGED = "messaged"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    TERM_MOVED = "term_moved"
    PASSED_UP = "passed_up"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    RATED = "rated"
    RECHECK_REQUESTED = "recheck_requested"


BEGUN_ANEW = (Kind.REOPENED, Kind.ORDER_DESIGNATED)
"""What was decided before is over."""
COUNTED_ANEW = (Kind.TERM_MOVED, Kind.PAUSED, Kind.RESUMED)  # each tells the last day as it then is
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that happened. `version` counts within its producer (and case); `data` is plain JSON."""

    id: str
    kind: Kind
    at: datetime
    version: int = 0
    case: str | None = None
    data: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def decision(self) -> Decision | None:
        return Decision(self.data["decision"]) if "decision" in self.data else None


class History:
    """The facts, each once, sorted by when they happened; questions about them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        once = _told_once(facts)
        began = _began(once.values())

        def place(fact: Fact) -> tuple[Any, ...]:
            """Of one moment, that of the case which began first is told first: ids are chance, and versions
            tell nothing between cases."""
            case = fact.case or ""
            return fact.at, _rank(fact), began.get(case, fact.at), case, fact.version, fact.id

        self.facts = sorted(once.values(), key=place)

    def of(self, *kinds: Kind) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    def up_to(self, fact: Fact) -> "History":
        return History(self.facts[: self.facts.index(fact) + 1])

    @property
    def decision(self) -> Fact | None:
        """Triage's newest word; what it said before a complaint was opened again is over."""
        newest = max(self.of(Kind.ACCEPTED, Kind.DECIDED, *BEGUN_ANEW), key=newness, default=None)
        return None if newest and newest.kind in BEGUN_ANEW else newest

    @property
    def accepted(self) -> bool:
        return bool(self.of(Kind.ACCEPTED))

    @property
    def recheck(self) -> Fact | None:
        """The newest request for a recheck."""
        return max(self.of(Kind.RECHECK_REQUESTED), key=newness, default=None)

    @property
    def rechecks(self) -> int:
        """How often an answer was contested; also by this complaint, where it is about a closed one, and
        before, where that one's answer was a recheck's; and under another number, where both were answered
        together."""
        told = (
            fact.data.get("rechecks", 0) + (fact.case in self.answered) for fact in self.of(Kind.CONCLUDED)
        )
        return max([self._rechecks_here, *map(int, told)])

    @property
    def _rechecks_here(self) -> int:
        asked = len(self.of(Kind.RECHECK_REQUESTED))
        first = min(self.of(Kind.ACCEPTED), key=newness, default=None)
        if first is None or first.decision is not Decision.RECHECK or self._asked_before(first):
            return asked
        return asked + 1 + bool(first.data.get("rechecked_before"))

    @property
    def last_instance(self) -> bool:
        """Whether no answer can be contested any more."""
        return self.rechecks >= RECHECKS

    def _asked_before(self, accepted: Fact) -> bool:
        """Whether it was this complaint's own reply that was to be rechecked then."""
        asked = (fact.data.get("decision_version", 0) for fact in self.of(Kind.RECHECK_REQUESTED))
        return any(version < accepted.version for version in asked)

    @property
    def withdrawn_now(self) -> bool:
        """Whether it was withdrawn since it was last asked to be looked at: at first, or for a recheck."""
        asked = self.recheck
        return any(asked is None or fact.version > asked.version for fact in self.of(Kind.WITHDRAWN))

    @property
    def answered(self) -> set[str]:
        """The cases whose outcome the complainant has asked to be rechecked."""
        return {case for fact in self.of(Kind.RECHECK_REQUESTED) for case in fact.data.get("of", ())}

    def cases(self) -> set[str]:
        """The cases of the present round: since the last request for a recheck, or all. One that went to
        the body above is that body's now, unless it was designated back."""
        return {fact.case for fact in self.facts if fact.case} - self.answered - self._lost

    @property
    def _lost(self) -> set[str]:
        """The cases that other bodies have now; what was answered there stands no more."""
        moves = sorted(self.of(Kind.PASSED_UP, Kind.CASE_OPENED), key=newness)
        last = {fact.case: fact.kind for fact in moves if fact.case}
        return {case for case, kind in last.items() if kind is Kind.PASSED_UP}

    def conclusions(self, cases: set[str] | None = None) -> list[Fact]:
        """The newest conclusion of each case that has one, the oldest case first."""
        newest: dict[str, Fact] = {}
        for fact in self.of(Kind.CONCLUDED):
            case = fact.case or fact.id
            if (cases is None or case in cases) and (
                case not in newest or newness(fact) > newness(newest[case])
            ):
                newest[case] = fact
        return sorted(newest.values(), key=lambda fact: (self._first_said(fact), newness(fact)))

    def _first_said(self, concluded: Fact) -> datetime:
        """When its case was answered; versions tell nothing between cases."""
        same = (fact.at for fact in self.of(Kind.CONCLUDED) if fact.case == concluded.case)
        return min(same, default=concluded.at)

    def closed(self, cases: set[str]) -> set[str]:
        return {fact.case for fact in self.of(Kind.CLOSED) if fact.case in cases}

    @property
    def open_questions(self) -> list[Fact]:
        """What triage asked and no later message of the complainant has answered."""
        asked = [
            fact
            for fact in self.of(Kind.INFORMATION_REQUESTED, Kind.DECIDED)
            if fact.kind is Kind.INFORMATION_REQUESTED or fact.decision is Decision.PENDING_INFO
        ]
        answered = {name for fact in self.of(Kind.SUPPLEMENTED) for name in fact.data.get("answers", ())}
        return [fact for fact in asked if fact.id not in answered]

    @property
    def earlier(self) -> list[tuple[datetime, Fact]]:
        """The answers before the present one, of which a recheck was asked for, also under another number, or
        which stand beside it, about other matters; with when each was given. One that fell is none."""
        now = self.outcome.data.get("rechecks", 0) if self.outcome else 0
        beside = self.conclusions(self.cases())
        below = [
            fact
            for fact in self.conclusions()
            if fact != self.outcome
            and fact.case not in self._lost
            and (fact.case in self.answered or fact.data.get("rechecks", 0) < now or fact in beside)
        ]
        return [(self._first_said(fact), fact) for fact in below]

    @property
    def outcome(self) -> Fact | None:
        """The answer that stands: of the present round, else of the one before; none of a body that lost the
        matter since."""
        present = self.conclusions(self.cases())
        before = [fact for fact in self.conclusions() if fact.case not in self._lost]
        return (present or before or [None])[-1]  # type: ignore[list-item]  # None: no outcome yet


def _told_once(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Without that an answer fell which nobody was given: with the case of matters that were alleged later
    none went."""
    once = {fact.id: fact for fact in facts}
    given = {fact.case for fact in once.values() if fact.kind is Kind.CONCLUDED}
    return {key: fact for key, fact in once.items() if not fact.data.get("fell") or fact.case in given}


def _began(facts: Iterable[Fact]) -> dict[str, datetime]:
    """When the first thing of each case happened."""
    first: dict[str, datetime] = {}
    for fact in facts:
        if fact.case:
            first[fact.case] = min(fact.at, first.get(fact.case, fact.at))
    return first


def _rank(fact: Fact) -> int:
    """That an answer fell is told with it where triage heard of the loss first: it comes after the answer.
    That a body lost the case comes before the acceptance of the one that took it over, by which it did."""
    if fact.data.get("fell"):
        return _RANK[Kind.CONCLUDED] * 2 + 1
    if fact.kind is Kind.PASSED_UP and fact.data.get("taken_over"):
        return _RANK[Kind.ACCEPTED] * 2 - 1
    return _RANK[fact.kind] * 2


def newness(fact: Fact) -> tuple[int, datetime, str]:
    """The producer's version says which of two facts is the newer."""
    return fact.version, fact.at, fact.id
