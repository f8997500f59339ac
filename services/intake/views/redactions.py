"""The page on which staff black out what could tell who complained; the original stays."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from services.intake import redacting
from services.intake.api.redactions import DESKS, said
from services.intake.domain.redaction import BadMark
from services.intake.domain.telling import Passage, Tells
from services.intake.redacting import NothingMarked, NotInText, NotTheirs, Opened
from services.intake.retention_models import Redaction
from services.intake.schemas.retention import MOST_MARKS, MOST_WORDS, WORD_LIMIT
from services.intake.sight import TRIAGE
from services.intake.views.protection import stale
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.papers import FORMS, as_file
from shared.web.problems import problem

blueprint = Blueprint("redaction", __name__, url_prefix="/redaction")
DONE = N_("The redacted version was kept. The original is unchanged.")
WHY = {
    Tells.TYPED: N_("what they gave about themselves"),
    Tells.ID_CARD: N_("number of an identity card"),
    Tells.PHONE: N_("telephone number"),
    Tells.EMAIL: N_("e-mail address"),
    Tells.CHAT: N_("WeChat or QQ account"),
    Tells.PLATE: N_("number plate"),
    Tells.NAME: N_("says what they are called"),
    Tells.ROLE: N_("says what they do or whose relative they are"),
    Tells.ONLY_ME: N_("only they could know"),
    Tells.ADDRESS: N_("address with a house number"),
}
TOO_MUCH = N_("Write at most %(words)d words or phrases of at most %(length)d characters, one to a line.")


@blueprint.get("/<string:tracking_number>")
@require_role(*DESKS)
def opened(tracking_number: str) -> Response:
    return _page(tracking_number)


@blueprint.post("/<string:tracking_number>")
@require_role(*DESKS)
def redact(tracking_number: str) -> Response:
    if errors := stale():
        return _page(tracking_number, errors, 400)
    words = [line.strip() for line in request.form.get("words", "").splitlines() if line.strip()]
    if len(words) > MOST_WORDS or any(len(word) > WORD_LIMIT for word in words):
        told = gettext(TOO_MUCH, words=MOST_WORDS, length=WORD_LIMIT)
        return _page(tracking_number, {"words": told}, 422)
    try:
        with works().begin(acting()) as work:
            redacting.redact(work, staff(), tracking_number, _marks(), words)
    except NotTheirs:
        raise problem(404, "not_found") from None
    except (BadMark, NotInText, NothingMarked) as refused:
        field, _, text = said(refused)
        return _page(tracking_number, {field[1:]: text}, 422)
    flash(gettext(DONE), "done")
    return make_response(redirect(url_for("redaction.opened", tracking_number=tracking_number), 303))


@blueprint.get("/<string:tracking_number>/<int:version>.<string:form>")
@require_role(*DESKS)
def as_paper(tracking_number: str, version: int, form: str) -> Response:
    """One version as a file, to be enclosed to a letter."""
    if form not in FORMS:
        raise problem(404, "not_found")
    try:
        with works().begin(acting()) as work:
            paper = redacting.paper(redacting.version(work, staff(), tracking_number, version))
    except NotTheirs:
        raise problem(404, "not_found") from None
    return as_file(paper, f"redacted-{version}", form)


def _marks() -> list[tuple[int, int]]:
    """The passages that were chosen, each as from-to. Raises BadMark."""
    found = []
    for text in request.form.getlist("marks")[:MOST_MARKS]:
        start, _, end = text.partition("-")
        if not (start.isdecimal() and end.isdecimal() and len(text) < 14 and text.isascii()):
            raise BadMark(text[:20])
        found.append((int(start), int(end)))
    return found


def _page(number: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    try:
        with works().begin(acting()) as work:
            found = redacting.opened(work, staff(), number)
            context = _context(found)
    except NotTheirs:
        raise problem(404, "not_found") from None
    text = render_template(
        "intake/redaction.html",
        **context,
        back=f"/triage/complaints/{number}" if staff().has(Role.TRIAGE) else f"/investigation/?q={number}",
        desk=TRIAGE if staff().has(Role.TRIAGE) else "investigation",
        errors=errors or {},
        words=request.form.get("words", context["before"]),
        chosen=request.form.getlist("marks") if request.method == "POST" else context["usual"],
    )
    return make_response(text, status)


def _context(found: Opened) -> dict[str, Any]:
    newest = found.versions[0] if found.versions else None
    before = {(start, end) for start, end in newest.marks} if newest else set()
    usual = [_key(one) for one in found.found if newest is None or _covered(one, before)]
    return {
        "number": found.complaint.tracking_number,
        "segments": _segments(found),
        "found": [
            {
                "value": _key(one),
                "text": found.statement[one.start : one.end],
                "hint": gettext(WHY[one.tells]),
            }
            for one in found.found
        ],
        "usual": usual,
        "before": "\n".join(_typed_before(found, newest)),
        "versions": [redacting.as_json(one) | {"at": one.at} for one in found.versions],
    }


def _typed_before(found: Opened, newest: Redaction | None) -> list[str]:
    """What the newest version blacks out besides the passages found: the next one begins with it."""
    places = [(one.start, one.end) for one in found.found]
    marks = [(start, end) for start, end in newest.marks] if newest else []
    beside = [mark for mark in marks if not any(mark[0] <= start and end <= mark[1] for start, end in places)]
    return list(dict.fromkeys(found.statement[start:end] for start, end in beside))


def _covered(one: Passage, places: set[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in places)


def _key(one: Passage) -> str:
    return f"{one.start}-{one.end}"


def _segments(found: Opened) -> list[tuple[str, bool]]:
    """The statement in pieces, and whether each is one of the passages found."""
    pieces, at = [], 0
    for one in found.found:
        pieces += [(found.statement[at : one.start], False), (found.statement[one.start : one.end], True)]
        at = one.end
    return [(text, marked) for text, marked in [*pieces, (found.statement[at:], False)] if text]
