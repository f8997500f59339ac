"""How a complaint stands, derived from the set of facts heard about it.

Facts come at least once and in any order, so nothing here depends on when a fact was heard: the
producer's version says which of two facts is the newer, and what a complainant's own step answered
was written into that step when it was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shared.contracts.terms import Decision, Status


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


DECIDED_STATUS = {
    Decision.ACCEPT: Status.ACCEPTED,
    Decision.ACCEPT_SPLIT: Status.ACCEPTED,
    Decision.URGENT_FORWARD: Status.ACCEPTED,
    Decision.CONTINUE_EX_OFFICIO: Status.ACCEPTED,
    Decision.RECHECK: Status.RECHECK,
    Decision.PENDING_INFO: Status.MORE_INFORMATION_NEEDED,
    Decision.REFER: Status.REFERRED,
    Decision.RETURN: Status.REFERRED,
    Decision.DECLINE: Status.NOT_ACCEPTED,
    Decision.MERGE: Status.MERGED,
    Decision.CLOSE_WITHDRAWN: Status.WITHDRAWN,
    Decision.RECORD_ONLY: Status.CLOSED,
    Decision.ANSWER: Status.CLOSED,
}
"""What each decision of triage means to the complainant while no case has said more."""

ENDS = {Status.REFERRED, Status.NOT_ACCEPTED, Status.MERGED, Status.WITHDRAWN, Status.CLOSED}


class History:
    """The facts, each once, sorted by when they happened; questions about them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        once = {fact.id: fact for fact in facts}
        self.facts = sorted(
            once.values(), key=lambda fact: (fact.at, _RANK[fact.kind], fact.version, fact.id)
        )

    def of(self, *kinds: Kind) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    def up_to(self, fact: Fact) -> "History":
        return History(self.facts[: self.facts.index(fact) + 1])

    @property
    def decision(self) -> Fact | None:
        """Triage's newest word; what it said before a complaint was opened again is over."""
        newest = max(self.of(Kind.ACCEPTED, Kind.DECIDED, *BEGUN_ANEW), key=_newness, default=None)
        return None if newest and newest.kind in BEGUN_ANEW else newest

    @property
    def accepted(self) -> bool:
        return bool(self.of(Kind.ACCEPTED))

    @property
    def recheck(self) -> Fact | None:
        """The newest request for a recheck."""
        return max(self.of(Kind.RECHECK_REQUESTED), key=_newness, default=None)

    @property
    def answered(self) -> set[str]:
        """The cases whose outcome the complainant has asked to be rechecked."""
        return {case for fact in self.of(Kind.RECHECK_REQUESTED) for case in fact.data.get("of", ())}

    def cases(self) -> set[str]:
        """The cases of the present round: since the last request for a recheck, or all. One that went to
        the body above is that body's now, unless it was designated back."""
        moves = sorted(self.of(Kind.PASSED_UP, Kind.CASE_OPENED), key=_newness)
        last = {fact.case: fact.kind for fact in moves}
        passed = {case for case, kind in last.items() if kind is Kind.PASSED_UP}
        return {fact.case for fact in self.facts if fact.case} - self.answered - passed

    def conclusions(self, cases: set[str] | None = None) -> list[Fact]:
        """The newest conclusion of each case that has one, the oldest case first."""
        newest: dict[str, Fact] = {}
        for fact in self.of(Kind.CONCLUDED):
            case = fact.case or fact.id
            if (cases is None or case in cases) and (
                case not in newest or _newness(fact) > _newness(newest[case])
            ):
                newest[case] = fact
        return sorted(newest.values(), key=_newness)

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
    def outcome(self) -> Fact | None:
        """The answer that stands: of the present round, else of the one before."""
        present = self.conclusions(self.cases())
        return (present or self.conclusions() or [None])[-1]  # type: ignore[list-item]  # None: no outcome yet


def _newness(fact: Fact) -> tuple[int, datetime, str]:
    return fact.version, fact.at, fact.id


def status(history: History) -> Status:
    """The public status that the facts add up to."""
    cases = history.cases()
    recheck = history.recheck
    if recheck and not history.conclusions(cases):
        if not _recheck_refused(history, recheck):
            return Status.RECHECK
        cases = {fact.case for fact in history.facts if fact.case}
    return _status_of_cases(history, cases) or _status_before_cases(history)


def _recheck_refused(history: History, recheck: Fact) -> bool:
    decision = history.decision
    return bool(
        decision
        and decision.kind is Kind.DECIDED
        and decision.version > recheck.data.get("decision_version", 0)
        and decision.decision not in (Decision.RECHECK, Decision.PENDING_INFO)
    )


def _status_of_cases(history: History, cases: set[str]) -> Status | None:
    conclusions = history.conclusions(cases)
    closed = history.closed(cases)
    concluded = {fact.case for fact in conclusions}
    if cases - concluded - closed:
        return _status_of_open_cases(history, cases, conclusions)
    if any(fact.data.get("rectify_by") and fact.case not in closed for fact in conclusions):
        return Status.RECTIFYING
    if concluded - closed:
        return Status.CONCLUDED
    if cases:
        return Status.CLOSED if conclusions or not history.of(Kind.WITHDRAWN) else Status.WITHDRAWN
    return None


def _status_of_open_cases(history: History, cases: set[str], conclusions: list[Fact]) -> Status:
    decision = history.decision
    if decision and decision.kind is Kind.DECIDED and not conclusions:
        # Triage ended it after the case was opened: withdrawn, merged, handed on.
        ended = DECIDED_STATUS[decision.decision] if decision.decision else None
        if ended in ENDS:
            return ended
    started = conclusions or [fact for fact in history.of(Kind.INVESTIGATING) if fact.case in cases]
    return Status.INVESTIGATING if started else Status.ACCEPTED


def _status_before_cases(history: History) -> Status:
    decision = history.decision
    if decision and decision.decision and decision.decision is not Decision.PENDING_INFO:
        return DECIDED_STATUS[decision.decision]
    if history.of(Kind.WITHDRAWN):
        return Status.WITHDRAWN
    return Status.MORE_INFORMATION_NEEDED if history.open_questions else Status.RECEIVED


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: the fact and how the complaint stood from then on.

    `corrected` marks the later word of a case that was concluded before: its correction is carried out.
    """

    fact: Fact
    status: Status
    corrected: bool = False


def timeline(history: History) -> list[Entry]:
    """What happened, oldest first. That the body opened a case is no news beside triage's acceptance."""
    told = [fact for fact in history.facts if fact.kind is not Kind.CASE_OPENED or not history.accepted]
    return [_entry(history.up_to(fact), fact) for fact in told]


def _entry(history: History, fact: Fact) -> Entry:
    earlier = [said for said in history.of(Kind.CONCLUDED) if said.case == fact.case and said != fact]
    return Entry(fact, status(history), corrected=fact.kind is Kind.CONCLUDED and bool(earlier))


class Party(StrEnum):
    """Who acts next."""

    BODY = "body"
    YOU = "you"
    SUPERVISED_UNIT = "supervised_unit"
    OTHER_AUTHORITY = "other_authority"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Next:
    """Who acts next, and the day by which; `field` names where the day comes from."""

    party: Party
    by: date | None


_NEXT: dict[Status, tuple[Party, str | None]] = {
    Status.RECEIVED: (Party.BODY, "accept_by"),
    Status.MORE_INFORMATION_NEEDED: (Party.YOU, None),
    Status.ACCEPTED: (Party.BODY, "investigate_by"),
    Status.INVESTIGATING: (Party.BODY, "investigate_by"),
    Status.RECHECK: (Party.BODY, "investigate_by"),
    Status.CONCLUDED: (Party.YOU, "recheck_until"),
    Status.RECTIFYING: (Party.SUPERVISED_UNIT, "rectify_by"),
    Status.REFERRED: (Party.OTHER_AUTHORITY, None),
    Status.MERGED: (Party.BODY, None),
    Status.NOT_ACCEPTED: (Party.NOBODY, None),
    Status.CLOSED: (Party.NOBODY, None),
    Status.WITHDRAWN: (Party.NOBODY, None),
}


@dataclass(frozen=True)
class Progress:
    """All that a complainant may know of how the complaint stands."""

    history: History
    status: Status
    timeline: list[Entry]
    body: tuple[str, str] | None
    decision: Decision | None
    decided: Fact | None
    outcome: Fact | None
    investigate_by: date | None
    next: Next
    paused_until: date | None = None


def progress(facts: Iterable[Fact], accept_by: date) -> Progress:
    """The state that `facts` add up to, whatever their order and however often each was heard."""
    history = History(facts)
    stands = status(history)
    decided = history.decision
    outcome = history.outcome
    days = {"accept_by": accept_by, "investigate_by": _investigate_by(history)}
    if outcome:
        days |= {name: _day(outcome.data.get(name)) for name in ("recheck_until", "rectify_by")}
    party, name = _NEXT[stands]
    return Progress(
        history=history,
        status=stands,
        timeline=timeline(history),
        body=_body(history),
        decision=decided.decision if decided else None,
        decided=decided,
        outcome=outcome,
        investigate_by=days["investigate_by"],
        next=Next(party, days.get(name) if name else None),
        paused_until=_paused_until(history) if name == "investigate_by" else None,
    )


def _paused_until(history: History) -> date | None:
    """The newest word of each case that is not answered; of several cases the last day."""
    running = history.cases() - {fact.case for fact in history.of(Kind.CONCLUDED, Kind.CLOSED)}
    words = sorted(history.of(Kind.PAUSED, Kind.RESUMED), key=_newness)
    last = {fact.case: fact for fact in words if fact.case in running}
    days = [_day(fact.data.get("until")) for fact in last.values() if fact.kind is Kind.PAUSED]
    return max((day for day in days if day is not None), default=None)


def _investigate_by(history: History) -> date | None:
    newest = max(history.of(Kind.ACCEPTED), key=_newness, default=None)
    recheck = history.recheck
    if recheck and (newest is None or newest.version <= recheck.data.get("decision_version", 0)):
        return _day(recheck.data.get("decide_by"))
    if newest is None:
        return None
    # An extension holds for its own case, whichever word is heard first.
    known = history.cases()
    longer = [fact for fact in history.of(Kind.EXTENDED) if fact.case in known]
    counted_anew = [fact for fact in history.of(*COUNTED_ANEW) if fact.case in known]
    if counted_anew:
        newest = max(counted_anew, key=_newness)
        longer = [fact for fact in longer if fact.version > newest.version]
    days = [_day(fact.data.get("investigate_by")) for fact in (newest, *longer)]
    return max((day for day in days if day is not None), default=None)


def _body(history: History) -> tuple[str, str] | None:
    naming = [fact for fact in history.of(Kind.ACCEPTED, Kind.DECIDED) if fact.data.get("body")]
    newest = max(naming, key=_newness, default=None)
    return (newest.data["body"], newest.data.get("body_name") or newest.data["body"]) if newest else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
