"""The JSON door's blueprint, and what all of its routes share."""

from typing import Any

from services.investigation.answering import refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.domain.states import Forbidden
from shared.web.api import Blueprint
from shared.web.problems import problem, respond

blueprint = Blueprint(
    "cases", __name__, url_prefix="/investigation/api/v1", description="Cases of the caller's own body"
)

CHANGE = (403, 404, 409, 422)
"""What a change may be refused with, besides what its body and version may be refused for."""


@blueprint.errorhandler(Forbidden)
def on_forbidden(error: Forbidden) -> Any:
    return respond(refusal(error))


@blueprint.errorhandler(NoSuchCase)
def on_no_such_case(_: NoSuchCase) -> Any:
    return respond(problem(404, "not_found"))
