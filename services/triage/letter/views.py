"""Letters as files, each look in the audit; and whether one that somebody holds was issued."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from services.triage import queue
from services.triage.domain.letters import LetterKind
from services.triage.letter import issuing as letters
from services.triage.letter.text import TITLES as LETTERS
from services.triage.letter.verification import find
from services.triage.notice.text import TITLES as NOTICES
from services.triage.wording import names_of
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.i18n import gettext, locale
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.papers import as_file
from shared.web.problems import problem

TITLES = LETTERS | NOTICES
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


@blueprint.get("/verify")
def verify() -> str:
    """Issuer, kind, number and day of the letter or notice with this code; nothing of its content."""
    code = request.args.get("code", "").strip()[:60]
    with works().reading() as session:
        found = find(session, code) if code else None
        shown = found and {
            "issuer": names_of(works().settings).department_name(division_of(found.body), locale()),
            "kind": gettext(TITLES[LetterKind(found.kind)]),
            "number": found.number,
            "at": found.at,
        }
    return render_template("triage/verify.html", code=code, found=shown)


def _file(tracking_number: str, key: UUID, form: str) -> Response:
    with works().begin(acting()) as work:
        complaint = queue.find(work.session, staff(), tracking_number)
        found = letters.find(work.session, complaint, key) if complaint else None
        if found is None:
            raise problem(404, "not_found")
        work.record("letter.read", tracking_number, {"number": found.number, "form": form})
        paper = letters.paper_of(found)
    return as_file(paper, f"{tracking_number}-{key.hex[:8]}", form)
