"""The supervisor's view of the hotline: numbers for statisticians and heads, texts for heads alone."""

from flask import Blueprint, render_template

from services.intake import words_statistics
from services.intake.domain.calling import clock
from services.intake.hotline import late, quality_counts, taken
from shared.contracts.terms import Role
from shared.staff.web import acting, require_role, staff
from shared.web import works

blueprint = Blueprint("hotline_overview", __name__, url_prefix="/hotline")


@blueprint.get("/overview")
@require_role(Role.HEAD, Role.STATISTICIAN)
def overview() -> str:
    reads = staff().has(Role.HEAD)
    with works().begin(acting()) as work:
        context = {
            "rows": taken.by_seat(work, staff()),
            "late": late.entered(work, staff()) if reads else None,
            "returned": taken.returned(work, staff()) if reads else None,
            "months": quality_counts.by_month(work, staff()),
            "reads": reads,
            "home": taken.home_of(staff()),
            "clock": clock,
            "channel": words_statistics.channel,
        }
    return render_template("intake/hotline/overview.html", **context)
