"""How a complaint stands, derived from the set of facts heard about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.intake.domain.heard import COUNTED_ANEW, Fact, History, Kind, newness
from services.intake.domain.standing import status
from shared.contracts.terms import Decision, Status


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: the fact and how the complaint stood from then on.

    `corrected` marks the later word of a case that was concluded before: nothing is left to be put right.
    `moved` marks one after which something still is: the unit has another day for it, or another measure.
    `longer` marks one that says no more than that a recheck can be asked for until a later day.
    `rechecks` is how often an answer had been contested by then: 1 is of the recheck, 2 of the second one.
    """

    fact: Fact
    status: Status
    corrected: bool = False
    moved: bool = False
    rechecks: int = 0
    longer: bool = False


def timeline(history: History) -> list[Entry]:
    """What happened, oldest first. That the body opened a case is no news beside triage's acceptance."""
    told = [fact for fact in history.facts if fact.kind is not Kind.CASE_OPENED or not history.accepted]
    return [_entry(history.up_to(fact), fact) for fact in told]


def _entry(history: History, fact: Fact) -> Entry:
    earlier = [said for said in history.of(Kind.CONCLUDED) if said.case == fact.case and said != fact]
    later = fact.kind is Kind.CONCLUDED and bool(earlier)
    owed, longer = bool(fact.data.get("rectify_by")), later and _only_longer(earlier, fact)
    other = later and not longer
    return Entry(fact, status(history), other and not owed, other and owed, history.rechecks, longer)


def _only_longer(earlier: list[Fact], fact: Fact) -> bool:
    """Whether a later word of the same answer moves nothing but the last day for a recheck."""
    before = max(earlier, key=newness).data
    same = before.get("rectify_by") == fact.data.get("rectify_by")
    return same and before.get("recheck_until") != fact.data.get("recheck_until")


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
    body: tuple[str, str | None] | None
    """The code of who has it in hand, and its name where it was told."""
    decision: Decision | None
    decided: Fact | None
    outcome: Fact | None
    investigate_by: date | None
    next: Next
    paused_until: date | None = None
    recheck_until: date | None = None
    """Of what was answered in several cases the last day: they are contested together."""


def progress(facts: Iterable[Fact], accept_by: date) -> Progress:
    """The state that `facts` add up to, whatever their order and however often each was heard."""
    history = History(facts)
    stands = status(history)
    decided = history.decision
    outcome = history.outcome
    until = _last_of_answers(history, "recheck_until")
    days = {
        "accept_by": accept_by,
        "investigate_by": _investigate_by(history),
        "rectify_by": _last_of_answers(history, "rectify_by", history.closed(history.cases())),
        "recheck_until": None if history.last_instance else until,
    }
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
        recheck_until=until,
    )


def _last_of_answers(history: History, name: str, without: Collection[str] = ()) -> date | None:
    """Of the answers that stand beside each other, but for cases that are through."""
    beside = history.conclusions(history.cases()) or [fact for fact in (history.outcome,) if fact]
    days = [_day(fact.data.get(name)) for fact in beside if fact.case not in without]
    return max((day for day in days if day is not None), default=None)


def _paused_until(history: History) -> date | None:
    """The newest word of each case that is not answered; of several cases the last day."""
    running = _running(history)
    words = sorted(history.of(Kind.PAUSED, Kind.RESUMED), key=newness)
    last = {fact.case: fact for fact in words if fact.case in running}
    days = [_day(fact.data.get("until")) for fact in last.values() if fact.kind is Kind.PAUSED]
    return max((day for day in days if day is not None), default=None)


def _running(history: History) -> set[str]:
    """The cases that are not answered yet."""
    over = history.of(Kind.CONCLUDED, Kind.CLOSED)
    return history.cases() - {fact.case for fact in over if fact.case}


def _investigate_by(history: History) -> date | None:
    newest = max(history.of(Kind.ACCEPTED), key=newness, default=None)
    recheck = history.recheck
    if recheck and (newest is None or newest.version <= recheck.data.get("decision_version", 0)):
        return _day(recheck.data.get("decide_by"))
    if newest is None:
        return None
    # An extension holds for its own case, whichever word is heard first; and once one of several is answered,
    # the days of the others count.
    known = _running(history) or history.cases()
    longer = [fact for fact in history.of(Kind.EXTENDED) if fact.case in known]
    counted_anew = [fact for fact in history.of(*COUNTED_ANEW) if fact.case in known]
    if counted_anew:
        newest = max(counted_anew, key=newness)
        longer = [fact for fact in longer if fact.version > newest.version]
    days = [_day(fact.data.get("investigate_by")) for fact in (newest, *longer)]
    return max((day for day in days if day is not None), default=None)


def _body(history: History) -> tuple[str, str | None] | None:
    """Who decided last; of a recheck that nobody decided on yet the body above that the answer named: it is
    no more in the hands of the one that is contested."""
    naming = [fact for fact in history.of(Kind.ACCEPTED, Kind.DECIDED) if fact.data.get("body")]
    newest = max(naming, key=newness, default=None)
    recheck, answer = history.recheck, history.outcome
    above = answer.data.get("recheck_body") if answer else None
    if recheck and above and (not newest or newest.version <= recheck.data.get("decision_version", 0)):
        return above, None
    said = answer.data if answer and not (recheck and recheck.at > answer.at) else {}
    if said.get("rechecks") and said.get("body"):  # rechecked under another number
        return said["body"], said.get("body_name")
    return (newest.data["body"], newest.data.get("body_name") or newest.data["body"]) if newest else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
