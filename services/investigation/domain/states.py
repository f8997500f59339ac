"""What is open to whom in a case now, and where it leads.

`may`, the shell's moves, the diagram in the docs and the truth table of the tests all come from TABLE.
"""

from services.investigation.domain import absence
from services.investigation.domain.actions import DECLARES, HEAD, TABLE
from services.investigation.domain.case import Action, Caller, CaseFacts, Closed, State
from services.investigation.domain.sight import sees

__all__ = ["TABLE", "Forbidden", "closed_reason", "may", "move"]


class Forbidden(Exception):
    """The action is not open to this caller now; `closed` says why."""

    def __init__(self, closed: Closed) -> None:
        super().__init__(closed.code)
        self.closed = closed


def closed_reason(facts: CaseFacts, caller: Caller, action: Action) -> Closed | None:
    """Why the action is not open to the caller now; None when it is open."""
    rule = TABLE[action]
    if not sees(facts, caller):
        return Closed("no_sight", "measures:2")
    for check in rule.never:
        if closed := check(facts, caller):
            return closed
    if not rule.roles & caller.roles:
        return Closed("role", rule.article, {"roles": sorted(rule.roles)})
    if facts.state not in rule.moves:
        return Closed(
            "state", rule.article, {"state": facts.state, "own": facts.own, "from": sorted(rule.moves)}
        )
    if rule.roles == HEAD and (away := absence.entered(caller)):
        return away
    for check in rule.who + rule.when:
        closed = check(facts, caller)
        if closed is not None:
            return closed
    return None


def may(facts: CaseFacts, caller: Caller) -> dict[Action, Closed | None]:
    """Every action, with None where it is open to the caller and the reason where it is closed."""
    return {action: closed_reason(facts, caller, action) for action in Action}


def declares(facts: CaseFacts, caller: Caller, action: Action) -> bool:
    """Whether the caller says by this that they know of no tie: not where it is asked if they withdraw, or
    the records show one."""
    if action not in DECLARES or caller.staff_id in facts.recusals_waiting:
        return False
    return closed_reason(facts, caller, Action.DECLARE) is None


def move(facts: CaseFacts, caller: Caller, action: Action, to: State | None = None) -> State:
    """The state after the action. Raises Forbidden. `to` chooses where the table leaves a choice."""
    closed = closed_reason(facts, caller, action)
    if closed is not None:
        raise Forbidden(closed)
    targets = TABLE[action].moves[facts.state]
    if to is None and len(targets) == 1:
        return targets[0]
    if to not in targets:
        raise ValueError(f"{action} leads from {facts.state} to {targets}, not to {to}")
    return to
