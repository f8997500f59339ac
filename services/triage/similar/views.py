"""What the desk does about alike complaints, from the page of one of them."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, request
from marshmallow import ValidationError

from services.triage.api import missing
from services.triage.deciding import Incomplete, NotFound
from services.triage.models import Complaint
from services.triage.queue import find
from services.triage.schemas.similar import ReasonSchema
from services.triage.similar.api import REFUSED
from services.triage.tying import Answered, NotMerged, link, separate, unlink
from services.triage.views import CHANGED, Stale, address, agree, blueprint, show
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import field_errors
from shared.work import Work

NO_REASON = N_("Say why.")
LINKED = N_("The complaints are linked.")
UNLINKED = N_("The link is ended.")
PARTED = N_("The merger is undone; the complaint is to be decided by itself.")


@blueprint.post("/complaints/<string:tracking_number>/links")
@require_role(Role.TRIAGE)
def post_link(tracking_number: str) -> Response:
    def change(work: Work) -> Complaint:
        return link(work, staff(), tracking_number, request.form.get("to", ""), _reason(), agree)

    return _do(tracking_number, change, LINKED)


@blueprint.post("/complaints/<string:tracking_number>/links/<uuid:link_id>/removal")
@require_role(Role.TRIAGE)
def post_removal(tracking_number: str, link_id: UUID) -> Response:
    def change(work: Work) -> Complaint:
        return unlink(work, staff(), tracking_number, link_id, _reason(), agree)

    return _do(tracking_number, change, UNLINKED)


@blueprint.post("/complaints/<string:tracking_number>/separation")
@require_role(Role.TRIAGE)
def post_separation(tracking_number: str) -> Response:
    def change(work: Work) -> Complaint:
        return separate(work, staff(), tracking_number, _reason(), agree)

    return _do(tracking_number, change, PARTED)


def _reason() -> str:
    """Raises ValidationError where it cannot be taken."""
    said: str = ReasonSchema().load({"reason": request.form.get("reason", "")})["reason"]
    return said


def _do(tracking_number: str, change: Callable[[Work], Complaint], done: str) -> Response:
    """A refusal gives the page back with what was typed."""
    try:
        with works().begin(acting()) as work:
            change(work)
    except NotFound as error:
        raise problem(404, "not_found") from error
    except ValidationError as error:
        (wrong,) = field_errors({"form": error.messages})
        blank = not request.form.get("reason", "").strip()
        return show(tracking_number, {_field(): gettext(NO_REASON) if blank else wrong["message"]}, 422)
    except Incomplete as refused:
        return show(tracking_number, {_field(): missing(refused)}, 422)
    except Stale:
        return show(tracking_number, {"": gettext(CHANGED)}, 409)
    except (Answered, NotMerged) as refused:
        return show(tracking_number, {"": gettext(REFUSED[type(refused)])}, 409)
    flash(gettext(done))
    return redirect(_where(tracking_number), 303)  # type: ignore[return-value]  # Flask's own Response


def _where(tracking_number: str) -> str:
    """The page again, unless the complaint went to another desk when it was judged anew."""
    with works().reading() as session:
        found = find(session, staff(), tracking_number)
    return address(tracking_number if found else None)


def _field() -> str:
    """The field of the form that was sent; each complaint in the list has forms of its own."""
    return f"why-{request.form.get('to', '')[:40]}-{request.form.get('act', '')[:12]}"
