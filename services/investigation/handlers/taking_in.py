"""A case as triage's word makes it, and that it was opened."""

from datetime import date

from services.investigation.domain.case import State
from services.investigation.domain.limits import last_day, limits
from services.investigation.models import Case
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import CaseOpened, ComplaintAccepted
from shared.work import Work


def until(work: Work, event: ComplaintAccepted) -> date:
    """The last day by the calendar known here: triage may have counted before a year was announced."""
    if not event.terms:
        return event.investigate_by
    return last_day(limits(event.terms), china_day(event.accepted_at), None, office_days.of(work.session))


def fill(case: Case, event: ComplaintAccepted, last: date) -> None:
    case.tracking_number = event.tracking_number
    case.body = event.body
    case.body_name = event.body_name
    case.decision = event.decision
    case.identity = event.identity
    case.channel = event.channel
    case.contactable = event.contactable
    case.accepted_at = event.accepted_at
    case.investigate_by = last
    if case.state in (None, State.QUEUED, State.INVESTIGATING, State.PROPOSED):
        case.due = last
    case.recheck_of = event.recheck_of
    case.given_by, case.object_by = event.given_by, event.object_by
    case.limits = limits(event.terms).as_json()
    know(case, event)


def know(case: Case, event: ComplaintAccepted) -> None:
    """What a later word tells of the complaint, whatever its days are."""
    case.complaint_version = event.version
    case.recheck_body = event.recheck_body
    case.flags = list(event.flags)
    case.statement = event.statement
    case.facts = event.facts
    case.reasons = event.reasons
    case.referrals = event.referrals
    case.indexed = False


def say_opened(work: Work, case: Case) -> None:
    work.record("case.opened", f"case:{case.id}", {"tracking_number": case.tracking_number})
    work.emit(
        work.event(
            CaseOpened,
            case_id=case.id,
            complaint_id=case.complaint_id,
            tracking_number=case.tracking_number,
            version=case.version,
            body=case.body,
        )
    )
