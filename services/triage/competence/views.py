"""The forms of a dispute about who is in charge, and the page of the body's own objections."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request

from services.triage import queue
from services.triage.api import MISSING
from services.triage.competence.api import CLOSED
from services.triage.competence.competing import (
    AlreadyDecided,
    Closed,
    Incomplete,
    NotFound,
    Recused,
    designate,
    object_to,
)
from services.triage.decision_form import Mistyped, body_and_text
from services.triage.documents import objection_row
from services.triage.schemas.requests import STATES
from services.triage.views import CHANGED, Stale, address, next_after, show, vocabulary
from services.triage.wording import names_of, reason_text
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import settings, works
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint("triage_competence", __name__, url_prefix="/triage")
blueprint.context_processor(vocabulary)

Act = Callable[[Work, str, str], object]
OBJECTED = N_("Objected: %(number)s lies before the common superior.")
DESIGNATED = N_("Designated: %(number)s")


@blueprint.get("/objections")
@require_role(Role.TRIAGE)
def objections() -> str:
    """What the caller's body objected to, and what became of it: no content."""
    with works().begin(acting()) as work:
        rows = [objection_row(*one) for one in queue.objected_to(work.session, staff())]
        work.record("objections.listed", staff().home, {"count": len(rows)})
        return render_template(
            "triage/objections.html",
            objection_rows=rows,
            counts=queue.counts(work.session, staff()),
            late=queue.count_late(work.session, staff()),
            states=STATES,
            state="",
            text="",
        )


@blueprint.post("/complaints/<string:tracking_number>/objection")
@require_role(Role.TRIAGE)
def objection(tracking_number: str) -> Response:
    """Say that this body is not in charge; a refusal gives the page back with what was typed."""

    def act(work: Work, body: str, why: str) -> object:
        return object_to(work, staff(), tracking_number, body, why, _agree)

    return _do(tracking_number, "proposed", "basis", act, OBJECTED)


@blueprint.post("/complaints/<string:tracking_number>/designation")
@require_role(Role.TRIAGE)
def designation(tracking_number: str) -> Response:
    """Put a body in charge; a refusal gives the page back with what was typed."""

    def act(work: Work, body: str, why: str) -> object:
        return designate(work, staff(), tracking_number, body, why, _agree)

    return _do(tracking_number, "designated", "reason", act, DESIGNATED)


def _do(tracking_number: str, place: str, reason: str, act: Act, done: str) -> Response:
    known = names_of(settings())
    try:
        with works().begin(acting()) as work:
            if queue.find(work.session, staff(), tracking_number) is None:
                raise NotFound(tracking_number)
            body, why = body_and_text(request.form, place, reason, known)
            following = next_after(work, tracking_number)
            act(work, body, why)
    except NotFound as error:
        raise problem(404, "not_found") from error
    except Mistyped as wrong:
        return show(tracking_number, wrong.errors, 422, wrong.choices)
    except Incomplete as missing:
        return show(tracking_number, {missing.field: gettext(MISSING[missing.field])}, 422)
    except (Stale, AlreadyDecided):
        return show(tracking_number, {"": gettext(CHANGED)}, 409)
    except Closed as refused:
        return show(tracking_number, {place: gettext(CLOSED[refused.code])}, 409)
    except Recused as refused:
        return show(tracking_number, {place: reason_text(refused.reason, known)}, 409)
    flash(gettext(done, number=tracking_number), "done")
    leads = f"{address(following)}#complaint" if following else address()
    return redirect(leads, 303)  # type: ignore[return-value]  # Flask's own Response


def _agree(now: int) -> None:
    if request.form.get("version") != str(now):
        raise Stale
