"""What the hotline's page asks by itself: to keep the draft, whether it rings; and a call to practise."""

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, render_template, url_for

from services.intake.hotline import rings
from services.intake.hotline.drafts import Outcome
from services.intake.views import hotline, hotline_sheet
from services.intake.views.hotline_page import ringing_now
from services.intake.views.protection import stale
from shared.contracts.terms import Role
from shared.i18n import gettext
from shared.staff.web import acting, require_role, staff
from shared.web import settings, works
from shared.web.forms import STALE
from shared.web.problems import problem

blueprint = Blueprint("hotline_calls", __name__, url_prefix="/hotline")
PRACTICE = "13800000000"
"""The simulated caller; always the same, so that the second call finds the first."""


@blueprint.post("/drafts")
@require_role(Role.HOTLINE)
def keep() -> Response:
    """Keep what stands on the page, for its script: the draft's name and version, and what became of it."""
    if stale():
        return jsonify(outcome="stale"), 400  # type: ignore[return-value]  # Flask takes the pair
    kept = hotline.keep_draft(hotline_sheet.typed())
    if kept.draft is None:
        return jsonify(outcome=Outcome.SENT)
    return jsonify(outcome=kept.outcome, draft=str(kept.draft.id), version=kept.draft.version)


@blueprint.get("/ringing")
@require_role(Role.HOTLINE)
def ringing() -> str:
    with works().begin(acting()) as work:
        found = ringing_now(work)
    return render_template("intake/hotline/ringing.html", ringing=found)


@blueprint.post("/practice")
@require_role(Role.HOTLINE)
def practise() -> Response:
    """Let it ring at this seat, as the telephone system would; in demonstrations only."""
    if not settings().demo:
        raise problem(404, "not_found")
    if stale():
        flash(gettext(STALE), "near")
    else:
        with works().begin(acting()) as work:
            rings.announce(work, staff().home, PRACTICE, staff_id=staff().staff_id)
    return make_response(redirect(url_for("hotline.desk"), 303))
