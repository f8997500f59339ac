"""Letters as files: looked at by those who see the complaint, each look in the audit."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

import structlog
from flask import Blueprint, Response

from services.triage import letters, queue
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.papers import Paper, pdf, word
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem

log = structlog.get_logger("letters")
NO_FONT = N_("This computer has no font for Chinese letters. Take the Word file, and tell your operator.")
blueprint = Blueprint("triage_letters", __name__, url_prefix="/triage")


class Form(NamedTuple):
    """How a paper becomes a file."""

    type: str
    render: Callable[[Paper], bytes]


FORMS = {
    "pdf": Form("application/pdf", pdf.render),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.render),
}


@blueprint.get("/complaints/<string:tracking_number>/letters/<uuid:key>.pdf")
@require_role(Role.TRIAGE)
def as_pdf(tracking_number: str, key: UUID) -> Response:
    """The letter as it was issued. 404 for whoever may not know of the complaint."""
    return _file(tracking_number, key, "pdf")


@blueprint.get("/complaints/<string:tracking_number>/letters/<uuid:key>.docx")
@require_role(Role.TRIAGE)
def as_word(tracking_number: str, key: UUID) -> Response:
    """The same to go on writing."""
    return _file(tracking_number, key, "docx")


def _file(tracking_number: str, key: UUID, form: str) -> Response:
    with works().begin(acting()) as work:
        complaint = queue.find(work.session, staff(), tracking_number)
        found = letters.find(work.session, complaint, key) if complaint else None
        if found is None:
            raise problem(404, "not_found")
        work.record("letter.read", tracking_number, {"number": found.number, "form": form})
        paper = letters.paper_of(found)
    try:
        file = FORMS[form].render(paper)
    except pdf.NoChineseFont as missing:
        log.error("no_chinese_font", reason=str(missing))
        raise problem(503, "no_font", gettext(NO_FONT)) from missing
    answer = Response(file, content_type=FORMS[form].type)
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"{tracking_number}-{key.hex[:8]}.{form}"
    )
    return answer
