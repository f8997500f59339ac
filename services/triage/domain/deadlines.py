"""By when the law wants an answer (petition art. 23, 34, 35); limits end on working days."""

from dataclasses import dataclass
from datetime import date

from services.triage.domain.matter import Matter
from services.triage.domain.reasons import Reason, reason
from shared.contracts.terms import Decision
from shared.workdays import Workdays

OPENS_A_CASE = frozenset(
    {
        Decision.ACCEPT,
        Decision.ACCEPT_SPLIT,
        Decision.RECHECK,
        Decision.URGENT_FORWARD,
        Decision.CONTINUE_EX_OFFICIO,
    }
)


@dataclass(frozen=True)
class Deadlines:
    """The last days; `investigate_by` counts from acceptance on the day of the assessment."""

    accept_by: date
    investigate_by: date | None = None
    report_back_by: date | None = None
    provisional: bool = False
    reasons: tuple[Reason, ...] = ()


def deadlines(
    decision: Decision, matter: Matter, handled: bool, received: date, today: date, workdays: Workdays
) -> Deadlines:
    """The day of the event is not counted; a last day off work moves to the next working day."""
    policy = matter.policy
    accept = workdays.deadline(received, policy.accept_days)
    reasons = (reason("DEADLINE.accept", "petition:23", days=policy.accept_days),)
    if not handled or decision not in OPENS_A_CASE:
        return Deadlines(accept.day, None, None, accept.provisional, reasons)
    report = workdays.deadline(today, matter.report_back_days).day if matter.reports_back else None
    recheck = decision is Decision.RECHECK
    days = policy.recheck_days if recheck else policy.investigation_days
    end = workdays.deadline(today, days)
    why = (
        reason("DEADLINE.recheck", "petition:35", days=days)
        if recheck
        else reason("DEADLINE.investigate", "petition:34", days=days)
    )
    return Deadlines(accept.day, end.day, report, accept.provisional or end.provisional, (*reasons, why))
