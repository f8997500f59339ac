"""Documents as files, before and after they are issued; and that they were served."""

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from services.investigation.answering import name_of
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, looking_at
from services.investigation.domain.archive import sealed_letter
from services.investigation.domain.documents import Way, called_for, handed_over
from services.investigation.dossier import reads_outcomes
from services.investigation.handlers import documents
from services.investigation.models import Document
from services.investigation.schemas import requests as schemas
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.submit import submitted
from services.investigation.written import given_out, kept
from shared.i18n import N_
from shared.staff.web import require_role
from shared.web.papers import file_answer, set_or_told
from shared.web.problems import problem


def may_read(desk: Desk, kind: str) -> bool:
    """What a letter says of persons is sealed within the body as well."""
    return not sealed_letter(kind) or reads_outcomes(desk.folder, desk.caller, desk.work.today)


def _found(desk: Desk, document_id: UUID) -> Document:
    """A document of the case, or of one that was handed over with it: that it was read, the trail of that one
    tells as well. Raises NoSuchCase."""
    found, case = desk.work.session.get(Document, document_id), desk.folder.case
    if found is None or not found.content or not may_read(desk, found.kind):
        raise NoSuchCase(document_id)
    if found.case_id != case.id:
        if not handed_over(found.kind) or found.case_id not in {each.id for each in desk.folder.before}:
            raise NoSuchCase(document_id)
        told = {"number": found.number, "body": desk.caller.home}
        desk.work.record("document.read_by_next", f"case:{found.case_id}", told)
    return found


@blueprint.get("/cases/<uuid:case_id>/documents/<uuid:document_id>.<any(pdf, docx):form>")
@require_role(*DESK)
def document(case_id: UUID, document_id: UUID, form: str) -> Response:
    """The document as it was issued; that it was read is kept."""
    try:
        with set_or_told(), looking_at(case_id) as desk:
            found = _found(desk, document_id)
            desk.work.record("document.read", f"case:{case_id}", {"number": found.number, "form": form})
            name = f"{found.kind}-{found.year}-{found.serial}"
            file = given_out(found) if form == "pdf" else kept(found).file(form)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    return file_answer(file, name, form)


@blueprint.get("/cases/<uuid:case_id>/drafts/<int:position>.<any(pdf, docx):form>")
@require_role(*DESK)
def draft(case_id: UUID, position: int, form: str) -> Response:
    """What would be issued if the head approved the proposal today."""
    try:
        with looking_at(case_id) as desk:
            session, today = desk.work.session, desk.work.today
            called = called_for(desk.folder.outcomes)
            if 0 < position <= len(called) and not may_read(desk, called[position - 1][0]):
                raise NoSuchCase(position)
            written = documents.preview(session, desk.folder, position - 1, today, name_of)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    with set_or_told():
        return file_answer(written.file(form), f"draft-{position}", form)


@blueprint.post("/cases/<uuid:case_id>/service-records")
@require_role(*DESK)
def serve(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        documents.serve(
            at.work,
            at.folder,
            at.caller,
            body["document"],
            body["recipient"],
            Way(body["way"]),
            body["served_on"],
        )

    sent = {name: request.form.get(name, "") for name in ("document", "recipient", "way")}
    sent["served_on"] = typed.day(request.form, "served_on")
    done = N_("It is kept in the file.")
    return submitted(case_id, "documents", schemas.ServiceBody, sent, act, done, anchor="issued")
