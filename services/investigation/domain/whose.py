"""Whose an action is: the checks of the person who asks, each with the reason that it gives."""

from services.investigation.domain import absence, certificates, recusal
from services.investigation.domain.case import Caller, CaseFacts, Closed, State
from services.investigation.domain.conditions import EXTENSION


def certified(facts: CaseFacts, caller: Caller) -> Closed | None:
    return certificates.missing(caller, facts.today)


def on_the_team(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if caller.staff_id in facts.team else Closed("not_yours")


def leads(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if caller.staff_id == facts.lead else Closed("not_the_lead")


def leads_or_is_head(facts: CaseFacts, caller: Caller) -> Closed | None:
    """With neither left, what is decided may be taken on by any certified colleague: it goes up no more."""
    if caller.is_head:
        return None
    if facts.lead is None and facts.heads == 0 and facts.state in (State.RECTIFYING, State.CONCLUDED):
        return certified(facts, caller)
    closed = leads(facts, caller)
    return closed and (absence.entered(caller) or closed)


def on_the_team_or_head(facts: CaseFacts, caller: Caller) -> Closed | None:
    if caller.is_head or not (closed := on_the_team(facts, caller)):
        return None
    return absence.entered(caller) or closed


def did_not_ask(facts: CaseFacts, caller: Caller) -> Closed | None:
    asked = facts.extension_asked_by in caller.theirs
    return Closed("own_application", EXTENSION) if asked else None


def head_or_none_is_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    """A head gives it up; where no head is left, nor a deputy, the lead investigator does."""
    if caller.is_head:
        return None
    none_is_left = Closed("role", recusal.TEAM, {"roles": ["head"]}) if facts.heads != 0 else None
    closed = none_is_left or leads(facts, caller)
    return closed and (absence.entered(caller) or closed)
