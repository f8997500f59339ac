"""The annual report (Measures art. 21)."""

from typing import Any

from services.investigation import annual
from services.investigation.annual import NotYours
from services.investigation.api.blueprint import blueprint
from services.investigation.desk import DESK, reading_desk
from services.investigation.schemas.counts import AnnualOut
from services.investigation.schemas.requests import ReportYear
from shared.contracts.terms import Role
from shared.staff.web import require_role
from shared.web.problems import problem


@blueprint.get("/reports/annual")
@require_role(*DESK, Role.STATISTICIAN)
@blueprint.arguments(ReportYear, location="query")
@blueprint.response(200, AnnualOut)
@blueprint.refuses(404)
def annual_report(wanted: dict[str, Any]) -> dict[str, Any]:
    """The year of the caller's body, or of one below it, in numbers that agree with the cases."""
    with reading_desk() as (session, caller, today):
        try:
            return annual.report(session, caller, today, wanted["year"] or today.year, wanted["body"])
        except NotYours as error:
            raise problem(404, "not_found") from error
