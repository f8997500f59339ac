"""The form by which copies of the complainant's files are put with the archived file."""

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from services.investigation import wording
from services.investigation.answering import refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, any_version
from services.investigation.domain.evidence import AT_ONCE
from services.investigation.domain.states import Forbidden
from services.investigation.evidence import doors
from services.investigation.handlers import copying
from services.investigation.handlers.copying import Coming
from services.investigation.handlers.steps import Rejected
from services.investigation.schemas.requests import Nothing
from services.investigation.views.evidence import NO_FILE, blueprint, stale
from services.investigation.views.submit import again, submitted
from shared.files.kinds import Unfit
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.arriving import Arriving, let_pass
from shared.web.problems import problem

KEPT = N_("The copies lie with the file, and go into its folder and its list of hashes.")
ONE = N_("Choose one folder (ZIP) at a time.")


@blueprint.post("/cases/<uuid:case_id>/archive/copies")
@require_role(*DESK)
def add_copies(case_id: UUID) -> Response:
    try:
        with doors.arriving(case_id, None, copying.may_come, Coming, AT_ONCE) as coming:
            coming.read()
            if error := stale():
                return again(case_id, "closing", [{"pointer": "", "message": error}], 400)
            return _taken(case_id, coming)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    except Forbidden as error:
        closed = refusal(error)
        let_pass(AT_ONCE)
        return again(case_id, "closing", [{"pointer": "", "message": closed.detail}], closed.status)


def _taken(case_id: UUID, coming: Arriving[Coming]) -> Response:
    try:
        if coming.refused:
            raise Unfit(coming.refused[0][1])
        if len(coming.streams) != 1:
            return _refused(case_id, gettext(ONE if coming.streams else NO_FILE))
        (stream,) = coming.streams
        stream.end()
        what = copying.look_through(stream)
    except Unfit as unfit:
        return _refused(case_id, doors.refused(unfit.reason, AT_ONCE))
    except Rejected as error:
        return again(case_id, "closing", wording.errors(error.faults, {}), 422)

    def act(at: Desk, _: dict[str, Any]) -> None:
        copying.keep(at.work, at.folder, at.caller, stream, what)

    return submitted(case_id, "closing", Nothing, {}, act, KEPT, any_version, anchor="copies")


def _refused(case_id: UUID, said: str) -> Response:
    return again(case_id, "closing", [{"pointer": "/file", "message": said}], 422)
