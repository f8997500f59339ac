"""What the others say of how long a complaint must be kept; the newest word of each side counts."""

from datetime import date
from uuid import UUID

from services.intake.retention_models import Term
from shared.contracts.events import CaseRetentionSettled, RetentionSettled
from shared.contracts.retention import last_day
from shared.work import Work


def on_retention_settled(work: Work, event: RetentionSettled) -> None:
    _keep(work, event, event.complaint_id, last_day(event.ended_on, event.years))


def on_case_retention_settled(work: Work, event: CaseRetentionSettled) -> None:
    """What the cover of its file says holds, where that is later than the rule."""
    by_rule = last_day(event.ended_on, event.years)
    _keep(work, event, event.case_id, max(by_rule, event.kept_until or by_rule))


def _keep(work: Work, event: RetentionSettled | CaseRetentionSettled, source: UUID, until: date) -> None:
    work.keep_newest(
        Term,
        source=source,
        complaint_id=event.complaint_id,
        version=event.version,
        ended_on=event.ended_on,
        until=until,
        rule=event.rule,
        years=event.years,
    )
    work.record("heard.retention_settled", event.tracking_number, {"rule": event.rule, "years": event.years})
