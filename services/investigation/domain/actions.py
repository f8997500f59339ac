"""The life of a case as one table: whose each action is, from which state it leads where, what must hold.

Who may at all (`roles`, `who`) stands apart from what is possible now (`moves`, `when`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.investigation.domain import (
    approval,
    closing,
    conditions,
    departments,
    honours,
    pauses,
    receipts,
    recusal,
    tied,
    ties,
    unit,
    whose,
)
from services.investigation.domain.case import ENDED, Action, Caller, CaseFacts, Closed, State
from services.investigation.domain.conditions import COMPETENCE, EXTENSION
from shared.contracts.terms import Role

Check = Callable[[CaseFacts, Caller], Closed | None]

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
HEAD = frozenset({Role.HEAD})
DESK = INVESTIGATOR | HEAD
UNINVOLVED: tuple[Check, ...] = (
    approval.not_the_proposer,
    approval.no_hand_in_it,
    tied.not_tied,
    approval.not_passed_before,
    honours.not_honoured,
    recusal.not_asked_of,
)
"""Of whoever decides on a proposal, at any step."""
IMPARTIAL: tuple[Check, ...] = (
    approval.no_hand_in_it,
    approval.not_in_their_place,
    tied.not_tied,
    recusal.not_asked_of,
)
"""Of whoever signs a letter to the complainant or to the unit."""
UNDECIDED = tuple(state for state in State if state not in ENDED)
FOLLOWS = (State.INVESTIGATING, State.PROPOSED, State.RECTIFYING)
"""Where corrections are followed: the case's own once it is decided; and until then those of the body that
answered before and lost the case (Measures art. 14(2): until they are carried out)."""
AFTERWARDS = (State.CLOSED, State.TERMINATED)
"""The case is over and still this body's: what is heard of it is kept, in a supplement if its file was put
away."""


@dataclass(frozen=True)
class Rule:
    """One action: whose it is, from which state it leads where, and what must hold besides."""

    roles: frozenset[Role]
    moves: Mapping[State, tuple[State, ...]]
    who: tuple[Check, ...] = ()
    when: tuple[Check, ...] = ()
    article: str | None = None
    never: tuple[Check, ...] = ()
    """What nobody can do in such a case: said before whose it would be."""


def _stays(*states: State) -> dict[State, tuple[State, ...]]:
    return {state: (state,) for state in states}


def _at_work(article: str | None, *also: State, when: tuple[Check, ...] = ()) -> Rule:
    """What the investigators keep of their work; it moves nothing."""
    moves = _stays(State.INVESTIGATING, *also)
    return Rule(INVESTIGATOR, moves, who=(whose.on_the_team,), when=when, article=article)


DECLARES = frozenset({Action.INTERVIEW, Action.VISIT, Action.RECORD_FINDING, Action.PROPOSE_OUTCOME})
"""Who looks into a matter or judges it says by it that they know of no tie, as by claiming the case."""


TABLE: Mapping[Action, Rule] = {
    Action.CLAIM: Rule(
        INVESTIGATOR,
        {State.QUEUED: (State.INVESTIGATING,)},
        who=(whose.certified, tied.not_tied),
        article="measures:7(4)",
    ),
    Action.RELEASE: Rule(
        DESK,
        {State.INVESTIGATING: (State.QUEUED,)},
        who=(whose.leads_or_is_head,),
    ),
    Action.HAND_OVER: Rule(
        DESK,
        # Also one that is over: somebody must be there to call back, to serve, to follow a judgment.
        {State.QUEUED: (State.INVESTIGATING,)}
        | _stays(State.INVESTIGATING, State.RECTIFYING, State.CONCLUDED, *AFTERWARDS),
        who=(whose.leads_or_is_head,),
        article="measures:6",
    ),
    Action.ASSIGN: Rule(
        DESK,
        _stays(State.INVESTIGATING, State.RECTIFYING),
        who=(whose.leads_or_is_head,),
        article="measures:6",
    ),
    Action.DECLARE: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
        who=(whose.on_the_team, tied.not_tied),
        when=(conditions.not_declared_yet,),
        article=ties.ARTICLE,
    ),
    Action.PLAN: _at_work("measures:12"),
    Action.SET_TASK: _at_work(None, State.RECTIFYING),
    # Also what proves that a unit corrected what it had to.
    Action.REQUEST_EVIDENCE: _at_work("measures:13(1)", State.RECTIFYING),
    Action.INTERVIEW: _at_work("measures:13(1)"),
    Action.VISIT: _at_work("measures:9", State.RECTIFYING),
    Action.NAME_ACT: _at_work("measures:10"),
    Action.RECORD_OBSTRUCTION: _at_work("measures:13(2)", State.PROPOSED, State.RECTIFYING),
    Action.TELL_UNIT: _at_work("825:22"),
    # Receipts, judgments, and the answers of those to whom something was proposed, may come when the case is
    # long over.
    Action.TRANSFER: _at_work(
        "measures:19(2)", State.PROPOSED, State.RECTIFYING, State.CONCLUDED, *AFTERWARDS
    ),
    Action.FOLLOW_UP: _at_work("measures:18", State.PROPOSED, State.RECTIFYING, State.CONCLUDED, *AFTERWARDS),
    Action.NOTE: Rule(
        DESK,
        _stays(*(state for state in State if state not in (State.QUEUED, State.PASSED_UP))),
        who=(whose.on_the_team_or_head,),
    ),
    Action.RECORD_FINDING: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING),
        who=(whose.on_the_team, whose.certified),
        article="measures:4",
    ),
    Action.PROPOSE_OUTCOME: Rule(
        INVESTIGATOR,
        {State.INVESTIGATING: (State.PROPOSED,)},
        who=(whose.on_the_team, whose.certified),
        article="measures:14(2)",
    ),
    Action.ENDORSE: Rule(
        DESK,
        _stays(State.PROPOSED),
        who=(*UNINVOLVED, approval.their_turn),
        when=(approval.a_step_is_left,),
        article=approval.ARTICLE,
    ),
    Action.APPROVE: Rule(
        HEAD,
        {State.PROPOSED: (State.CONCLUDED, State.RECTIFYING, State.TERMINATED)},
        who=(*UNINVOLVED, approval.not_in_their_place),
        when=(
            departments.not_the_departments_own,
            approval.steps_are_taken,
            recusal.decided_of_those_who_made_it,
        ),
        article=approval.ARTICLE,
    ),
    Action.RETURN: Rule(
        DESK,
        # Where everybody withdrew meanwhile it is for whoever takes it up.
        {State.PROPOSED: (State.INVESTIGATING, State.QUEUED)},
        who=(*UNINVOLVED, approval.their_turn),
        article=approval.ARTICLE,
    ),
    Action.APPLY_RECUSAL: Rule(DESK, _stays(*UNDECIDED), article=ties.ARTICLE),
    Action.DECIDE_RECUSAL: Rule(
        HEAD,
        _stays(*UNDECIDED),
        who=(
            approval.no_hand_in_it,
            approval.not_in_their_place,
            tied.not_tied,
            recusal.not_asked_of_while_others_can,
        ),
        when=(conditions.recusal_is_asked,),
        article=ties.ARTICLE,
    ),
    Action.PASS_UP: Rule(
        DESK,
        dict.fromkeys((State.QUEUED, State.INVESTIGATING, State.PROPOSED), (State.PASSED_UP,)),
        who=(whose.head_or_none_is_left,),
        when=(conditions.may_not_keep_it,),
        article=recusal.TEAM,
    ),
    Action.OBJECT: Rule(
        HEAD,
        {State.QUEUED: (State.PASSED_UP,)},
        when=(conditions.given_by_hand,),
        article=COMPETENCE,
    ),
    Action.ASK_EXTENSION: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED),
        who=(whose.on_the_team,),
        when=(conditions.not_extended_yet, conditions.time_left),
        article=EXTENSION,
        never=(conditions.no_recheck,),
    ),
    Action.DECIDE_EXTENSION: Rule(
        HEAD,
        # Also one that was given back meanwhile: its days run on in the queue.
        _stays(State.QUEUED, State.INVESTIGATING, State.PROPOSED),
        who=(whose.did_not_ask, *IMPARTIAL),
        when=(conditions.extension_is_asked,),
        article=EXTENSION,
    ),
    Action.ASK_PAUSE: Rule(
        INVESTIGATOR,
        _stays(State.INVESTIGATING, State.PROPOSED),
        who=(whose.on_the_team,),
        when=(pauses.a_pause_is_allowed, pauses.no_pause_stands, conditions.time_left),
        article=pauses.ARTICLE,
    ),
    Action.DECIDE_PAUSE: Rule(
        HEAD,
        _stays(State.QUEUED, State.INVESTIGATING, State.PROPOSED),
        who=(pauses.did_not_ask_for_it, *IMPARTIAL),
        when=(pauses.a_pause_is_asked,),
        article=pauses.ARTICLE,
    ),
    Action.END_PAUSE: Rule(
        DESK,
        # Also one that was given back meanwhile: its clock stands still in the queue too.
        _stays(State.QUEUED, State.INVESTIGATING, State.PROPOSED),
        who=(whose.on_the_team_or_head,),
        when=(pauses.the_clock_stands_still,),
        article=pauses.ARTICLE,
    ),
    Action.SERVE: Rule(
        DESK,
        # A case may end, and its file be put away, before the reply's receipt is back.
        # And be taken over: while nobody has it, whoever issued the paper enters it.
        _stays(*FOLLOWS, State.CONCLUDED, *AFTERWARDS, State.PASSED_UP),
        who=(receipts.had_it_or_works_on_it,),
        when=(receipts.nobody_else_answers,),
        article=receipts.ARTICLE,
    ),
    Action.MESSAGE: Rule(
        DESK,
        _stays(State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
        who=(whose.on_the_team_or_head,),
        when=(conditions.from_a_complaint,),
        article="petition:21",
    ),
    Action.REPORT_RECTIFICATION: Rule(
        INVESTIGATOR,
        _stays(*FOLLOWS),
        who=(whose.on_the_team,),
        when=(conditions.something_to_report,),
        article="measures:14(2)",
    ),
    Action.CONFIRM_RECTIFICATION: Rule(
        INVESTIGATOR,
        _stays(*FOLLOWS) | {State.RECTIFYING: (State.RECTIFYING, State.CONCLUDED)},
        who=(whose.on_the_team,),
        when=(conditions.something_to_confirm,),
        article="measures:14(2)",
    ),
    Action.ISSUE_LINK: Rule(
        INVESTIGATOR,
        _stays(*FOLLOWS),
        who=(whose.on_the_team,),
        when=(conditions.something_is_owed,),
        article="measures:14(2)",
    ),
    Action.REVOKE_LINK: Rule(
        DESK,
        _stays(State.QUEUED, *FOLLOWS, State.CONCLUDED, State.CLOSED),
        who=(whose.on_the_team_or_head,),
        when=(conditions.a_link_is_open,),
    ),
    Action.ENTER_REQUEST: Rule(
        INVESTIGATOR,
        _stays(*FOLLOWS),
        who=(whose.on_the_team,),
        when=(conditions.something_is_owed,),
        article=unit.ARTICLE,
    ),
    Action.DECIDE_REQUEST: Rule(
        HEAD,
        # A recheck that is over answers objections to what it let stand below.
        _stays(State.QUEUED, *FOLLOWS, State.CONCLUDED, *AFTERWARDS)
        | {State.RECTIFYING: (State.RECTIFYING, State.CONCLUDED)},
        who=IMPARTIAL,
        when=(conditions.the_unit_asks,),
        article=unit.ARTICLE,
    ),
    Action.URGE_UNIT: Rule(
        HEAD,
        _stays(State.QUEUED, *FOLLOWS),
        who=IMPARTIAL,
        when=(conditions.the_unit_is_late,),
        article="825:26",
    ),
    Action.CALL_BACK: Rule(
        INVESTIGATOR,
        _stays(State.RECTIFYING, State.CONCLUDED, State.CLOSED),
        who=(whose.on_the_team,),
        when=(conditions.not_called_back_yet,),
        article="tangshan:38",
    ),
    Action.BIND: Rule(
        DESK,
        _stays(State.QUEUED, State.INVESTIGATING, State.PROPOSED, State.RECTIFYING),
        who=(whose.on_the_team_or_head,),
        when=(conditions.may_bind,),
        article="measures:12",
    ),
    Action.REPORT_BACK: Rule(
        # A head too: who investigated may be gone when the day comes.
        DESK,
        _stays(
            *(State.QUEUED, State.INVESTIGATING, State.PROPOSED, State.RECTIFYING, State.CONCLUDED),
            *AFTERWARDS,
        ),
        who=(whose.on_the_team_or_head,),
        when=(conditions.a_report_is_owed, conditions.decided_or_on_their_day),
        article="measures:12",
    ),
    Action.CLOSE: Rule(
        INVESTIGATOR,
        {State.CONCLUDED: (State.CLOSED,)},
        who=(whose.on_the_team, closing.not_their_own_decision),
        when=(recusal.decided_of_those_who_made_it,),
        article="measures:4",
    ),
    Action.ARCHIVE: Rule(
        DESK,
        _stays(*AFTERWARDS),
        who=(whose.on_the_team_or_head,),
        when=(conditions.not_archived_yet,),
        article="measures:10(6)",
    ),
    Action.ADD_TO_ARCHIVE: Rule(
        DESK,
        _stays(*AFTERWARDS),
        who=(whose.on_the_team_or_head,),
        when=(conditions.something_came_since,),
        article="measures:10(6)",
    ),
}
