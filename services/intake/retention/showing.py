"""How long a complaint is kept, as staff read it."""

from typing import Any

from services.intake.domain.retention import Standing
from services.intake.models import Complaint
from services.intake.retention import holding, planning
from services.intake.retention_models import Hold
from shared.staff.tokens import StaffToken
from shared.work import Work


def shown(work: Work, staff: StaffToken, number: str) -> dict[str, Any]:
    """Raises holding.NotTheirs."""
    complaint = holding.entered(work, staff, number)
    found = planning.of(work.session, complaint, work.today)
    holds = holding.of(work.session, complaint.id)
    return as_json(work, complaint, found, holds)


def as_json(work: Work, complaint: Complaint, found: Standing, holds: list[Hold]) -> dict[str, Any]:
    by = found.by
    return {
        "tracking_number": complaint.tracking_number,
        "kept": [str(kept) for kept in found.kept],
        "rule": str(by.rule) if by else None,
        "years": by.years if by else None,
        "ended_on": by.ended_on.isoformat() if by else None,
        "until": by.until.isoformat() if by else None,
        "holds": [_hold(work, one) for one in holds],
    }


def _hold(work: Work, one: Hold) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "reason": one.reason,
        "body": one.body,
        "by": one.placed_by_name,
        "placed_at": one.placed_at.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "lifted_at": one.lifted_at.isoformat() if one.lifted_at else None,
        "lifted_by": one.lifted_by_name,
        "lift_reason": one.lift_reason,
        "stands": holding.held_for(one).stands(work.today),
    }
