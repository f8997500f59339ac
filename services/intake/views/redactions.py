"""The page on which staff black out what could tell who complained; the original stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from services.intake import redacting
from services.intake.api.redactions import DESKS, said
from services.intake.domain.redaction import BadMark, Mark
from services.intake.domain.telling import Passage, Tells, passages
from services.intake.redacting import (
    STATEMENT,
    NoSuchMessage,
    NothingMarked,
    NotInText,
    NotTheirs,
    Opened,
    Version,
    Wanted,
)
from services.intake.schemas.retention import MOST_MARKS, MOST_MESSAGES, MOST_WORDS, WORD_LIMIT
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
            redacting.redact(work, staff(), tracking_number, _wanted(words))
    except NotTheirs:
        raise problem(404, "not_found") from None
    except (BadMark, NotInText, NothingMarked, NoSuchMessage) as refused:
        field, _, text = said(refused)
        return _page(tracking_number, {field[1:].partition("/")[0]: text}, 422)
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
            found = redacting.version(work, staff(), tracking_number, version)
            paper = redacting.paper(work.session, found)
    except NotTheirs:
        raise problem(404, "not_found") from None
    return as_file(paper, f"redacted-{version}", form)


def _wanted(words: list[str]) -> Wanted:
    """The passages that were chosen, each as text:from-to, and the messages that go along. Raises BadMark,
    NoSuchMessage."""
    marks: dict[str, list[Mark]] = {}
    for chosen in request.form.getlist("marks")[:MOST_MARKS]:
        name, _, place = chosen.rpartition(":")
        start, _, end = place.partition("-")
        if not (start.isdecimal() and end.isdecimal() and len(place) < 14 and place.isascii()):
            raise BadMark(chosen[:20])
        marks.setdefault(name, []).append((int(start), int(end)))
    messages = {}
    for at, key in enumerate(request.form.getlist("messages")[:MOST_MESSAGES]):
        try:
            messages[UUID(key)] = marks.get(key, [])
        except ValueError:
            raise NoSuchMessage(at) from None
    return Wanted(marks.get(STATEMENT, []), words, messages)


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
        included=request.form.getlist("messages") if request.method == "POST" else context["gone_along"],
    )
    return make_response(text, status)


@dataclass(frozen=True)
class _Text:
    """A text of the complainant, what was found in it, and what the newest version blacks out of it."""

    name: str
    text: str
    found: list[Passage]
    before: list[Mark] | None

    def key(self, one: Passage) -> str:
        place = f"{one.start}-{one.end}"
        return f"{self.name}:{place}" if self.name else place

    @property
    def usual(self) -> list[str]:
        """What is chosen at first: all that was found, or what the newest version blacked out of it."""
        marks = self.before
        return [self.key(one) for one in self.found if marks is None or _covered(one, marks)]

    @property
    def beside(self) -> list[str]:
        """What the newest version blacks out besides the passages found: the next one begins with it."""
        places = [(one.start, one.end) for one in self.found]
        marks = self.before or []
        more = [mark for mark in marks if not any(mark[0] <= a and b <= mark[1] for a, b in places)]
        return [self.text[start:end] for start, end in more]

    def shown(self) -> dict[str, Any]:
        found = [
            {
                "value": self.key(one),
                "text": self.text[one.start : one.end],
                "hint": gettext(WHY[one.tells]),
            }
            for one in self.found
        ]
        return {"name": self.name, "segments": _segments(self.text, self.found), "found": found}


def _context(found: Opened) -> dict[str, Any]:
    newest = found.versions[0] if found.versions else None
    before = _before(newest)
    statement = _Text(STATEMENT, found.statement, passages(found.statement), before.get(STATEMENT))
    messages = [
        _Text(str(one.id), one.text, passages(one.text), before.get(str(one.id))) for one in found.messages
    ]
    texts = [statement, *messages]
    return {
        "number": found.complaint.tracking_number,
        "statement": statement.shown(),
        "messages": [
            text.shown() | {"at": one.at} for text, one in zip(messages, found.messages, strict=True)
        ],
        "gone_along": [name for name in before if name],
        "usual": [key for text in texts for key in text.usual],
        "before": "\n".join(dict.fromkeys(words for text in texts for words in text.beside)),
        "versions": [redacting.as_json(one) | {"at": one.made.at} for one in found.versions],
    }


def _before(newest: Version | None) -> Mapping[str, list[Mark]]:
    if newest is None:
        return {}
    marks = {STATEMENT: newest.made.marks} | {str(one.message_id): one.marks for one in newest.messages}
    return {name: [(start, end) for start, end in given] for name, given in marks.items()}


def _covered(one: Passage, places: list[Mark]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in places)


def _segments(text: str, found: list[Passage]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is one of the passages found."""
    pieces, at = [], 0
    for one in found:
        pieces += [(text[at : one.start], False), (text[one.start : one.end], True)]
        at = one.end
    return [(words, marked) for words, marked in [*pieces, (text[at:], False)] if words]
