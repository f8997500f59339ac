"""What is open to whom in each state of a case, said a second time and in full, beside the table that decides."""

from services.investigation.domain.case import Action, State
from shared.contracts.terms import Role
from tests.investigation.builders import caller

S, A = State, Action

LEAD = caller("i")
SECOND = caller("j")
COLLEAGUE = caller("k")
HEAD = caller("h", Role.HEAD)
HEAD_AND_LEAD = caller("i", Role.HEAD, Role.INVESTIGATOR)
CALLERS = {"lead": LEAD, "second": SECOND, "colleague": COLLEAGUE, "head": HEAD, "both": HEAD_AND_LEAD}

WORK = {A.PLAN, A.SET_TASK, A.REQUEST_EVIDENCE, A.INTERVIEW, A.VISIT, A.NAME_ACT, A.RECORD_OBSTRUCTION, A.TELL_UNIT,
        A.TRANSFER, A.FOLLOW_UP}  # fmt: skip
LATER_WORK = {A.SERVE, A.SET_TASK, A.REQUEST_EVIDENCE, A.VISIT, A.RECORD_OBSTRUCTION, A.TRANSFER, A.FOLLOW_UP}
"""What the investigators still keep while a unit puts things right."""
_EVER = {A.APPLY_RECUSAL}
_BEGUN = {A.NOTE, A.MESSAGE} | _EVER
OWN = {A.BIND}
UNIT = {A.BIND, A.ISSUE_LINK, A.ENTER_REQUEST}
AFTER = {A.CALL_BACK, A.REVOKE_LINK, A.REPORT_BACK}
OVER = {A.ARCHIVE, A.NOTE, A.REPORT_BACK}
"""What is kept of a case that is over."""
LATE = {A.SERVE, A.TRANSFER, A.FOLLOW_UP} | OVER

OWED_BEFORE = {A.REPORT_RECTIFICATION, A.CONFIRM_RECTIFICATION, A.ISSUE_LINK, A.ENTER_REQUEST, A.REVOKE_LINK}
DECIDED_BEFORE = {A.DECIDE_REQUEST, A.URGE_UNIT, A.REVOKE_LINK}
"""What units owe under the answer of a body that lost the case is followed before this one decides."""

OPEN: dict[str, dict[State, set[Action]]] = {
    "lead": {
        S.QUEUED: {A.CLAIM} | _EVER,
        S.INVESTIGATING: OWED_BEFORE
        | {
            A.RELEASE,
            A.HAND_OVER,
            A.ASSIGN,
            A.RECORD_FINDING,
            A.PROPOSE_OUTCOME,
            A.ASK_EXTENSION,
            A.SERVE,
        }
        | OWN
        | WORK
        | _BEGUN,
        S.PROPOSED: OWED_BEFORE
        | {A.RECORD_OBSTRUCTION, A.TRANSFER, A.FOLLOW_UP, A.ASK_EXTENSION, A.SERVE}
        | OWN
        | _BEGUN,
        S.RECTIFYING: {A.HAND_OVER, A.ASSIGN, A.REPORT_RECTIFICATION, A.CONFIRM_RECTIFICATION}
        | LATER_WORK
        | UNIT
        | AFTER
        | _BEGUN,
        S.CONCLUDED: {A.HAND_OVER, A.CLOSE, A.TRANSFER, A.FOLLOW_UP, A.SERVE} | AFTER | _BEGUN,
        S.CLOSED: AFTER | LATE | {A.HAND_OVER},
        S.TERMINATED: LATE | {A.HAND_OVER},
        S.PASSED_UP: {A.SERVE},
    },
    "second": {
        S.QUEUED: {A.CLAIM} | _EVER,
        S.INVESTIGATING: OWED_BEFORE
        | {A.RECORD_FINDING, A.PROPOSE_OUTCOME, A.ASK_EXTENSION, A.SERVE}
        | OWN
        | WORK
        | _BEGUN,
        S.PROPOSED: OWED_BEFORE
        | {A.RECORD_OBSTRUCTION, A.TRANSFER, A.FOLLOW_UP, A.ASK_EXTENSION, A.SERVE}
        | OWN
        | _BEGUN,
        S.RECTIFYING: {A.REPORT_RECTIFICATION, A.CONFIRM_RECTIFICATION} | LATER_WORK | UNIT | AFTER | _BEGUN,
        S.CONCLUDED: {A.CLOSE, A.TRANSFER, A.FOLLOW_UP, A.SERVE} | AFTER | _BEGUN,
        S.CLOSED: AFTER | LATE,
        S.TERMINATED: LATE,
        S.PASSED_UP: {A.SERVE},
    },
    "colleague": {
        S.QUEUED: {A.CLAIM} | _EVER,
        S.INVESTIGATING: _EVER,
        S.PROPOSED: _EVER,
        S.RECTIFYING: _EVER,
        S.CONCLUDED: _EVER,
    },
    "head": {
        S.QUEUED: DECIDED_BEFORE | {A.HAND_OVER, A.BIND} | _EVER,
        S.INVESTIGATING: DECIDED_BEFORE | {A.RELEASE, A.HAND_OVER, A.ASSIGN} | OWN | _BEGUN,
        S.PROPOSED: DECIDED_BEFORE | {A.APPROVE, A.RETURN} | OWN | _BEGUN,
        S.RECTIFYING: {A.HAND_OVER, A.ASSIGN, A.DECIDE_REQUEST, A.URGE_UNIT, A.REVOKE_LINK, A.REPORT_BACK}
        | OWN
        | _BEGUN,
        S.CONCLUDED: {A.HAND_OVER, A.DECIDE_REQUEST, A.REVOKE_LINK, A.REPORT_BACK} | _BEGUN,
        S.CLOSED: {A.REVOKE_LINK, A.HAND_OVER, A.DECIDE_REQUEST} | OVER,
        S.TERMINATED: OVER | {A.HAND_OVER, A.DECIDE_REQUEST},
        S.PASSED_UP: {A.SERVE},
    },
    "both": {
        S.QUEUED: DECIDED_BEFORE | {A.CLAIM, A.HAND_OVER, A.BIND} | _EVER,
        S.INVESTIGATING: OWED_BEFORE
        | {
            A.RELEASE,
            A.HAND_OVER,
            A.ASSIGN,
            A.RECORD_FINDING,
            A.PROPOSE_OUTCOME,
            A.ASK_EXTENSION,
            A.SERVE,
        }
        | OWN
        | WORK
        | _BEGUN,
        S.PROPOSED: OWED_BEFORE
        | {A.RECORD_OBSTRUCTION, A.TRANSFER, A.FOLLOW_UP, A.ASK_EXTENSION, A.SERVE}
        | OWN
        | _BEGUN,
        S.RECTIFYING: {A.HAND_OVER, A.ASSIGN, A.REPORT_RECTIFICATION, A.CONFIRM_RECTIFICATION}
        | LATER_WORK
        | UNIT
        | AFTER
        | _BEGUN,
        S.CONCLUDED: {A.HAND_OVER, A.CLOSE, A.TRANSFER, A.FOLLOW_UP, A.SERVE} | AFTER | _BEGUN,
        S.CLOSED: AFTER | LATE | {A.HAND_OVER},
        S.TERMINATED: LATE | {A.HAND_OVER},
        S.PASSED_UP: {A.SERVE},
    },
}
"""All that is open; whatever does not stand here is closed."""
