"""What the complainant can do now, and why not where not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.intake.domain.heard import Kind
from services.intake.domain.progress import Progress
from shared.contracts.terms import Status


class Action(StrEnum):
    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    RATE = "rate"
    REQUEST_RECHECK = "request_recheck"


class Closed(StrEnum):
    """Why an action is not open."""

    NO_OUTCOME = "no_outcome"
    MORE_TO_COME = "more_to_come"
    OUTCOME_GIVEN = "outcome_given"
    OVER = "over"
    ELSEWHERE = "elsewhere"
    ALREADY_DONE = "already_done"
    TOO_LATE = "too_late"
    UNDER_RECHECK = "under_recheck"
    LAST_INSTANCE = "last_instance"


_UNDER_WAY = {
    Status.RECEIVED,
    Status.MORE_INFORMATION_NEEDED,
    Status.ACCEPTED,
    Status.INVESTIGATING,
    Status.RECHECK,
}
_ELSEWHERE = {Status.REFERRED, Status.NOT_ACCEPTED, Status.MERGED}
_ANSWERED = {Status.CONCLUDED, Status.RECTIFYING}


@dataclass(frozen=True)
class Permission:
    """Whether an action is open; `closed` is the reason when it is not; `until` its last day if any."""

    action: Action
    closed: Closed | None = None
    until: date | None = None

    @property
    def open(self) -> bool:
        return self.closed is None


def may(progress: Progress, today: date) -> dict[Action, Permission]:
    """Every action with its permission on this day."""
    until = progress.recheck_until
    return {
        Action.SUPPLEMENT: Permission(Action.SUPPLEMENT, _supplement(progress.status)),
        Action.WITHDRAW: Permission(Action.WITHDRAW, _withdraw(progress)),
        Action.RATE: Permission(Action.RATE, _rate(progress)),
        Action.REQUEST_RECHECK: Permission(Action.REQUEST_RECHECK, _recheck(progress, today, until), until),
    }


def _supplement(status: Status) -> Closed | None:
    if status in _UNDER_WAY | _ANSWERED | {Status.MERGED}:
        return None
    return Closed.ELSEWHERE if status in _ELSEWHERE else Closed.OVER


def _withdraw(progress: Progress) -> Closed | None:
    if progress.history.withdrawn_now:
        return Closed.ALREADY_DONE
    if progress.status in _UNDER_WAY:
        return None
    if progress.status in _ELSEWHERE:
        return Closed.ELSEWHERE
    return Closed.OUTCOME_GIVEN if progress.outcome else Closed.OVER


def _rate(progress: Progress) -> Closed | None:
    """Each outcome can be rated once (信访 art. 21)."""
    outcome = progress.outcome
    if outcome is None:
        return Closed.NO_OUTCOME
    rated = {name for fact in progress.history.of(Kind.RATED) for name in fact.data.get("of", ())}
    return Closed.ALREADY_DONE if (outcome.case or outcome.id) in rated else None


def _recheck(progress: Progress, today: date, until: date | None) -> Closed | None:
    """Within 30 days of the reply (信访 art. 35), once for each outcome, twice in all."""
    outcome = progress.outcome
    if outcome is None:
        return Closed.NO_OUTCOME
    if progress.status is Status.RECHECK:
        return Closed.UNDER_RECHECK
    if progress.history.last_instance:
        return Closed.LAST_INSTANCE
    if (outcome.case or outcome.id) in progress.history.answered:
        return Closed.ALREADY_DONE
    if progress.status is Status.INVESTIGATING:
        return Closed.MORE_TO_COME
    return Closed.TOO_LATE if until and today > until else None
