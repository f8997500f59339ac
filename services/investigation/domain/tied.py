"""What somebody with a tie that the records show may not do, and how that is told to them and to others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.investigation.domain.case import Caller, CaseFacts, Closed, Fault, State
from services.investigation.domain.conflicts import ANSWERED, Conflict
from services.investigation.domain.recusal import UNDECIDED
from services.investigation.domain.ties import ARTICLES, Tie

CODES = {
    Tie.LEGAL_REVIEWER: "reviewed_the_act",
    Tie.CO_HANDLER: "handled_the_act",
    Tie.WORKED_THERE: "worked_there",
}


def code(tie: Conflict) -> str:
    """How a refusal for this tie is called."""
    if tie.tie is Tie.LEGAL_REVIEWER and tie.unit:
        return "unit_reviewed"
    if tie.cause == ANSWERED:
        return "answered_it"
    return "works_there" if tie.serving else CODES[tie.tie]


def by_posts(tie: Conflict) -> bool:
    """Whether it follows from where somebody worked, not from being named."""
    return tie.tie is Tie.WORKED_THERE or (tie.tie is Tie.LEGAL_REVIEWER and bool(tie.unit))


def detail(tie: Conflict) -> Mapping[str, Any]:
    return {"unit": tie.unit, "until": tie.until}


def not_tied(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Whoever reviewed (Measures art. 10(2)) or handled the act would judge their own work; whoever worked in
    the accused unit within three years, that of their colleagues; whoever investigated, passed on or approved
    the answer before, in a recheck, their own again (petition art. 35)."""
    tie = next((facts.conflicts[each] for each in sorted(caller.theirs) if each in facts.conflicts), None)
    return Closed(code(tie), ARTICLES[tie.tie], detail(tie)) if tie else None


def fault(tie: Conflict, pointer: str, name: str) -> Fault:
    """The same of somebody who is named."""
    return Fault(pointer, code(tie), ARTICLES[tie.tie], {**detail(tie), "name": name})


def put_forward(state: State, *, works_on_it: bool, decides: bool, takes_a_step: bool) -> bool:
    """Whether it is asked if somebody who is tied withdraws: whoever works on the case, may decide it today
    or, while its outcome is open, takes a step before the head's. Others are only not given it."""
    return works_on_it or decides or (takes_a_step and state in UNDECIDED)


def may_have_been_there(tie: Conflict | None, day: date) -> bool:
    """Who worked on the case before anybody knew of the tie took part in what was done until that day; the
    record says so."""
    return tie is None or (tie.known is not None and day < tie.known)
