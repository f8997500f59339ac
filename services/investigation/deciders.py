"""Who may decide on a case: heads, holders of the offices below, and not who must stay away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from services.investigation.domain import absence, chain, honours, persons
from services.investigation.domain.absence import acting, decided_from, deciding
from services.investigation.domain.case import Caller, State
from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.conflicts import ANSWERED, Conflict, found
from services.investigation.domain.limits import limits
from services.investigation.domain.sight import parties_of
from services.investigation.domain.ties import Tie
from services.investigation.models import Absence, Approval, Case, Hand, OfficeHolder, Proposal, Recusal
from services.investigation.served import History
from shared.clock import china_day
from shared.contracts.terms import Role


@dataclass(kw_only=True)
class Deciders:
    """The people around a case as they stand in this transaction."""

    case: Case
    hands: list[Hand]
    proposal: Proposal | None
    barred: frozenset[str]
    recusals: list[Recusal]
    absences: list[Absence]
    colleagues: Mapping[str, Caller]
    """Who works at the body now, by user name."""
    offices: list[OfficeHolder]
    """Who holds which office of the body below the head's."""
    steps: list[Approval]
    """The steps that were taken for the proposal that stands."""
    history: History = field(default_factory=History)
    answered: frozenset[str] = frozenset()
    """Of a recheck, who had a hand in an answer before, wherever they work now."""
    worked_before: frozenset[str] = frozenset()
    """Who investigated it at another body, from which it came here unanswered, wherever they work now."""

    def unbarred(self, role: Role) -> Mapping[str, Caller]:
        """Colleagues of that role who may know of the case, by user name."""
        return {
            username: each
            for username, each in self.colleagues.items()
            if role in each.roles and self.barred.isdisjoint(parties_of(each))
        }

    def heads(self, today: date) -> set[str]:
        """Who can decide on the case as a head today."""
        away = [each.away for each in self.absences if each.away.on(today)]
        heads = {each.staff_id for each in self.unbarred(Role.HEAD).values()}
        return deciding(heads, self._desk(), away, self.involved_before)

    def in_vain(self, today: date) -> frozenset[str]:
        """Who stands in for none but heads who may not decide on the case themselves."""
        away = [each.away for each in self.absences if each.as_head and each.away.on(today)]
        heads = {each.staff_id for each in self.unbarred(Role.HEAD).values()}
        return absence.in_vain(heads, away, self._may_not(today)) if away else frozenset()

    def in_whose_name(self, caller: Caller, today: date) -> Caller:
        """Whoever stands in for several signs for one who might decide on the case."""
        able = {each.staff_id for each in self.unbarred(Role.HEAD).values()} - self._may_not(today)
        mine = (a for a in self.absences if a.as_head and a.deputy == caller.staff_id and a.away.on(today))
        names = [each.head_name for each in mine if each.head in able]
        return replace(caller, stands_in_for=names[0]) if caller.stands_in_for and names else caller

    def decides_as_head(self, who: Caller, today: date) -> bool:
        """A head, or who stands in for one that is away."""
        return Role.HEAD in who.roles or who.staff_id in self.acting(today)

    def acting(self, today: date) -> set[str]:
        """Who stands in for a head today."""
        return acting([each.away for each in self.absences], today)

    def head_from(self, today: date) -> date | None:
        """With no head today: the first day within the term on which somebody decides as one."""
        if self.heads(today):
            return None
        heads = {each.staff_id for each in self.unbarred(Role.HEAD).values()}
        away, hands = [each.away for each in self.absences], self.involved_before
        return decided_from(heads, self._desk(), away, hands, today, self.case.investigate_by)

    def _may_not(self, today: date) -> frozenset[str]:
        """Who decides on nothing in the case, nor does anybody in their place."""
        return self.involved_before | self._partial(today)

    def _partial(self, today: date) -> frozenset[str]:
        """Whom a tie keeps away that nobody has decided on, or their own honour does."""
        return frozenset(self.undecided) | frozenset(self.conflicts(today)) | self.honoured

    @property
    def involved_before(self) -> frozenset[str]:
        """Who had a hand in it here, or in an answer that is looked at again here."""
        return self.had_a_hand | self.all_of(self.answered)

    @property
    def had_a_hand(self) -> frozenset[str]:
        """Who ever investigated the case, here or where it came from, by whichever account."""
        return self.all_of({hand.staff_id for hand in self.hands} | self.worked_before)

    def all_of(self, accounts: Collection[str]) -> frozenset[str]:
        """These, and whatever other accounts here are of the same persons."""
        return persons.all_of(accounts, self._accounts)

    def person(self, account: str) -> frozenset[str]:
        """All accounts of theirs, at whatever body."""
        mine = (each.theirs for each in self.colleagues.values() if each.staff_id == account)
        return next(mine, frozenset()) | self.all_of({account})

    @cached_property
    def _accounts(self) -> Mapping[str, frozenset[str]]:
        return persons.accounts_of(self.colleagues.values())

    @property
    def undecided(self) -> Mapping[str, str]:
        """Whose recusal nobody has decided, here or above, by whichever account; their names."""
        waiting = [each for each in self.recusals if each.granted is None]
        return {who: each.name for each in waiting for who in self.all_of({each.staff_id})}

    @property
    def chain(self) -> tuple[Office, ...]:
        return chain.chain_of(self.proposal.chain if self.proposal else None)

    @property
    def passed(self) -> tuple[Passed, ...]:
        """By whichever account of theirs."""
        taken = ((each.office, self.all_of({each.by})) for each in self.steps)
        return tuple(Passed(office, who) for office, people in taken for who in sorted(people))

    def able_at(self, today: date) -> Mapping[str, frozenset[str]]:
        """Who can take a step below the head's today."""
        return self._able_at(today, self._partial(today))

    def _able_at(self, today: date, partial: Collection[str]) -> Mapping[str, frozenset[str]]:
        out = self._involved().union(partial)
        return chain.able_at(self._held(), self.stand_ins(today), self._desk(), out, self.passed)

    def asked_at(self, today: date) -> Mapping[str, frozenset[str]]:
        """Who could take such a step, were it not to be decided here whether they withdraw, or those do for
        whom they stand in."""
        asked, partial = self._asked_here(), self._partial(today)
        able, could = self._able_at(today, partial), self._able_at(today, partial - asked)
        return chain.asked_at(able, could, self._held(), asked)

    def takes_a_step(self, who: Caller, today: date) -> bool:
        """Whether a step below the head's is theirs in the chain that holds for the case, today or when they
        are back."""
        said = self.proposal.chain if self.proposal else limits(self.case.limits).approval_chain
        theirs = chain.offices_of(who.staff_id, self._held(), self.stand_ins(today))
        return not theirs.isdisjoint(chain.chain_of(said))

    @property
    def honoured(self) -> frozenset[str]:
        """Whom the proposal that waits for a decision commends, of those who work at this desk, unless it was
        decided that they need not withdraw for it."""
        if self.proposal is None or self.case.standing is not State.PROPOSED:
            return frozenset()
        said = [each["fields"] for each in self.proposal.outcomes if each["code"] == honours.CODE]
        if not said:
            return frozenset()
        names = {each.staff_id: each.name for each in self.colleagues.values()}
        refused = (each for each in self.recusals if each.granted is False and not each.moot)
        cleared = self.all_of({each.staff_id for each in refused if each.cause == honours.CAUSE})
        here = self.all_of(honours.honoured([fields.get(honours.FIELD, "") for fields in said], names))
        return (here - cleared) & self._desk()

    def _held(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = {}
        for each in self.offices:
            held.setdefault(each.office, []).append(each.staff_id)
        return held

    def _involved(self) -> frozenset[str]:
        return self.had_a_hand | (self.all_of({self.proposal.by}) if self.proposal else frozenset())

    def _asked_here(self) -> frozenset[str]:
        """Whose recusal waits for a head of this body."""
        here = (each for each in self.recusals if each.granted is None and each.decider == self.case.body)
        return self.all_of({each.staff_id for each in here})

    def conflicts(self, today: date) -> Mapping[str, Conflict]:
        """Who must stay away by what the records show, and was not cleared of it: who worked in an accused
        unit, and who is named as having reviewed or handled the act while that waits for a decision; and who
        answered before what is looked at here again; each by whichever account."""
        cleared: dict[str, set[str]] = {}
        for each in self.recusals:
            if each.granted is False and each.cause and not each.moot:
                for who in self.all_of({each.staff_id}):
                    cleared.setdefault(who, set()).add(each.cause)
        past = self.history
        ties = found(past.posts, past.accused, cleared, today, past.towns, past.reviewers)
        for each in (each for each in self.recusals if each.granted is None):
            tie, known = ties.get(each.staff_id), china_day(each.at)
            if tie is not None and tie.cause == each.cause:
                ties[each.staff_id] = replace(tie, known=known)
            elif each.tie == Tie.LEGAL_REVIEWER or (each.tie == Tie.CO_HANDLER and each.cause):
                ties[each.staff_id] = Conflict(Tie(each.tie), cause=each.cause or "", known=known)
        ties |= dict.fromkeys(self.answered, Conflict(Tie.CO_HANDLER, cause=ANSWERED))
        return {who: tie for one, tie in ties.items() for who in self.all_of({one}) - ties.keys()} | ties

    def stand_ins(self, today: date) -> Mapping[str, str | None]:
        """Holders of offices below the head's who are away, each with who takes their steps."""
        away = (each.away for each in self.absences if not each.as_head)
        return {each.head: each.deputy for each in away if each.on(today)}

    def _desk(self) -> set[str]:
        roles = (Role.INVESTIGATOR, Role.HEAD)
        return {each.staff_id for role in roles for each in self.unbarred(role).values()}
