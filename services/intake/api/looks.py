"""Who complained, for those who must know: a reason first, and for the confidential a custodian's yes."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.intake import looks
from services.intake.domain.looks import State
from services.intake.looks import Decided, NothingKept, NotTheirs
from services.intake.models import IdentityLook
from services.intake.schemas.looks import (
    AskedLookSchema,
    AskedLooksSchema,
    LookDecisionSchema,
    LookReasonSchema,
    LookSchema,
)
from services.intake.sight import LOOKING
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint("identities", __name__, url_prefix="/api/v1", description="Who complained, for staff")
DESKS = tuple(sorted(LOOKING))
NOTHING_KEPT = N_("This complaint is anonymous: nothing was asked, and nothing is kept.")
DECIDED = N_("This request was decided before.")


@blueprint.post("/complaints/<string:tracking_number>/identity-looks")
@require_role(*DESKS)
@blueprint.arguments(LookReasonSchema)
@once
@blueprint.response(201, LookSchema)
@blueprint.refuses(404, 409)
def look(body: dict[str, Any], tracking_number: str) -> Response:
    """Give a reason. A name given openly is answered at once; a confidential one waits for the custodian,
    and is answered once to the same call within 24 hours of a yes. The complainant is told of each look."""

    def do(work: Work) -> Answer:
        found = looks.ask(work, staff(), tracking_number, body["reason"])
        told = {
            "id": str(found.made.id),
            "state": str(found.state),
            "asked_at": found.made.asked_at.isoformat(),
            "complainant": found.complainant,
        }
        return told, 201, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None
    except NothingKept:
        raise problem(409, "nothing_kept", gettext(NOTHING_KEPT)) from None


@blueprint.get("/identity-looks")
@require_role(Role.CUSTODIAN)
@blueprint.response(200, AskedLooksSchema)
def listed() -> Response:
    """Requests and looks of the caller's body, those that wait first."""
    with works().begin(acting()) as work:
        return jsonify({"items": [told(*found) for found in looks.register(work, staff())]})


@blueprint.post("/identity-looks/<uuid:look_id>/decision")
@require_role(Role.CUSTODIAN)
@blueprint.arguments(LookDecisionSchema)
@once
@blueprint.response(200, AskedLookSchema)
@blueprint.refuses(404, 409)
def decide(body: dict[str, Any], look_id: UUID) -> Response:
    """Agree to one look within 24 hours, or refuse; never to a request of one's own."""

    def do(work: Work) -> Answer:
        looks.decide(work, staff(), look_id, body["granted"], body["reason"])
        found = next(one for one in looks.register(work, staff()) if one[0].id == look_id)
        return told(*found), 200, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None
    except Decided:
        raise problem(409, "decided_before", gettext(DECIDED)) from None


def told(look: IdentityLook, number: str, state: State) -> dict[str, Any]:
    return {
        "id": str(look.id),
        "tracking_number": number,
        "state": str(state),
        "body": look.body,
        "staff_name": look.staff_name,
        "reason": look.reason,
        "asked_at": look.asked_at.isoformat(),
        "answer": look.answer,
        "may_decide": state is State.WAITING and look.custodian == staff().home,
    }
