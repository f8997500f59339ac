"""What the others say of how long a complaint must be kept; the newest word of each side counts."""

from uuid import UUID

from services.intake.retention_models import Term
from shared.contracts.events import CaseRetentionSettled, RetentionSettled
from shared.contracts.retention import last_day
from shared.work import Work


def on_retention_settled(work: Work, event: RetentionSettled) -> None:
    _keep(work, event, event.complaint_id)


def on_case_retention_settled(work: Work, event: CaseRetentionSettled) -> None:
    _keep(work, event, event.case_id)


def _keep(work: Work, event: RetentionSettled | CaseRetentionSettled, source: UUID) -> None:
    work.keep_newest(
        Term,
        source=source,
        complaint_id=event.complaint_id,
        version=event.version,
        ended_on=event.ended_on,
        until=last_day(event.ended_on, event.years),
        rule=event.rule,
        years=event.years,
    )
    work.record("heard.retention_settled", event.tracking_number, {"rule": event.rule, "years": event.years})
