"""Versions of what a complainant wrote for those who need one and may not read all of it."""

from typing import Any

from flask import Response, jsonify

from services.intake import redacting
from services.intake.domain.redaction import BadMark, Mark
from services.intake.redacting import NoSuchMessage, NothingMarked, NotInText, NotTheirs, Wanted
from services.intake.schemas.retention import MarksSchema, RedactionOut, RedactionsOut
from services.intake.sight import LOOKING
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import Problem, problem
from shared.work import Work

blueprint = Blueprint("redactions", __name__, url_prefix="/api/v1", description="Redacted statements")
DESKS = tuple(sorted(LOOKING))
NOTHING = N_("Choose a passage, or write words that are to be blacked out.")
NOT_IN_TEXT = N_("These words stand in none of the texts: %(words)s")
OUTSIDE = N_("A mark lies outside the text.")
NO_MESSAGE = N_("The complainant wrote no such message.")


@blueprint.get("/complaints/<string:tracking_number>/redactions")
@require_role(*DESKS)
@blueprint.response(200, RedactionsOut)
@blueprint.refuses(404)
def listed(tracking_number: str) -> Response:
    """Every version, the newest first; the original is not among them."""
    try:
        with works().begin(acting()) as work:
            found = redacting.versions(work, staff(), tracking_number)
            return jsonify({"items": [redacting.as_json(one) for one in found]})
    except NotTheirs:
        raise problem(404, "not_found") from None


@blueprint.post("/complaints/<string:tracking_number>/redactions")
@require_role(*DESKS)
@blueprint.arguments(MarksSchema)
@once
@blueprint.response(201, RedactionOut)
@blueprint.refuses(404)
def redact(body: dict[str, Any], tracking_number: str) -> Response:
    """Make a new version; the original and the earlier ones stay."""
    messages = {one["id"]: _places(one["marks"]) for one in body["messages"]}
    wanted = Wanted(_places(body["marks"]), body["words"], messages)

    def do(work: Work) -> Answer:
        made = redacting.redact(work, staff(), tracking_number, wanted)
        return redacting.as_json(made), 201, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None
    except (BadMark, NotInText, NothingMarked, NoSuchMessage) as refused:
        raise refusal(refused) from None


def _places(marks: list[dict[str, int]]) -> list[Mark]:
    return [(mark["start"], mark["end"]) for mark in marks]


def refusal(refused: ValueError) -> Problem:
    pointer, code, text = said(refused)
    return problem(422, "invalid", errors=[{"pointer": pointer, "message": text, "code": code}])


def said(refused: ValueError) -> tuple[str, str, str]:
    """Field, code and text of why nothing was made."""
    if isinstance(refused, NotInText):
        return "/words", "not_in_text", gettext(NOT_IN_TEXT, words=gettext(", ").join(refused.args))
    if isinstance(refused, NoSuchMessage):
        return f"/messages/{refused.args[0]}/id", "unknown_message", gettext(NO_MESSAGE)
    if isinstance(refused, BadMark):
        return "/marks", "out_of_range", gettext(OUTSIDE)
    return "/marks", "required", gettext(NOTHING)
