"""Who must withdraw from a case, who decides it, and when a body cannot handle the case any more.

Petition art. 28(3), civil service art. 74-77: an own interest, kin, or another tie; reported by oneself,
asked for by either side, or noticed by others. The head decides; the superior decides on the head.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.investigation.domain.case import DECIDED, Caller, CaseFacts, Closed, Fault, State
from services.investigation.domain.ties import ARTICLE

TEAM = "measures:5"
SMALLEST_TEAM = 2
LOOSE = re.compile(r"[\s·•‧・]")
"""What is written within a name or left out, as one likes."""
NO_WORD = re.compile(r"[\W_]")
SHORTEST = 4
"""Fewer signs say nothing."""
GIVEN_ON = frozenset({State.QUEUED}) | DECIDED
"""Where somebody must take a case on that nobody has."""
UNDECIDED = frozenset({State.QUEUED, State.INVESTIGATING, State.PROPOSED})


class Side(StrEnum):
    """Who says so."""

    SELF = "self"
    COMPLAINANT = "complainant"
    UNIT = "unit"
    OTHERS = "others"


@dataclass(frozen=True)
class Asked:
    """That somebody withdraw for a tie, and what in the records shows it, if they do. `refused` is None while
    nobody has decided. `new`: what the applicant has learnt since it was refused."""

    staff_id: str
    tie: str
    cause: str | None = None
    refused: bool | None = None
    said: str = ""
    new: str = ""


def named(said: str, names: Mapping[str, str]) -> list[str]:
    """Of people by user name, those whose name stands in what was said; one sign alone is no name. Of a name
    that only stands within a longer one of another of them nothing is said."""
    text, plainly = _close(said), {username: _close(name) for username, name in names.items()}
    found = set()
    for name in sorted({each for each in plainly.values() if len(each) > 1}, key=len, reverse=True):
        if name in text:
            found.add(name)
            text = text.replace(name, "\n")
    return [username for username, name in plainly.items() if name in found]


def _close(text: str) -> str:
    return LOOSE.sub("", unicodedata.normalize("NFKC", text).casefold())


def at_once(side: Side) -> bool:
    """Whoever reports a tie of their own withdraws without waiting for a decision."""
    return side is Side.SELF


def asked_before(side: Side, asked: Asked, before: Iterable[Asked]) -> str | None:
    """Why it is not asked for again: the same waits already, or was refused, and other words are no new
    ground. A tie that nobody decided on is one, what the records show by now, and what is said to be new and
    was not said before (civil service art. 76); what people say of themselves is always heard."""
    if at_once(side):
        return None
    same = [each for each in before if (each.staff_id, each.tie) == (asked.staff_id, asked.tie)]
    if any(each.refused is None for each in same):
        return "recusal_asked"
    if not any(each.refused and asked.cause in (None, each.cause) for each in same):
        return None
    if not asked.new.strip():
        return "recusal_refused"
    return None if says_new(asked.new, (each.said for each in same)) else "recusal_nothing_new"


def says_new(said: str, before: Iterable[str]) -> bool:
    """Whether it holds a fact that no application before named: the same words, or some of them, are none."""
    text = _words(said)
    return len(text) >= SHORTEST and not any(_repeats(text, _words(each)) for each in before)


def _repeats(text: str, before: str) -> bool:
    """It stands there already, or little is left of it without what was said before."""
    if len(before) < SHORTEST:
        return text == before
    return text in before or len(text.replace(before, "")) < SHORTEST


def _words(text: str) -> str:
    return NO_WORD.sub("", _close(text))


def decider(body: str, above: str | None, is_head: bool) -> str:
    """The body whose head decides: the case's own, for a head, or who stands in for one, the one
    above; at the top its own."""
    return above or body if is_head else body


def goes_further(decider: str, ways: Mapping[str, bool]) -> str | None:
    """The body whose head decides in place of `decider`, the case's own or one above, where no head who may
    is there to decide before the case's term is over; `ways` tells of it and those above, the nearest first.
    Nobody waits for a head who cannot come in time: the next superior with one decides (civil service
    art. 76). None: it stays."""
    if ways[decider]:
        return None
    return next((body for body, there in ways.items() if there), None)


def faults(side: Side, applicant: str, concerned: str | None, reason: str) -> list[Fault]:
    """What an application lacks; `concerned` is None where nobody of the body bears that user name."""
    wrong = []
    if concerned is None:
        wrong.append(Fault("/username", "not_of_this_body", ARTICLE))
    elif side is Side.SELF and concerned != applicant:
        wrong.append(Fault("/side", "not_yourself", ARTICLE))
    return wrong + ([] if reason.strip() else [Fault("/reason", "required", ARTICLE)])


def not_asked_of(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Whose own recusal is not decided yet does not decide on the outcome; to investigate goes on meanwhile
    (penalties act art. 43)."""
    return None if caller.theirs.isdisjoint(facts.recusals_waiting) else Closed("recusal_waits", ARTICLE)


def not_asked_of_while_others_can(facts: CaseFacts, caller: Caller) -> Closed | None:
    """The same of whoever decides on the recusal of others; at the top, where no superior could, heads decide
    on one another."""
    return not_asked_of(facts, caller) if facts.above is not None else None


def decided_of_those_who_made_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    """An outcome stands, and a case is closed, only when it is decided whether those who have it in hand
    withdraw: who proposed it, passed it on or approved it, and who is on the team. Of all others it does not
    matter to the outcome."""
    hands = {facts.proposer, facts.approved_by, *(each.by for each in facts.passed), *facts.team}
    names = dict.fromkeys(name for who, name in sorted(facts.recusals_waiting.items()) if who in hands)
    return Closed("recusal_undecided", ARTICLE, {"names": "、".join(names)}) if names else None


def goes_up(able: int | None, heads: int | None) -> bool:
    """No pair of certified investigators is left (K1), or no head to approve (K2)."""
    return (able is not None and able < SMALLEST_TEAM) or heads == 0


def left_alone(facts: CaseFacts) -> Closed | None:
    """What is to be done with a case that nobody has any more and that goes up to nobody by itself: one that
    is decided, or an own one whose people withdrew."""
    if facts.lead is not None:
        return None
    return _own_left_alone(facts) or _decided_left_alone(facts)


def _decided_left_alone(facts: CaseFacts) -> Closed | None:
    """Whoever had it withdrew or left the body; who decided on it does not make its checks (art. 4)."""
    if facts.state not in DECIDED:
        return None
    if not facts.able:
        return Closed("nobody_may_end_it", TEAM)
    return Closed("give_on_what_is_decided", "measures:6")


def _own_left_alone(facts: CaseFacts) -> Closed | None:
    """No desk gave it to this body, so its head gives it on (Measures art. 6), or has others appointed, or
    asks the body above to order it itself (art. 5)."""
    withdrew = any(f"STAFF-{who}" in facts.barred for who in facts.hands)
    if not facts.own or facts.state not in GIVEN_ON or not withdrew:
        return None
    if facts.heads == 0:
        return Closed("no_head_is_left", TEAM)
    able = facts.able or 0
    return Closed("too_few_are_left", TEAM) if able < SMALLEST_TEAM else Closed("give_it_on", "measures:6")


def takes_it_up(facts: CaseFacts, decided: bool) -> bool:
    """Whether a recusal gives the case to the body above by itself: where a head decided it and too few are
    left, or where nobody is left who could give it away (no head who may decide, and no lead). A head who
    comes back within the term is left."""
    if facts.state not in UNDECIDED or not facts.above:
        return False
    nobody = facts.heads == 0 and facts.lead is None
    return goes_up(facts.able, heads_in_time(facts)) and (decided or nobody)


def heads_in_time(facts: CaseFacts) -> int | None:
    """Who can decide as a head, or will before the clock has run out."""
    return facts.heads or int(facts.head_from is not None) if facts.heads is not None else None
