"""The public status that what was heard adds up to."""

from services.intake.domain.heard import Fact, History, Kind
from shared.contracts.terms import Decision, Status

DECIDED_STATUS = {
    Decision.ACCEPT: Status.ACCEPTED,
    Decision.ACCEPT_SPLIT: Status.ACCEPTED,
    Decision.URGENT_FORWARD: Status.ACCEPTED,
    Decision.CONTINUE_EX_OFFICIO: Status.ACCEPTED,
    Decision.RECHECK: Status.RECHECK,
    Decision.PENDING_INFO: Status.MORE_INFORMATION_NEEDED,
    Decision.REFER: Status.REFERRED,
    Decision.RETURN: Status.REFERRED,
    Decision.DECLINE: Status.NOT_ACCEPTED,
    Decision.MERGE: Status.MERGED,
    Decision.CLOSE_WITHDRAWN: Status.WITHDRAWN,
    Decision.RECORD_ONLY: Status.CLOSED,
    Decision.ANSWER: Status.CLOSED,
}
"""What each decision of triage means to the complainant while no case has said more."""

ENDS = {Status.REFERRED, Status.NOT_ACCEPTED, Status.MERGED, Status.WITHDRAWN, Status.CLOSED}


def status(history: History) -> Status:
    """The public status that the facts add up to."""
    cases = history.cases()
    recheck = history.recheck
    if recheck and not history.conclusions(cases):
        if not _recheck_refused(history, recheck):
            return Status.RECHECK
        cases = {fact.case for fact in history.facts if fact.case}
    return _status_of_cases(history, cases) or _status_before_cases(history)


def _recheck_refused(history: History, recheck: Fact) -> bool:
    decision = history.decision
    return bool(
        decision
        and decision.kind is Kind.DECIDED
        and decision.version > recheck.data.get("decision_version", 0)
        and decision.decision not in (Decision.RECHECK, Decision.PENDING_INFO, Decision.MERGE)
    )


def _status_of_cases(history: History, cases: set[str]) -> Status | None:
    conclusions = history.conclusions(cases)
    closed = history.closed(cases)
    concluded = {fact.case for fact in conclusions}
    if cases - concluded - closed:
        return _status_of_open_cases(history, cases, conclusions)
    if any(fact.data.get("rectify_by") and fact.case not in closed for fact in conclusions):
        return Status.RECTIFYING
    if concluded - closed:
        return Status.CONCLUDED
    if cases:
        return Status.CLOSED if conclusions or not history.of(Kind.WITHDRAWN) else Status.WITHDRAWN
    return None


def _status_of_open_cases(history: History, cases: set[str], conclusions: list[Fact]) -> Status:
    decision = history.decision
    if decision and decision.kind is Kind.DECIDED and not conclusions:
        # Triage ended it after the case was opened: withdrawn, merged, handed on.
        ended = DECIDED_STATUS[decision.decision] if decision.decision else None
        if ended in ENDS:
            return ended
    started = conclusions or [fact for fact in history.of(Kind.INVESTIGATING) if fact.case in cases]
    return Status.INVESTIGATING if started else Status.ACCEPTED


def _status_before_cases(history: History) -> Status:
    decision = history.decision
    if decision and decision.decision and decision.decision is not Decision.PENDING_INFO:
        return DECIDED_STATUS[decision.decision]
    if history.of(Kind.WITHDRAWN):
        return Status.WITHDRAWN
    return Status.MORE_INFORMATION_NEEDED if history.open_questions else Status.RECEIVED
