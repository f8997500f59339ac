"""Forms of the file to be printed and signed: records (before and after they are kept), receipts of service,
approvals of more time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import ValidationError
from sqlalchemy import select

from services.investigation import sheets, wording
from services.investigation.answering import name_of, refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, looking_at
from services.investigation.domain.records import SPECS, RecordKind
from services.investigation.domain.states import Forbidden
from services.investigation.dossier import reads_sealed
from services.investigation.handlers.documents import case_sign
from services.investigation.handlers.steps import Rejected
from services.investigation.handlers.work import to_be_signed
from services.investigation.models import Document, Record, ServiceRecord
from services.investigation.receipts import answers_for
from services.investigation.replies import issuer
from services.investigation.schemas.work import body_for
from services.investigation.sheets import Masthead
from services.investigation.views.blueprint import blueprint
from services.investigation.views.documents import may_read
from services.investigation.views.submit import again
from services.investigation.views.work import KINDS, contents
from shared.papers import Sheet
from shared.staff.web import require_role
from shared.web.papers import as_file
from shared.web.problems import problem
from shared.web.validation import form_errors

SIGNED = frozenset(address for address, kind in KINDS.items() if SPECS[kind].supervisors)
"""Records that are signed on paper: where two of the body spoke to people or went to look."""


@blueprint.get("/cases/<uuid:case_id>/records/<uuid:record_id>.<any(pdf, docx):form>")
@require_role(*DESK)
def record_form(case_id: UUID, record_id: UUID, form: str) -> Response:
    """询问笔录 and the other records, with lines to be signed."""

    def drawn(desk: Desk, head: Masthead) -> Sheet:
        row = desk.work.session.get(Record, record_id)
        if row is None or row.case_id != case_id:
            raise NoSuchCase(record_id)
        if SPECS[RecordKind(row.kind)].sealed and not reads_sealed(desk.folder, desk.caller):
            raise NoSuchCase(record_id)
        return sheets.record(row, head)

    return _file(case_id, f"record-{record_id}", form, drawn)


@blueprint.post("/cases/<uuid:case_id>/records/<resource>/paper")
@require_role(*DESK)
def paper_to_sign(case_id: UUID, resource: str) -> Response:
    """What was typed as a paper to be read over and signed, before it is kept for good."""
    if resource not in SIGNED:
        raise problem(404, "not_found")
    spec, people = SPECS[KINDS[resource]], request.form.getlist("supervisors")
    sent: dict[str, Any] = {"fields": contents(spec.fields), "supervisors": people}
    try:
        said = body_for(spec)().load(sent)["contents"]
        with looking_at(case_id) as desk:
            row = to_be_signed(desk.work, desk.folder, desk.caller, spec.kind, said, people)
            head = Masthead(issuer(desk.folder.case.body, name_of), case_sign(desk.folder))
            sheet = sheets.record(row, head)
    except ValidationError as error:
        return again(case_id, "work", form_errors(error.messages), 422)
    except Rejected as error:
        return again(case_id, "work", wording.errors(error.faults, {}), 422)
    except Forbidden as error:
        closed = refusal(error)
        return again(case_id, "work", [{"pointer": "", "message": closed.detail}], closed.status)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    return as_file(sheet, f"{spec.kind}-to-sign", "pdf")


@blueprint.get("/cases/<uuid:case_id>/documents/<uuid:document_id>/receipt.<any(pdf, docx):form>")
@require_role(*DESK)
def service_form(case_id: UUID, document_id: UUID, form: str) -> Response:
    """送达回证: as it was kept, or to take along and have signed."""

    def drawn(desk: Desk, head: Masthead) -> Sheet:
        document = desk.work.session.get(Document, document_id)
        if document is None or not answers_for(desk.folder, document) or not may_read(desk, document.kind):
            raise NoSuchCase(document_id)
        served = select(ServiceRecord).where(ServiceRecord.document_id == document_id)
        last = desk.work.session.scalars(served.order_by(ServiceRecord.at.desc())).first()
        return sheets.service(document, last, head, desk.work.today)

    return _file(case_id, f"receipt-{document_id}", form, drawn)


@blueprint.get("/cases/<uuid:case_id>/extensions/<int:position>.<any(pdf, docx):form>")
@require_role(*DESK)
def extension_form(case_id: UUID, position: int, form: str) -> Response:
    """延期审批表."""

    def drawn(desk: Desk, head: Masthead) -> Sheet:
        if not 0 < position <= len(desk.folder.extensions):
            raise NoSuchCase(position)
        return sheets.extension(desk.folder.extensions[position - 1], head)

    return _file(case_id, f"extension-{position}", form, drawn)


@blueprint.get("/cases/<uuid:case_id>/pauses/<int:position>.<any(pdf, docx):form>")
@require_role(*DESK)
def pause_form(case_id: UUID, position: int, form: str) -> Response:
    """中止（恢复）办理期限审批表."""

    def drawn(desk: Desk, head: Masthead) -> Sheet:
        if not 0 < position <= len(desk.folder.pauses):
            raise NoSuchCase(position)
        return sheets.pause(desk.folder.pauses[position - 1], head)

    return _file(case_id, f"pause-{position}", form, drawn)


def _file(case_id: UUID, name: str, form: str, drawn: Callable[[Desk, Masthead], Sheet]) -> Response:
    try:
        with looking_at(case_id) as desk:
            head = Masthead(issuer(desk.folder.case.body, name_of), case_sign(desk.folder))
            sheet = drawn(desk, head)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    return as_file(sheet, name, form)
