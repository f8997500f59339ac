"""The public statistics, for everybody."""

from typing import Any

from flask import current_app

from services.intake import published, words_statistics
from services.intake.domain.publishing import SMALLEST_CELL
from services.intake.schemas.statistics import PublicStatisticsSchema
from shared.web.api import Blueprint

blueprint = Blueprint("public_statistics", __name__, url_prefix="/api/v1", description="Counts for everybody")


@blueprint.get("/statistics")
@blueprint.response(200, PublicStatisticsSchema)
def statistics() -> dict[str, Any]:
    """Complaints of the last twelve whole months, without counts so small that they tell of somebody."""
    counter: published.Counter = current_app.extensions["published"]
    found = counter.get()
    return {
        "at": found.at.isoformat(),
        "first_day": found.first.isoformat(),
        "last_day": found.last.isoformat(),
        "suppressed_below": SMALLEST_CELL,
        "months": [{"month": f"{first:%Y-%m}", **cells} for first, cells in found.months],
        "total": found.total,
        "channels": [_share(row, words_statistics.channel(row.key)) for row in found.channels],
        "this_month": found.this_month,
    }


def _share(row: published.Row, name: str) -> dict[str, Any]:
    return {"code": row.key, "name": name, "count": row.count}
