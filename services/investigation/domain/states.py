"""The life of a case as one table.

`may`, the shell's moves, the diagram in the docs and the truth table of the tests all come from
TABLE. Who may at all (`roles`, `who`) stands apart from what is possible now (`moves`, `when`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.investigation.domain import approval, recusal, unit
from services.investigation.domain.case import ENDED, Action, Caller, CaseFacts, Closed, State
from services.investigation.domain.sight import sees
from shared.contracts.terms import Role

Check = Callable[[CaseFacts, Caller], Closed | None]

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
HEAD = frozenset({Role.HEAD})
DESK = INVESTIGATOR | HEAD
EXTENSION = "petition:34"
COMPETENCE = "petition:24"
UNDECIDED = tuple(state for state in State if state not in ENDED)


class Forbidden(Exception):
    """The action is not open to this caller now; `closed` says why."""

    def __init__(self, closed: Closed) -> None:
        super().__init__(closed.code)
        self.closed = closed


def certified(facts: CaseFacts, caller: Caller) -> Closed | None:
    valid_to = caller.certificate_valid_to
    if valid_to is None:
        return Closed("certificate_missing", "measures:6")
    return Closed("certificate_expired", "measures:6") if valid_to < facts.today else None


def on_the_team(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if caller.staff_id in facts.team else Closed("not_yours")


def leads(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if caller.staff_id == facts.lead else Closed("not_the_lead")


def leads_or_is_head(facts: CaseFacts, caller: Caller) -> Closed | None:
    """With neither left, what is decided may be taken on by any certified colleague: it goes up no more."""
    if Role.HEAD in caller.roles:
        return None
    if facts.lead is None and facts.heads == 0 and facts.state in (State.RECTIFYING, State.CONCLUDED):
        return certified(facts, caller)
    return leads(facts, caller)


def on_the_team_or_head(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if Role.HEAD in caller.roles else on_the_team(facts, caller)


def something_to_report(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.unreported else Closed("all_reported")


def something_to_confirm(facts: CaseFacts, caller: Caller) -> Closed | None:
    """A correction is confirmed on the unit's report, not on nothing."""
    return None if facts.unconfirmed > facts.unreported else Closed("not_reported_yet")


def from_a_complaint(facts: CaseFacts, caller: Caller) -> Closed | None:
    return Closed("no_complaint") if facts.own else None


def may_bind(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.binds else Closed("binds_nothing", "measures:12")


def a_report_is_owed(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.report_owed else Closed("no_report_owed", "measures:12")


def a_link_is_open(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.links else Closed("no_link_open")


def something_is_owed(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.unconfirmed else Closed("nothing_owed")


def the_unit_asks(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.requests else Closed("no_request_waiting", unit.ARTICLE)


def the_unit_is_late(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.late else Closed("nothing_late", "825:26")


def not_called_back_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    if facts.called_back is None:
        return Closed("nobody_to_call_back")
    return Closed("called_back_already") if facts.called_back else None


def time_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    """An extension is decided, and told to the complainant, before the term ends (petition art. 34)."""
    late = facts.investigate_by is not None and facts.investigate_by < facts.today
    return Closed("term_passed", EXTENSION) if late else None


def not_extended_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Once, and one application at a time."""
    if facts.extended:
        return Closed("extended_already", EXTENSION)
    return Closed("extension_asked", EXTENSION) if facts.extension_asked_by else None


def extension_is_asked(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.extension_asked_by else Closed("no_extension_asked", EXTENSION)


def did_not_ask(facts: CaseFacts, caller: Caller) -> Closed | None:
    asked = facts.extension_asked_by == caller.staff_id
    return Closed("own_application", EXTENSION) if asked else None


def recusal_is_asked(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody decides on their own recusal; a head's is the superior's to decide (civil service art. 76)."""
    if not facts.recusals_asked:
        return Closed("no_recusal_asked", recusal.ARTICLE)
    own = facts.recusals_asked <= {caller.staff_id}
    return Closed("own_recusal", recusal.ARTICLE) if own else None


def head_or_none_is_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    """A head gives it up; where no head is left, nor a deputy, the lead investigator does."""
    if Role.HEAD in caller.roles:
        return None
    return leads(facts, caller) if facts.heads == 0 else Closed("role", recusal.TEAM, {"roles": ["head"]})


def too_few_are_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Only a body that cannot do it any more gives a case to the one above."""
    if facts.above is None:
        return Closed("nobody_above", recusal.TEAM)
    return None if recusal.goes_up(facts.able, facts.heads) else Closed("enough_are_left", recusal.TEAM)


def not_archived_yet(facts: CaseFacts, caller: Caller) -> Closed | None:
    return Closed("archived_already") if facts.archived else None


def given_by_hand(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Once, within its days, and never after a designation: triage says who may (petition art. 23, 24)."""
    if facts.given_by is None or facts.object_by is None:
        return Closed("not_given_by_hand", COMPETENCE)
    return Closed("objection_too_late", COMPETENCE) if facts.object_by < facts.today else None


@dataclass(frozen=True)
class Rule:
    """One action: whose it is, from which state it leads where, and what must hold besides."""

    roles: frozenset[Role]
    moves: Mapping[State, tuple[State, ...]]
    who: tuple[Check, ...] = ()
    when: tuple[Check, ...] = ()
    article: str | None = None


def _stays(*states: State) -> dict[State, tuple[State, ...]]:
    return {state: (state,) for state in states}


def _at_work(article: str | None, *also: State) -> Rule:
    """What the investigators keep of their work; it moves nothing."""
    return Rule(INVESTIGATOR, _stays(State.INVESTIGATING, *also), who=(on_the_team,), article=article)


TABLE: Mapping[Action, Rule] = {
    Action.CLAIM: Rule(
        INVESTIGATOR,
        {State.QUEUED: (State.INVESTIGATING,)},
        who=(certified,),
        article="measures:7(4)",
    ),
    Action.RELEASE: Rule(
        DESK,
        {State.INVESTIGATING: (State.QUEUED,)},
        who=(leads_or_is_head,),
    ),
    Action.HAND_OVER: Rule(
        DESK,
        {State.QUEUED: (State.INVESTIGATING,)}
        | _stays(State.INVESTIGATING, State.RECTIFYING, State.CONCLUDED),
        who=(leads_or_is_head,),
        article="measures:6",
    ),
    Action.ASSIGN: Rule(
        DESK,
        _stays(State.INVESTIGATING, State.RECTIFYING),
        who=(leads_or_is_head,),
        article="measures:6",
    ),
    Action.PLAN: _at_work("measures:12"),
    Action.SET_TASK: _at_work(None, State.RECTIFYING),
    Action.REQUEST_EVIDENCE: _at_work("measures:13(1)"),
    Action.INTERVIEW: _at_work("measures:13(1)"),
    Action.VISIT: _at_work("measures:9", State.RECTIFYING),
    Action.NAME_ACT: _at_work("measures:10"),
    Action.RECORD_OBSTRUCTION: _at_work("measures:13(2)", State.PROPOSED, State.RECTIFYING),
    Action.TELL_UNIT: _at_work("825:22"),
    Action.TRANSFER: _at_work("measures:19(2)", State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
    Action.FOLLOW_UP: _at_work("measures:18", State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
    Action.NOTE: Rule(
        DESK,
        _stays(*(state for state in State if state not in ENDED and state is not State.QUEUED)),
        who=(on_the_team_or_head,),
    ),
    Action.RECORD_FINDING: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING),
        who=(on_the_team,),
        article="measures:4",
    ),
    Action.PROPOSE_OUTCOME: Rule(
        INVESTIGATOR,
        {State.INVESTIGATING: (State.PROPOSED,)},
        who=(on_the_team,),
        article="measures:14(2)",
    ),
    Action.APPROVE: Rule(
        HEAD,
        {State.PROPOSED: (State.CONCLUDED, State.RECTIFYING, State.TERMINATED)},
        who=(approval.not_the_proposer, approval.no_hand_in_it),
        article=approval.ARTICLE,
    ),
    Action.RETURN: Rule(
        HEAD,
        {State.PROPOSED: (State.INVESTIGATING,)},
        who=(approval.not_the_proposer, approval.no_hand_in_it),
        article=approval.ARTICLE,
    ),
    Action.APPLY_RECUSAL: Rule(DESK, _stays(*UNDECIDED), article=recusal.ARTICLE),
    Action.DECIDE_RECUSAL: Rule(HEAD, _stays(*UNDECIDED), when=(recusal_is_asked,), article=recusal.ARTICLE),
    Action.PASS_UP: Rule(
        DESK,
        dict.fromkeys((State.QUEUED, State.INVESTIGATING, State.PROPOSED), (State.PASSED_UP,)),
        who=(head_or_none_is_left,),
        when=(from_a_complaint, too_few_are_left),
        article=recusal.TEAM,
    ),
    Action.OBJECT: Rule(
        HEAD,
        {State.QUEUED: (State.PASSED_UP,)},
        when=(given_by_hand,),
        article=COMPETENCE,
    ),
    Action.ASK_EXTENSION: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED),
        who=(on_the_team,),
        when=(not_extended_yet, time_left),
        article=EXTENSION,
    ),
    Action.DECIDE_EXTENSION: Rule(
        HEAD,
        _stays(State.INVESTIGATING, State.PROPOSED),
        who=(did_not_ask, approval.no_hand_in_it),
        when=(extension_is_asked,),
        article=EXTENSION,
    ),
    Action.SERVE: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
        who=(on_the_team,),
        article="measures:15",
    ),
    Action.MESSAGE: Rule(
        DESK,
        _stays(State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
        who=(on_the_team_or_head,),
        when=(from_a_complaint,),
        article="petition:21",
    ),
    Action.REPORT_RECTIFICATION: Rule(
        INVESTIGATOR,
        _stays(State.RECTIFYING),
        who=(on_the_team,),
        when=(something_to_report,),
        article="measures:14(2)",
    ),
    Action.CONFIRM_RECTIFICATION: Rule(
        INVESTIGATOR,
        {State.RECTIFYING: (State.RECTIFYING, State.CONCLUDED)},
        who=(on_the_team,),
        when=(something_to_confirm,),
        article="measures:14(2)",
    ),
    Action.ISSUE_LINK: Rule(
        INVESTIGATOR,
        _stays(State.RECTIFYING),
        who=(on_the_team,),
        when=(something_is_owed,),
        article="measures:14(2)",
    ),
    Action.REVOKE_LINK: Rule(
        DESK,
        _stays(State.RECTIFYING, State.CONCLUDED, State.CLOSED),
        who=(on_the_team_or_head,),
        when=(a_link_is_open,),
    ),
    Action.ENTER_REQUEST: Rule(
        INVESTIGATOR,
        _stays(State.RECTIFYING),
        who=(on_the_team,),
        when=(something_is_owed,),
        article=unit.ARTICLE,
    ),
    Action.DECIDE_REQUEST: Rule(
        HEAD,
        {State.RECTIFYING: (State.RECTIFYING, State.CONCLUDED)},
        who=(approval.no_hand_in_it,),
        when=(the_unit_asks,),
        article=unit.ARTICLE,
    ),
    Action.URGE_UNIT: Rule(
        HEAD,
        _stays(State.RECTIFYING),
        who=(approval.no_hand_in_it,),
        when=(the_unit_is_late,),
        article="825:26",
    ),
    Action.CALL_BACK: Rule(
        INVESTIGATOR,
        _stays(State.RECTIFYING, State.CONCLUDED, State.CLOSED),
        who=(on_the_team,),
        when=(not_called_back_yet,),
        article="tangshan:38",
    ),
    Action.BIND: Rule(
        DESK,
        _stays(State.QUEUED, State.INVESTIGATING, State.PROPOSED, State.RECTIFYING),
        who=(on_the_team_or_head,),
        when=(may_bind,),
        article="measures:12",
    ),
    Action.REPORT_BACK: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED, State.CLOSED),
        who=(on_the_team,),
        when=(a_report_is_owed,),
        article="measures:12",
    ),
    Action.CLOSE: Rule(
        INVESTIGATOR,
        {State.CONCLUDED: (State.CLOSED,)},
        who=(on_the_team,),
        article="measures:4",
    ),
    Action.ARCHIVE: Rule(
        DESK,
        _stays(State.CLOSED, State.TERMINATED),
        who=(on_the_team_or_head,),
        when=(not_archived_yet,),
        article="measures:10(6)",
    ),
}


def closed_reason(facts: CaseFacts, caller: Caller, action: Action) -> Closed | None:
    """Why the action is not open to the caller now; None when it is open."""
    rule = TABLE[action]
    if not sees(facts, caller):
        return Closed("no_sight", "measures:2")
    if not rule.roles & caller.roles:
        return Closed("role", rule.article, {"roles": sorted(rule.roles)})
    if facts.state not in rule.moves:
        return Closed("state", rule.article, {"state": facts.state, "from": sorted(rule.moves)})
    for check in rule.who + rule.when:
        closed = check(facts, caller)
        if closed is not None:
            return closed
    return None


def may(facts: CaseFacts, caller: Caller) -> dict[Action, Closed | None]:
    """Every action, with None where it is open to the caller and the reason where it is closed."""
    return {action: closed_reason(facts, caller, action) for action in Action}


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
