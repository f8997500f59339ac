"""The page of a body's own document templates: what is in use, a new version, and how it would look."""

from datetime import date
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from services.investigation import wording
from services.investigation.desk import at_desk, on_the_desk, reading_desk
from services.investigation.domain import templates as rules
from services.investigation.domain.documents import DocumentKind
from services.investigation.handlers import templates
from services.investigation.handlers.steps import Rejected
from services.investigation.models import DocumentTemplate
from services.investigation.views.blueprint import blueprint
from services.investigation.written import in_use, starting_point, write
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.papers.template import LARGEST
from shared.staff.web import require_role
from shared.web import bodies
from shared.web.papers import file_answer, set_or_told
from shared.web.problems import problem

MAY = (Role.HEAD, Role.ADMIN)
NO_FILE = N_("Choose a Word file (.docx).")
TAKEN = N_("The template is in use from now on. What was issued before stays as it is.")
LEFT = N_("From now on the layout of the house is used.")


@blueprint.get("/templates")
@require_role(*MAY)
def document_templates() -> Response:
    return _page()


@blueprint.post("/templates/<kind>")
@require_role(*MAY)
@bodies.takes(LARGEST + (64 << 10))
def take_template(kind: str) -> AnyResponse:
    """A new version, or with `leave` the layout of the house again."""
    chosen = _kind(kind)
    if request.form.get("leave"):
        with at_desk() as (work, caller):
            templates.leave(work, caller, chosen)
        flash(gettext(LEFT), "done")
        return redirect(url_for("desk.document_templates", _anchor=kind), 303)
    file = request.files.get("file")
    data = file.read(LARGEST + 1) if file else b""
    if not data:
        return _page(chosen, [gettext(NO_FILE)], 422)
    try:
        with set_or_told():
            on_the_desk(lambda work, caller: templates.take_into_use(work, caller, chosen, data))
    except Rejected as error:
        return _page(chosen, [wording.fault(each, {}) for each in error.faults], 422)
    flash(gettext(TAKEN), "done")
    return redirect(url_for("desk.document_templates", _anchor=kind), 303)


@blueprint.get("/templates/<kind>/template.docx")
@require_role(*MAY)
def template_file(kind: str) -> Response:
    """The template in use; without one, the layout of the house with its names to begin from."""
    chosen = _kind(kind)
    with reading_desk() as (session, caller, today):
        found = in_use(session, templates.body_of(caller), chosen)
        data = found.data if found else starting_point(chosen, templates.sample(chosen, today))
    return file_answer(data, f"template-{kind}", "docx")


@blueprint.get("/templates/<kind>/sample.<any(pdf, docx):form>")
@require_role(*MAY)
def template_sample(kind: str, form: str) -> Response:
    """A document about nothing, as it would be issued."""
    chosen = _kind(kind)
    with set_or_told(), reading_desk() as (session, caller, today):
        body = templates.body_of(caller)
        data = write(session, body, chosen, templates.sample(chosen, today)).file(form)
    return file_answer(data, f"sample-{kind}", form)


def _kind(kind: str) -> DocumentKind:
    if kind not in set(DocumentKind):
        raise problem(404, "not_found")
    return DocumentKind(kind)


def _page(at: DocumentKind | None = None, errors: list[str] | None = None, status: int = 200) -> Response:
    with reading_desk() as (session, caller, today):
        body = templates.body_of(caller)
        kept = select(DocumentTemplate).where(DocumentTemplate.body == body)
        versions = list(session.scalars(kept.order_by(DocumentTemplate.version.desc())))
        text = render_template(
            "investigation/templates.html",
            body=body,
            rows=[_row(kind, versions, today) for kind in DocumentKind],
            at=at,
            errors={"file": " ".join(errors)} if errors else {},
        )
    return make_response(text, status)


def _row(kind: DocumentKind, versions: list[DocumentTemplate], today: date) -> dict[str, Any]:
    mine = [each for each in versions if each.kind == kind]
    used = next((each for each in mine if each.in_use), None)
    wrong = templates.faults(kind, used.data, today) if used else []
    return {
        "kind": kind.value,
        "used": used,
        "wrong": [wording.fault(each, {}) for each in wrong],
        "versions": mine,
        "names": rules.names(kind),
        "needed": [ways[0] for ways in rules.needed(kind)],
    }
