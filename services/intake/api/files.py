"""Files as staff see them: copies and previews where they have the complaint, originals with a reason."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.intake.domain.files import Part
from services.intake.files import folder, looking, withholding
from services.intake.files.arriving import store
from services.intake.files.looking import NoReason, NotTheirs, NotThere
from services.intake.files.showing import Shown
from services.intake.retention_models import Withholding
from services.intake.schemas.files import (
    FilesQuerySchema,
    ReadingReasonSchema,
    ReadingSchema,
    StaffFilesSchema,
    WithholdingOut,
    WithholdingSchema,
)
from services.intake.sight import LOOKING
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.web.serving import BYTES, WHOLE, goes_on, served
from shared.work import Work

blueprint = Blueprint("files", __name__, url_prefix="/api/v1/files", description="Files, for staff")
REASON_FIRST = N_("The original opens once a reason was given, for 15 minutes.")
DESKS = tuple(sorted(LOOKING))


@blueprint.get("")
@require_role(*DESKS)
@blueprint.arguments(FilesQuerySchema, location="query")
@blueprint.response(200, StaffFilesSchema)
@blueprint.refuses(404)
def listed(query: dict[str, Any]) -> Response:
    """The files of a complaint that the caller's body has, as they stand now."""
    try:
        with works().begin(acting()) as work:
            found = looking.files_of(work, staff(), query["tracking_number"])
            words = withholding.among(work.session, [file.id for file in found])
            return jsonify({"items": [_shown(file, words.get(file.id)) for file in found]})
    except NotTheirs:
        raise problem(404, "not_found") from None


@blueprint.get("/copies")
@require_role(*DESKS)
@blueprint.arguments(FilesQuerySchema, location="query")
@blueprint.doc(**WHOLE)
@blueprint.refuses(404)
def copies(query: dict[str, Any]) -> Response:
    """All copies without metadata as one folder (ZIP), with a list of hashes and of what is left out."""
    return packed(query["tracking_number"])


def packed(tracking_number: str) -> Response:
    """The folder of copies, sent while it is read. Raises Problem."""
    try:
        with works().begin(acting()) as work:
            found = folder.of(work, store(), staff(), tracking_number)
    except NotTheirs:
        raise problem(404, "not_found") from None
    answer = Response(found.sent(), content_type="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"copies-{tracking_number}.zip")
    return answer


def _shown(file: Shown, word: Withholding | None) -> dict[str, Any]:
    return file.for_staff() | {"withheld": withholding.as_json(word) if word else None}


@blueprint.get("/<uuid:file_id>/copy")
@require_role(*DESKS)
@blueprint.doc(**BYTES)
@blueprint.refuses(404, 416)
def copy(file_id: UUID) -> Response:
    """The copy without metadata. `Range` is honoured."""
    return answered(file_id, Part.COPY)


@blueprint.get("/<uuid:file_id>/previews/<int:page>")
@require_role(*DESKS)
@blueprint.doc(**BYTES)
@blueprint.refuses(404, 416)
def preview(file_id: UUID, page: int) -> Response:
    """A page as a JPEG picture."""
    return answered(file_id, Part.PREVIEW, page)


@blueprint.get("/<uuid:file_id>/original")
@require_role(*DESKS)
@blueprint.doc(**BYTES)
@blueprint.refuses(404, 409, 416)
def original(file_id: UUID) -> Response:
    """The file as it came, with all that it may tell of who sent it. Give a reason first."""
    return answered(file_id, Part.ORIGINAL)


@blueprint.post("/<uuid:file_id>/readings")
@require_role(*DESKS)
@blueprint.arguments(ReadingReasonSchema)
@once
@blueprint.response(201, ReadingSchema)
@blueprint.refuses(404)
def give_reason(body: dict[str, Any], file_id: UUID) -> Response:
    """Say why the original must be seen; it opens to the caller for 15 minutes. Reason and look are kept."""

    def do(work: Work) -> Answer:
        made = looking.give_reason(work, staff(), file_id, body["reason"])
        until = made.at + looking.READING_LASTS
        return {"id": str(made.id), "until": until.isoformat()}, 201, {}

    try:
        return sent(answer_once(acting(), do))
    except (NotTheirs, NotThere):
        raise problem(404, "not_found") from None


@blueprint.post("/<uuid:file_id>/withholdings")
@require_role(*DESKS)
@blueprint.arguments(WithholdingSchema)
@once
@blueprint.response(201, WithholdingOut)
@blueprint.refuses(404)
def withhold(body: dict[str, Any], file_id: UUID) -> Response:
    """Say that the file is not given to those who get the redacted version, or may be again."""

    def do(work: Work) -> Answer:
        made = withholding.decide(work, staff(), file_id, withheld=body["withheld"], reason=body["reason"])
        return withholding.as_json(made), 201, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None


def answered(file_id: UUID, part: Part, page: int = 1) -> Response:
    """One part of a file, or the reason why not. Raises Problem."""
    try:
        with works().begin(acting()) as work:
            opened = looking.open_part(work, store(), staff(), file_id, part, page, goes_on=goes_on())
    except (NotTheirs, NotThere):
        raise problem(404, "not_found") from None
    except NoReason:
        raise problem(409, "reason_first", gettext(REASON_FIRST)) from None
    return served(opened)
