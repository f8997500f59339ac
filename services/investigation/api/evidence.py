"""Files of evidence: sent with a piece of evidence, and read again byte for byte."""

from typing import TypeVar
from uuid import UUID

from flask import Response

from services.investigation.answering import change
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK, any_version
from services.investigation.domain.evidence import MOST_BYTES
from services.investigation.evidence import doors, keeping
from services.investigation.evidence.coming import Stream
from services.investigation.schemas.answers import CaseOut
from shared.files.kinds import Unfit
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import VERSION, once, takes_files
from shared.web.arriving import Arriving, unfit_for
from shared.web.problems import problem
from shared.web.serving import BYTES

ONE = N_("Send one file at a time, in a field of a form with a file name.")
_BINARY = {"type": "string", "format": "binary"}
_FORM = {"type": "object", "properties": {"file": _BINARY}, "required": ["file"]}
FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}
"""How an operation is documented that takes one file."""
S = TypeVar("S", bound=Stream)


@blueprint.post("/cases/<uuid:case_id>/exhibits/<uuid:record_id>/files")
@takes_files
@require_role(*DESK)
@blueprint.doc(**FORM)
@once
@blueprint.response(201, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(*CHANGE, 413, 503, 507)
def add_evidence_file(case_id: UUID, record_id: UUID) -> Answer:
    """Keep a file with a piece of evidence: sealed, never changed, its SHA-256 told; no If-Match needed.

    Photos, videos, sound, PDF, office files, plain text, up to 200 MB each. The same bytes are kept once.
    """
    with doors.coming(case_id, record_id, MOST_BYTES) as coming:
        stream = only(coming)
        try:
            return _kept(case_id, record_id, stream)
        except Unfit as unfit:
            raise unfit_as_problem(unfit) from None


def only(coming: Arriving[S], most: int = MOST_BYTES) -> S:
    """The one file of the request, all of it, of so many bytes. Raises Problem."""
    coming.read()
    if coming.refused:
        raise unfit_as_problem(Unfit(coming.refused[0][1]), most)
    if len(coming.streams) != 1:
        error = {"pointer": "/file", "message": gettext(ONE), "code": "one_file"}
        raise problem(422, "invalid", errors=[error])
    return coming.streams[0]


def _kept(case_id: UUID, record_id: UUID, stream: Stream) -> Answer:
    stream.end()
    return change(
        case_id,
        lambda at: keeping.keep(at.work, at.folder, at.caller, record_id, [stream]),
        any_version,
        201,
        body=[stream.name, stream.seen.sha256 if stream.seen else ""],
    )


@blueprint.get("/cases/<uuid:case_id>/evidence-files/<uuid:evidence_id>")
@require_role(*DESK)
@blueprint.doc(**BYTES)
@blueprint.refuses(404, 416)
def read_evidence_file(case_id: UUID, evidence_id: UUID) -> Response:
    """The file as it came; that it was read is kept. `Range` is honoured."""
    return doors.given(case_id, evidence_id)


def unfit_as_problem(unfit: Unfit, most: int = MOST_BYTES) -> Exception:
    """Why a file is not taken, of which one may have so many bytes, as the door answers it."""
    return unfit_for(unfit, doors.refused(unfit.reason, most))
