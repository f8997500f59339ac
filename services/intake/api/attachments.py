"""Files with a complaint, for the holder of its receipt code: at once or in pieces."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request
from marshmallow import ValidationError

from services.intake.api.pursuit import RECEIPT, not_open, opened
from services.intake.domain.files import MOST_BYTES
from services.intake.files import pieces, taking
from services.intake.files.arriving import arriving, store
from services.intake.files.owners import Owner, files_of, of_complaint
from services.intake.files.pieces import unfit_problem
from services.intake.files.showing import Shown, shown
from services.intake.pursuit import NotOpen
from services.intake.schemas.files import AnnouncedFileSchema, OwnFileSchema, OwnFilesSchema
from shared.files.kinds import Reason, Unfit
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.web import works
from shared.web.api import PIECE_TYPE, Blueprint, once, takes_files
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.web.validation import field_errors
from shared.work import PUBLIC, Work

blueprint = Blueprint(
    "attachments", __name__, url_prefix="/api/v1/complaints", description="Send files with a complaint"
)
ROUND = 1 << 20
"""What a form needs round its file."""
ONE = N_("Send one file at a time, in a field of a form with a file name, or announce it as JSON.")
_FORM = {
    "application/json": {"schema": AnnouncedFileSchema, "example": AnnouncedFileSchema.EXAMPLE},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {"file": {"type": "string", "format": "binary"}},
            "required": ["file"],
        }
    },
}
_PIECE = {PIECE_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_FROM = {
    "in": "header",
    "name": pieces.OFFSET,
    "required": True,
    "description": "At which byte of the file the piece begins.",
    "schema": {"type": "integer", "minimum": 0},
}
OFFSETS = {"Upload_Offset": "How many bytes are here.", "Upload_Length": "How many there will be."}


@blueprint.get("/<string:tracking_number>/attachments")
@blueprint.doc(**RECEIPT)
@blueprint.response(200, OwnFilesSchema)
@blueprint.refuses(401, 404)
def listed(tracking_number: str) -> Response:
    """The files of the complaint, unfinished ones too."""
    with works().reading() as session:
        owner = of_complaint(opened(session, tracking_number))
        return jsonify({"items": [shown(row, owner).as_json() for row in files_of(session, owner)]})


@blueprint.post("/<string:tracking_number>/attachments")
@takes_files
@blueprint.doc(**RECEIPT, requestBody={"required": True, "content": _FORM})
@once
@blueprint.response(201, OwnFileSchema)
@blueprint.refuses(401, 404, 409, 413, 422, 503, 507)
@blueprint.gives(Location="Where the pieces go, and how it stands.")
def add(tracking_number: str) -> Response:
    """Send a file in a form, or announce one that comes in pieces (see PATCH).

    Up to 20 files of up to 50 MB: photos, videos, sound, PDF, office files, plain text. What a file is,
    is told by its content. The original is kept sealed and untouched; others see copies without metadata.
    """
    with works().reading() as session:
        owner = of_complaint(opened(session, tracking_number))
    try:
        if request.mimetype == "multipart/form-data":
            return _at_once(tracking_number, owner)
        return _announced(tracking_number, owner)
    except NotOpen as refused:
        raise not_open(refused) from None


def _announced(tracking_number: str, owner: Owner) -> Response:
    try:
        said: Any = AnnouncedFileSchema().load(request.get_json() if request.content_length else {})
    except ValidationError as error:
        raise problem(422, "invalid", errors=field_errors({"json": error.messages})) from None
    if said["size"] > MOST_BYTES:
        raise unfit_problem(Unfit(Reason.TOO_LARGE))
    store().check()

    def do(work: Work) -> Answer:
        row = taking.announce(work, owner, said["name"], said["size"], said["sha256"])
        work.session.flush()
        return _answer(tracking_number, shown(row, owner))

    try:
        return sent(answer_once(PUBLIC, do, scope=_scope()))
    except Unfit as unfit:
        raise unfit_problem(unfit) from None


def _at_once(tracking_number: str, owner: Owner) -> Response:
    """Stored first, since only then is known what it is; a repetition is thrown away again."""
    coming = arriving(owner, MOST_BYTES + ROUND)
    coming.read()
    if coming.refused:
        raise unfit_problem(Unfit(coming.refused[0][1]))
    if len(coming.streams) != 1:
        coming.drop()
        raise problem(
            422, "invalid", errors=[{"pointer": "/file", "message": gettext(ONE), "code": "one_file"}]
        )
    (stream,) = coming.streams
    try:
        stream.end()
        seen = taking.inspect(stream.place, stream.file_id)

        def do(work: Work) -> Answer:
            return _answer(tracking_number, taking.take(work, owner, stream.file_id, seen))

        answer = answer_once(PUBLIC, do, scope=_scope(), body=[stream.name, seen.sha256])
    except Unfit as unfit:
        coming.drop()
        raise unfit_problem(unfit) from None
    except Exception:
        coming.drop()
        raise
    if answer[0]["id"] != str(stream.file_id):
        coming.drop()
    return sent(answer)


def _answer(tracking_number: str, file: Shown) -> Answer:
    where = f"/api/v1/complaints/{tracking_number}/attachments/{file.id}"
    return pieces.as_json(file), 201, {"Location": where}


def _scope() -> str | None:
    return request.headers.get("Authorization")


@blueprint.get("/<string:tracking_number>/attachments/<uuid:file_id>")
@blueprint.doc(**RECEIPT)
@blueprint.response(200, OwnFileSchema)
@blueprint.refuses(401, 404)
@blueprint.gives(**OFFSETS)
def show(tracking_number: str, file_id: UUID) -> Response:
    """How a file stands; of an unfinished one, where to go on (HEAD tells it by headers alone)."""
    return pieces.standing(_owner(tracking_number), file_id)


@blueprint.patch("/<string:tracking_number>/attachments/<uuid:file_id>")
@takes_files
@blueprint.doc(**RECEIPT, parameters=[_FROM], requestBody={"required": True, "content": _PIECE})
@blueprint.response(200, OwnFileSchema)
@blueprint.refuses(401, 404, 409, 413, 422, 503, 507)
@blueprint.gives(**OFFSETS)
def go_on(tracking_number: str, file_id: UUID) -> Response:
    """Send the next piece. It may be sent again after a lost answer: 409 then says where to go on."""
    try:
        return pieces.sent(_owner(tracking_number), file_id)
    except NotOpen as refused:
        raise not_open(refused) from None


@blueprint.delete("/<string:tracking_number>/attachments/<uuid:file_id>")
@blueprint.doc(**RECEIPT)
@blueprint.response(204, description=N_("Nothing is left to say."))
@blueprint.refuses(401, 404)
def leave(tracking_number: str, file_id: UUID) -> Response:
    """Forget an upload that is not finished. A finished one is evidence and stays."""
    return pieces.removed(_owner(tracking_number), file_id)


def _owner(tracking_number: str) -> Owner:
    with works().reading() as session:
        return of_complaint(opened(session, tracking_number))
