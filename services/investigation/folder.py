"""A case with all that belongs to it, and the facts on which the rules decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.investigation.deciders import Deciders
from services.investigation.domain import certificates, closing, pauses, persons, rounds
from services.investigation.domain.case import Caller, CaseFacts, State
from services.investigation.domain.conflicts import Conflict
from services.investigation.domain.findings import Found
from services.investigation.domain.limits import limits
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.own import BINDING, told_of_the_end
from services.investigation.domain.receipts import Stage, answers_for
from services.investigation.domain.revocation import By, Verdict, verdicts
from services.investigation.domain.standing import Opinion, Stands, standing
from services.investigation.domain.unit import Request, decider
from services.investigation.models import (
    Allegation,
    CallBack,
    Case,
    Extension,
    FindingRow,
    Hand,
    Mandate,
    Notice,
    Pause,
    Rectification,
    Redacted,
    UnitLink,
    UnitRequest,
)
from shared.contracts.terms import RECHECKED_BEFORE, RECHECKS, Decision, Finding, Nature, PauseGround, Role
from shared.divisions import divisions

ENDORSED, APPROVED = "endorse", "approve"
APPROVED_OWN = "approve_own"
"""The step of a case of one's own: nobody complained, nobody is answered."""


@dataclass(kw_only=True)
class Folder(Deciders):
    """One case as it stands in this transaction."""

    allegations: list[Allegation]
    findings: dict[str, FindingRow]
    rectifications: list[Rectification]
    upheld: list[Rectification]
    """Corrections that others ordered and follow, and this recheck let stand."""
    notices: list[Notice]
    extensions: list[Extension]
    pauses: list[Pause]
    extended_before: list[Extension]
    """What was granted to a body that had the matter before, and with whose term this one goes on."""
    paused_before: list[Pause]
    """The same of pauses."""
    before: list[Case]
    """Earlier cases of the same complaint, or of the one that it was answered with: the file that was handed
    over."""
    rechecked: tuple[bool, ...]
    """Of the complaint's earlier rechecks whose answers stand, whether another body took each over since."""
    opinions: tuple[Opinion, ...]
    """Of a recheck, what they found and ordered, the newest first."""
    redacted: Redacted | None
    """The newest version of the statement for third parties."""
    links: list[UnitLink]
    requests: list[UnitRequest]
    call_back: CallBack | None
    mandate: Mandate | None
    approved_by: str | None = None
    """The head who approved the outcome that stands."""
    archived: bool = False
    """Whether its file was put away."""
    taken_over: bool = False
    """Whether another body has the matter of a case that was given up or lost."""
    supplements: int = 0
    unfiled: int = 0
    """So much came since, and is in no supplement."""

    @property
    def team(self) -> list[Hand]:
        return [hand for hand in self.hands if hand.until is None]

    @property
    def withdrawn(self) -> bool:
        """In this round: whoever asked for a recheck afterwards wants it looked into."""
        mine = (each for each in self.before if each.complaint_id == self.case.complaint_id)
        answered = max((each.concluded_at for each in mine if each.concluded_at), default=None)
        said = (each.at for each in self.notices if each.kind == "withdrawn")
        return any(answered is None or at > answered for at in said)

    @property
    def found(self) -> Mapping[str, Found | None]:
        """The finding on each allegation, in the allegations' order."""
        return {each.ref: _found(self.findings.get(each.ref)) for each in self.allegations}

    @property
    def revokers(self) -> Mapping[str, Mapping[By, Verdict]]:
        """Who may revoke the act of each allegation."""
        table = divisions()
        return {each.ref: verdicts(each.respondent, self.case.body, table) for each in self.allegations}

    @property
    def papers_of(self) -> list[UUID]:
        """Cases of bodies before whose papers this one answers for."""
        mine = [each for each in self.before if each.complaint_id == self.case.complaint_id]
        return answers_for(_stage(self.case), [_stage(each) for each in mine])

    @property
    def followed_papers(self) -> set[UUID]:
        """Papers of other cases whose corrections are followed in this one."""
        others = (each for each in self.rectifications if each.case_id != self.case.id)
        return {each.document_id for each in others if each.document_id}

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the proposal that stands."""
        if self.proposal is None:
            return ()
        return tuple(
            Outcome(each["code"], tuple(each["allegations"]), each["fields"])
            for each in self.proposal.outcomes
        )

    def standing(self, first_result: str | None) -> Stands:
        """What opinions before ordered and a recheck with this result lets stand, by allegation."""
        return standing(self.found, self.opinions, first_result)

    @property
    def can_stand(self) -> Stands:
        """What would stand if the opinion before is not annulled."""
        return self.standing("confirm")

    @property
    def stands(self) -> Stands:
        """The same of the proposal that stands."""
        return self.standing(self.proposal.first_result if self.proposal else None)

    @property
    def measured_by(self) -> list[str]:
        """The outcomes by which its file is kept: also those that it lets stand."""
        kept = (order.code for orders in self.stands.values() for order in orders)
        return [*(each.code for each in self.outcomes), *kept]

    @property
    def final(self) -> bool:
        """Whether its answer is the last one: it was rechecked before (petition art. 36)."""
        return self.rounds_used >= RECHECKS

    @property
    def rounds_used(self) -> int:
        """How often the complaint was answered anew so far; what is alleged after that is handled the first
        time, and whoever contests the answer has what is left."""
        return max(self.answers_before, rounds.begun(self.rechecked) + (RECHECKED_BEFORE in self.case.flags))

    @property
    def answers_before(self) -> int:
        """So many answers were contested: 0 the first time, 1 at the recheck, 2 at the second, also where the
        recheck before was of what this complaint was made anew about. What a body had answered when another
        one took the matter over is no round of its own."""
        if self.case.decision != Decision.RECHECK:
            return 0
        return 1 + rounds.over(self.rechecked) + (RECHECKED_BEFORE in self.case.flags)

    @property
    def extension_asked(self) -> Extension | None:
        """The application for more time that waits for the head."""
        return next((each for each in self.extensions if each.granted is None), None)

    @property
    def extended_by(self) -> int | None:
        granted = (each.days for each in (*self.extended_before, *self.extensions) if each.granted)
        return next(granted, None)

    @property
    def pause_asked(self) -> Pause | None:
        """The application for a pause that waits for the head."""
        return next((each for each in self.pauses if each.granted is None), None)

    @property
    def pause_running(self) -> Pause | None:
        return next((each for each in self.pauses if each.runs), None)

    @property
    def all_pauses(self) -> list[Pause]:
        """Of the whole term, whichever body had the matter."""
        return [*self.paused_before, *self.pauses]

    @property
    def pauses_possible(self) -> Mapping[PauseGround, int]:
        """For what the clock may stand still, and for how many days."""
        before = [each.span for each in self.all_pauses if each.granted]
        last = self.answers_before >= RECHECKS
        return pauses.allowed(limits(self.case.limits), before, second_recheck=last)

    @property
    def decided_by(self) -> frozenset[str]:
        """To whom the case is not given, since they decided on what is still to be checked."""
        return self.all_of(closing.deciders(self.case.standing, self.approved_by, self.passed))

    @property
    def next_rectification(self) -> date | None:
        return min((item.due for item in self.owed), default=None)

    @property
    def owed(self) -> list[Rectification]:
        """Corrections that are neither proved nor lifted."""
        return [item for item in self.rectifications if not item.settled]

    @property
    def waiting(self) -> list[UnitRequest]:
        """What the unit asks for and nobody has answered, the oldest first. What became of the correction
        itself answers an application for more time."""
        owed = {item.id for item in self.owed}
        return [each for each in self.requests if each.ruling is None and each.item_id in owed]

    @property
    def asked_here(self) -> list[UnitRequest]:
        """What of that the heads of this body decide: an objection to what a recheck let stand is for the
        body that rechecked, and no other."""
        above = {each.id for each in self.upheld if not each.settled}
        others = [each for each in self.requests if each.ruling is None and each.item_id in above]
        return [each for each in self.waiting if self.decided_in(each) == self.case.id] + others

    def decided_in(self, asked: UnitRequest) -> UUID:
        """The case whose head decides on it."""
        ordered = {each.id: each.upheld_in for each in (*self.rectifications, *self.upheld)}
        return decider(Request(asked.request), self.case.id, ordered.get(asked.item_id))

    @property
    def ruled_here(self) -> list[UnitRequest]:
        """What was asked for in other cases and decided in this one: objections to what a recheck let stand,
        and what units asked of the body before about corrections that are followed here."""
        others = (each for each in self.requests if each.case_id != self.case.id and each.ruling)
        return [each for each in others if self.decided_in(each) == self.case.id]

    def open_links(self, today: date) -> list[UnitLink]:
        return [each for each in self.links if each.revoked_at is None and each.until >= today]

    def late(self, today: date) -> list[Rectification]:
        """Past their day without a report, and past the day of the last urging."""
        return [
            item
            for item in self.rectifications
            if item.state == "open" and max(item.due, item.urged_until or item.due) < today
        ]

    def able(self, today: date, ties: Mapping[str, Conflict]) -> list[Caller]:
        """Certified investigators of the body who may handle the case, or may be found to."""
        out = self.decided_by
        return [
            each
            for each in self.unbarred(Role.INVESTIGATOR).values()
            if certificates.holds(each, today)
            and each.staff_id not in out
            and (each.staff_id not in ties or ties[each.staff_id].known)
        ]

    def facts(self, today: date) -> CaseFacts:
        asked, pause, until = self.extension_asked, self.pause_asked, self.case.paused_until
        ties = self.conflicts(today)
        return CaseFacts(
            state=self.case.standing,
            body=self.case.body,
            today=today,
            lead=self.case.lead,
            team=frozenset(hand.staff_id for hand in self.team),
            hands=self.had_a_hand,
            proposer=self.proposal.by if self.proposal else None,
            allegations=len(self.allegations),
            found=len(self.findings),
            withdrawn=self.withdrawn,
            unreported=sum(item.state == "open" for item in self.rectifications),
            unconfirmed=len(self.owed),
            barred=self.barred,
            investigate_by=self.case.investigate_by,
            extension_asked_by=asked.by if asked else None,
            extended=self.extended_by is not None,
            answered_before=self.answers_before > 0,
            pauses_possible=bool(self.pauses_possible),
            pause_asked_by=pause.by if pause else None,
            paused_until=until if until and until > today else None,
            recusals_asked=self._asked_here(),
            undeclared=frozenset(hand.staff_id for hand in self.team if hand.declared_at is None),
            recusals_waiting=self.undecided,
            approved_by=self.approved_by,
            conflicts=ties,
            own=self.case.own,
            binds=self.case.origin in BINDING,
            report_owed=self.mandate is not None
            and self.mandate.report_by is not None
            and not told_of_the_end(self.mandate.reported_at, self.case.concluded_at),
            report_by=self.mandate.report_by if self.mandate else None,
            honoured=self.honoured,
            taken_over=self.taken_over,
            links=len(self.open_links(today)),
            requests=len(self.asked_here),
            requests_above=len(self.waiting)
            - len([each for each in self.asked_here if each in self.waiting]),
            late=len(self.late(today)),
            called_back=None if self.call_back is None else self.call_back.done_at is not None,
            able=len(persons.each_once(self.able(today, ties))),
            heads=len(self.heads(today)),
            in_vain=self.in_vain(today),
            head_from=self.head_from(today),
            above=self.case.recheck_body,
            departments_act=self.case.departments_act,
            reviewed_here=self.case.reviewed_here,
            chain=self.chain,
            passed=self.passed,
            able_at=self.able_at(today),
            asked_at=self.asked_at(today),
            archived=self.archived,
            unfiled=self.unfiled,
            given_by=self.case.given_by,
            object_by=self.case.object_by,
        )


def _stage(case: Case) -> Stage:
    return Stage(case.id, case.complaint_version, case.standing is State.PASSED_UP)


def _found(row: FindingRow | None) -> Found | None:
    if row is None:
        return None
    return Found(
        row.allegation,
        Finding(row.finding),
        row.facts,
        row.reasons,
        row.category,
        Nature(row.nature) if row.nature else None,
        row.serious,
        row.told,
    )
