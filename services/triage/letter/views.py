"""Letters as files: looked at by those who see the complaint, each look in the audit."""

from uuid import UUID

from flask import Blueprint, Response

from services.triage import queue
from services.triage.letter import issuing as letters
from shared.contracts.terms import Role
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.papers import as_file
from shared.web.problems import problem

blueprint = Blueprint("triage_letters", __name__, url_prefix="/triage")


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
    return as_file(paper, f"{tracking_number}-{key.hex[:8]}", form)
