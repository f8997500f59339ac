"""The public statistics, and the way to help by the word that people type."""

from datetime import date

from babel.dates import format_date
from flask import Blueprint, Response, current_app, make_response, redirect, render_template

from services.intake import published, words_statistics
from services.intake.domain.publishing import SMALLEST_CELL
from shared.i18n import locale

blueprint = Blueprint("statistics", __name__)


@blueprint.get("/statistics")
def statistics() -> str:
    """Whole months, and the running one in tens."""
    counter: published.Counter = current_app.extensions["published"]
    found = counter.get()
    return render_template(
        "intake/statistics.html",
        found=found,
        counted=words_statistics.COUNTED,
        channel=words_statistics.channel,
        month=_month,
        smallest=SMALLEST_CELL,
    )


def _month(first: date) -> str:
    """`2026年11月` or `Nov 2026`."""
    if locale().startswith("zh"):
        return f"{first.year}年{first.month}月"
    return str(format_date(first, "MMM y", locale="en"))


@blueprint.get("/help")
def help_() -> Response:
    return make_response(redirect("/guide", 301))
