"""The head's page of clusters (Measures art. 12)."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.triage import words
from services.triage.cluster import keeping as clusters
from services.triage.cluster.api import DECIDED, look
from services.triage.cluster.documents import SPECIALS, cluster_documents
from services.triage.cluster.keeping import AlreadyDecided, Special, Wish
from services.triage.schemas.similar import SpecialSchema
from services.triage.views import Stale, agree
from services.triage.wording import KINDS
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, deciding, require_role, staff
from shared.web import works
from shared.web.validation import field_errors

blueprint = Blueprint("triage_clusters", __name__, url_prefix="/triage/clusters")
CHANGED = N_("This was decided meanwhile, by somebody else or in another window of yours. Look at it again.")
NOTED = N_("Your decision about the cluster is kept.")
FAULTS = {"decision": N_("Choose a decision."), "reason": N_("Say why.")}


@blueprint.get("")
@require_role(Role.HEAD)
def page() -> Response:
    return _show()


@blueprint.post("/<uuid:cluster_id>/decision")
@require_role(Role.HEAD)
def decide(cluster_id: UUID) -> Response:
    """A refusal gives the page back with what was typed."""
    form = {name: request.form.get(name, "").strip() for name in FAULTS}
    try:
        with works().begin(deciding()) as work:
            cluster = look(work, cluster_id, lock=True)
            wanted = SpecialSchema().load(form)
            agree(cluster.revision)
            clusters.decide(work, cluster, Wish(Special(wanted["decision"]), wanted["reason"]))
    except ValidationError as error:
        told = {
            one["pointer"].split("/")[1]: one["message"] for one in field_errors({"form": error.messages})
        }
        told |= {name: gettext(text) for name, text in FAULTS.items() if name in told and not form[name]}
        return _show({f"{name}-{cluster_id}": text for name, text in told.items()}, 422)
    except AlreadyDecided:
        return _show({"": gettext(DECIDED)}, 409)
    except Stale:
        return _show({"": gettext(CHANGED)}, 409)
    flash(gettext(NOTED))
    return redirect("/triage/clusters", 303)  # type: ignore[return-value]  # Flask's own Response


def _show(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with works().begin(acting()) as work:
        found = clusters.listed(work.session, staff())
        work.record("clusters.listed", staff().home, {"count": len(found)})
        shown = cluster_documents(work.session, found)
    text = render_template(
        "triage/clusters.html",
        desk="clusters",
        clusters=shown,
        specials=SPECIALS,
        kinds=KINDS,
        words=words,
        errors=errors or {},
        typed=request.form if errors else {},
    )
    return make_response(text, status)
