"""Copies of the complainant's files: put with the archived file as the folder in which intake gives them."""

from uuid import UUID

from services.investigation import wording
from services.investigation.answering import change
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.api.evidence import FORM, only, unfit_as_problem
from services.investigation.desk import DESK, any_version
from services.investigation.domain.copies import Packed
from services.investigation.domain.evidence import AT_ONCE
from services.investigation.evidence import doors
from services.investigation.handlers import copying
from services.investigation.handlers.copying import Coming
from services.investigation.handlers.steps import Rejected
from services.investigation.schemas.answers import CaseOut
from shared.files.kinds import Unfit
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import VERSION, once, takes_files
from shared.web.problems import problem


@blueprint.post("/cases/<uuid:case_id>/archive/copies")
@takes_files
@require_role(*DESK)
@blueprint.doc(**FORM)
@once
@blueprint.response(201, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(*CHANGE, 413, 503, 507)
def add_copies(case_id: UUID) -> Answer:
    """Put copies of the complainant's files with the archived file; no If-Match needed.

    Send the folder (ZIP, up to 1,000 MB) as intake gives it. Its hashes must fit what is in it, and its list
    the files of the case. Further ones are for files that came since.
    """
    with doors.arriving(case_id, None, copying.may_come, Coming, AT_ONCE) as coming:
        stream = only(coming, AT_ONCE)
        what = _looked_through(stream)
        return change(
            case_id,
            lambda at: copying.keep(at.work, at.folder, at.caller, stream, what),
            any_version,
            201,
            body=[stream.name, stream.seen.sha256 if stream.seen else ""],
        )


def _looked_through(stream: Coming) -> Packed:
    try:
        stream.end()
        return copying.look_through(stream)
    except Unfit as unfit:
        raise unfit_as_problem(unfit, AT_ONCE) from None
    except Rejected as error:
        raise problem(422, "invalid", errors=wording.errors(error.faults, {})) from error
