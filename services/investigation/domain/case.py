"""What the rules need to know of a case and of the person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.conflicts import Conflict
from shared.contracts.signing import signed
from shared.contracts.terms import Role


class State(StrEnum):
    """Where a case stands."""

    QUEUED = "queued"
    INVESTIGATING = "investigating"
    PROPOSED = "proposed"
    RECTIFYING = "rectifying"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    TERMINATED = "terminated"
    PASSED_UP = "passed_up"


ENDED = frozenset({State.CLOSED, State.TERMINATED, State.PASSED_UP})
DECIDED = frozenset({State.RECTIFYING, State.CONCLUDED})
"""The outcome stands, and the six checks of Measures art. 4 are still to be made."""


class Action(StrEnum):
    """What one may want to do with a case."""

    CLAIM = "claim"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    DECLARE = "declare"
    PLAN = "plan"
    SET_TASK = "set_task"
    REQUEST_EVIDENCE = "request_evidence"
    INTERVIEW = "interview"
    VISIT = "visit"
    NAME_ACT = "name_act"
    RECORD_OBSTRUCTION = "record_obstruction"
    TELL_UNIT = "tell_unit"
    TRANSFER = "transfer"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    RECORD_FINDING = "record_finding"
    PROPOSE_OUTCOME = "propose_outcome"
    ENDORSE = "endorse"
    APPROVE = "approve"
    RETURN = "return"
    APPLY_RECUSAL = "apply_recusal"
    DECIDE_RECUSAL = "decide_recusal"
    PASS_UP = "pass_up"
    OBJECT = "object"
    ASK_EXTENSION = "ask_extension"
    DECIDE_EXTENSION = "decide_extension"
    ASK_PAUSE = "ask_pause"
    DECIDE_PAUSE = "decide_pause"
    END_PAUSE = "end_pause"
    SERVE = "serve"
    MESSAGE = "message_complainant"
    REPORT_RECTIFICATION = "report_rectification"
    CONFIRM_RECTIFICATION = "confirm_rectification"
    ISSUE_LINK = "issue_link"
    REVOKE_LINK = "revoke_link"
    ENTER_REQUEST = "enter_request"
    DECIDE_REQUEST = "decide_request"
    URGE_UNIT = "urge_unit"
    CALL_BACK = "call_back"
    BIND = "bind"
    REPORT_BACK = "report_back"
    CLOSE = "close"
    ARCHIVE = "archive"
    ADD_TO_ARCHIVE = "add_to_archive"


@dataclass(frozen=True)
class Certificate:
    """A supervision certificate and its days (Measures art. 6)."""

    number: str
    first: date
    last: date


@dataclass(frozen=True)
class Caller:
    """Who asks. `home` is DEP-<division> or SUP-<division>."""

    staff_id: str
    name: str
    home: str
    roles: frozenset[Role]
    certificate_valid_to: date | None = None
    """The last day of their supervision certificate (Measures art. 6); None: they have none."""
    offices: frozenset[str] = frozenset()
    """Those below the head's that they hold today, or stand in for."""
    stands_in_for: str | None = None
    """The head whose deputy they are today; the name."""
    away_until: date | None = None
    """The last day of an absence that is entered for them and runs today."""
    certificate: str = ""
    """The number of their supervision certificate, where it is known."""
    certificate_valid_from: date | None = None
    """Its first day; None: it holds already."""
    certificates: tuple[Certificate, ...] = ()
    """All that the register has of them, also those that ended before the one that is held."""
    accounts: frozenset[str] = frozenset()
    """Other accounts of the same person, at whatever body (`domain.persons`)."""
    also: frozenset[str] = frozenset()
    """The codes under which these may be barred."""

    @property
    def theirs(self) -> frozenset[str]:
        """All accounts of the person."""
        return self.accounts | {self.staff_id}

    @property
    def is_head(self) -> bool:
        """Whether they decide as a head now: one of them, or a deputy, who is not entered as absent."""
        return Role.HEAD in self.roles and self.away_until is None

    @property
    def signed(self) -> str:
        """The name under a head's decision."""
        return signed(self.name, self.stands_in_for)


@dataclass(frozen=True)
class CaseFacts:
    """The facts on which the table decides.

    `hands` are all who ever investigated the case, also those who gave it back: whoever had a hand
    in it cannot approve it. `barred` are party codes (domain glossary: 回避隔离).
    """

    state: State
    body: str
    today: date
    lead: str | None = None
    team: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()
    proposer: str | None = None
    allegations: int = 1
    found: int = 0
    withdrawn: bool = False
    unreported: int = 0
    unconfirmed: int = 0
    barred: frozenset[str] = frozenset()
    investigate_by: date | None = None
    extension_asked_by: str | None = None
    """Who asked for more time, while the head has not decided."""
    extended: bool = False
    answered_before: bool = False
    """It is a recheck or a second one, whose 30 days are fixed (petition art. 35, 36)."""
    pauses_possible: bool = False
    """Whether the province lets the clock stand still for something, with days left."""
    pause_asked_by: str | None = None
    paused_until: date | None = None
    """The clock stands still until then."""
    recusals_asked: frozenset[str] = frozenset()
    """Whose recusal waits for a head of this body."""
    recusals_waiting: Mapping[str, str] = field(default_factory=dict)
    """Whose recusal nobody has decided, here or above; their names."""
    undeclared: frozenset[str] = frozenset()
    """Who was given the case, or a part in it, and has not said yet that they know of no tie."""
    approved_by: str | None = None
    """The head who approved the outcome that stands."""
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    """Who must stay away because of what the records show (they reviewed or handled the challenged act, or
    worked in the accused unit), while nobody decided otherwise."""
    links: int = 0
    """Links of the unit that lead somewhere."""
    requests: int = 0
    """What the unit asks for, nobody has answered, and a head here decides."""
    requests_above: int = 0
    """Its objections to what the body above confirmed, for which that one answers."""
    late: int = 0
    """Corrections past their day, or past the one of the last urging, without a report."""
    own: bool = False
    """No complaint began it: there is nobody to write to, and no desk to give it to."""
    binds: bool = False
    """It may bind complaints."""
    report_owed: bool = False
    report_by: date | None = None
    """The day that whoever assigned the matter named."""
    """The assigner waits for a report."""
    honoured: frozenset[str] = frozenset()
    """Whom the proposal that stands commends, of the body's own people."""
    taken_over: bool = False
    """Of a case that was given up or lost: another body has the matter by now."""
    called_back: bool | None = None
    """Whether the complainant was called back; None where nobody can be."""
    able: int | None = None
    """Certified investigators of the body who may see the case; None where nobody counted."""
    heads: int | None = None
    """Who can decide as a head today, deputies among them."""
    in_vain: frozenset[str] = frozenset()
    """Who stands in today for none but heads who may not decide on the case themselves."""
    head_from: date | None = None
    """With no head today: the first day within the term on which somebody decides as one."""
    above: str | None = None
    """The next body up that is not conflicted."""
    reviewed_here: bool = False
    """Whether the body as such did the legal review of a challenged act."""
    departments_act: bool = False
    """Whether an act is challenged that the body's own department decided collectively."""
    chain: tuple[Office, ...] = (Office.HEAD,)
    """By whose hands the proposal that stands goes; the last is the head's."""
    passed: tuple[Passed, ...] = ()
    able_at: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who can take a step below the head's today, by office."""
    asked_at: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Whose such a step would be, were it not to be decided by a head here whether they withdraw, or whoever
    they stand in for; and who that is."""
    archived: bool = False
    """Whether its file was put away: a fact beside the state, which goes on telling how the case ended."""
    unfiled: int = 0
    """So much came since its file was put away, and is in no supplement to it."""
    given_by: str | None = None
    """The other desk that gave it to this body by hand, where this one may object."""
    object_by: date | None = None


@dataclass(frozen=True)
class Closed:
    """An action that is not open, and why: a stable code, the article, and what the text needs."""

    code: str
    article: str | None = None
    detail: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what was handed in, and where (a JSON pointer)."""

    pointer: str
    code: str
    article: str | None = None
    detail: Mapping[str, Any] | None = None
