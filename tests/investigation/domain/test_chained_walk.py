"""Random lives of a case over the pure core never reach what the law forbids."""

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.investigation.domain.case import ENDED, Action, CaseFacts, State
from services.investigation.domain.chain import Office, Passed, able_at, waiting
from services.investigation.domain.states import Forbidden, move
from shared.contracts.terms import Role
from tests.investigation.builders import caller, facts

PEOPLE = {
    "i": caller("i"),
    "j": caller("j"),
    "h": caller("h", Role.HEAD),
    "s": caller("s"),
    "d": caller("d"),
    "b": caller("b", Role.INVESTIGATOR, Role.HEAD),
    "barred": caller("barred", Role.INVESTIGATOR, Role.HEAD, called="被投诉人"),
    "elsewhere": caller("elsewhere", Role.HEAD, home="SUP-330110"),
    "uncertified": caller("uncertified", certificate_valid_to=None),
}
OFFICES = {Office.SECTION: ["s"], Office.DIVISION: ["d", "b"]}
CHAIN = (Office.SECTION, Office.DIVISION, Office.HEAD)
people = st.sampled_from(sorted(PEOPLE))


class Life(RuleBasedStateMachine):
    """Keeps by hand what the law wants to be true, and asks after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.case: CaseFacts = facts(State.QUEUED, barred=frozenset({"PERSON-330106:被投诉人"}), chain=CHAIN)
        self.actors: list[str] = []
        self.approved_by: str | None = None
        self.approved_proposal_of: str | None = None
        self.hands: set[str] = set()
        self.confirmed = 0
        self.owed = 0

    def act(self, who: str, action: Action, to: State | None = None, **then: Any) -> bool:
        case = self.case
        out = case.hands | {case.proposer or ""}
        self.case = replace(case, able_at=able_at(OFFICES, {}, set(PEOPLE), out, case.passed))
        try:
            state = move(self.case, PEOPLE[who], action, to)
        except Forbidden:
            return False
        self.actors.append(who)
        self.case = replace(self.case, state=state, **then)
        return True

    @rule(who=people)
    def claim(self, who: str) -> None:
        hands = self.case.hands | {who}
        if self.act(who, Action.CLAIM, lead=who, team=frozenset({who}), hands=hands):
            self.hands.add(who)

    @rule(who=people)
    def release(self, who: str) -> None:
        self.act(who, Action.RELEASE, lead=None, team=frozenset())

    @rule(who=people, colleague=st.sampled_from(["i", "j", "b"]))
    def assign(self, who: str, colleague: str) -> None:
        case = self.case
        added = {"team": case.team | {colleague}, "hands": case.hands | {colleague}}
        if self.act(who, Action.ASSIGN, case.state, **added):
            self.hands.add(colleague)

    @rule(who=people)
    def find(self, who: str) -> None:
        self.act(who, Action.RECORD_FINDING)

    @rule(who=people)
    def propose(self, who: str) -> None:
        self.act(who, Action.PROPOSE_OUTCOME, proposer=who, passed=())

    @rule(who=people)
    def pass_on(self, who: str) -> None:
        case = self.case
        if self.act(who, Action.ENDORSE):
            now = waiting(CHAIN, case.passed, self.case.able_at, {})
            self.case = replace(self.case, passed=(*case.passed, Passed(now, who)))

    @rule(who=people, items=st.integers(0, 2), ends=st.booleans())
    def approve(self, who: str, items: int, ends: bool) -> None:
        to = State.TERMINATED if ends else State.RECTIFYING if items else State.CONCLUDED
        owed = items if to is State.RECTIFYING else 0
        proposer = self.case.proposer
        if self.act(who, Action.APPROVE, to, unreported=owed, unconfirmed=owed):
            self.approved_by, self.approved_proposal_of, self.owed = who, proposer, owed

    @rule(who=people)
    def send_back(self, who: str) -> None:
        self.act(who, Action.RETURN, State.INVESTIGATING)

    @rule(who=people)
    def report(self, who: str) -> None:
        self.act(who, Action.REPORT_RECTIFICATION, unreported=self.case.unreported - 1)

    @precondition(lambda self: self.case.unconfirmed)
    @rule(who=people)
    def confirm(self, who: str) -> None:
        to = State.CONCLUDED if self.case.unconfirmed == 1 else State.RECTIFYING
        if self.act(who, Action.CONFIRM_RECTIFICATION, to, unconfirmed=self.case.unconfirmed - 1):
            self.confirmed += 1

    @rule(who=people)
    def object_to_it(self, who: str) -> None:
        self.act(who, Action.ENTER_REQUEST, requests=self.case.requests + 1)

    @precondition(lambda self: self.case.unconfirmed)
    @rule(who=people, lifts=st.booleans())
    def decide_objection(self, who: str, lifts: bool) -> None:
        """A lifted measure is owed no more."""
        left = self.case.unconfirmed - lifts
        to = State.RECTIFYING if left else State.CONCLUDED
        then = {"requests": self.case.requests - 1, "unconfirmed": left}
        then["unreported"] = min(self.case.unreported, left)
        if self.act(who, Action.DECIDE_REQUEST, to, **then):
            self.owed -= lifts
            assert who not in self.hands

    @rule(who=people)
    def close(self, who: str) -> None:
        self.act(who, Action.CLOSE)

    @invariant()
    def only_those_who_may_see_it_have_acted(self) -> None:
        assert not set(self.actors) & {"barred", "elsewhere", "uncertified"}

    @invariant()
    def nothing_stands_without_the_approval_of_another(self) -> None:
        if self.case.state in ENDED | {State.CONCLUDED, State.RECTIFYING}:
            assert self.approved_by is not None
            assert Role.HEAD in PEOPLE[self.approved_by].roles
            assert self.approved_by != self.approved_proposal_of
        if self.approved_by is not None and self.case.state is State.TERMINATED:
            assert self.approved_by not in self.hands

    @invariant()
    def each_step_was_taken_by_other_eyes(self) -> None:
        taken = [each.by for each in self.case.passed]
        assert len(set(taken)) == len(taken)
        assert not {self.case.proposer, self.approved_by} & set(taken)
        assert [each.office for each in self.case.passed] == sorted(
            (each.office for each in self.case.passed), key=lambda office: CHAIN.index(Office(office))
        )

    @invariant()
    def nothing_is_closed_with_a_correction_owed(self) -> None:
        if self.case.state in (State.CONCLUDED, State.CLOSED):
            assert self.confirmed == self.owed


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLife = Life.TestCase
