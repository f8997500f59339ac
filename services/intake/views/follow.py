"""Following a complaint with number and code; neither ever stands in an address."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request
from marshmallow import Schema, ValidationError

from services.intake import notices, pursuit, wording
from services.intake.domain import receipt
from services.intake.domain.actions import Action, may
from services.intake.files.owners import Owner, of_complaint
from services.intake.names import body_name
from services.intake.pursuit import NotOpen
from services.intake.schemas.submitting import MessageSchema, RatingSchema, ReasonSchema
from services.intake.views import news, timeline, uploads
from services.intake.views.cookies import FOLLOWED
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.files.store import StoreAway, StoreFull
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.papers import as_file
from shared.web.problems import problem
from shared.web.validation import field_errors
from shared.work import PUBLIC

blueprint = Blueprint("follow", __name__, url_prefix="/follow")

NOT_FOUND = N_("No complaint has this number and this code. Check both; small letters do not matter.")
CHANGED = N_(
    "This was sent already, or something changed meanwhile. Look below; if it is missing, send it again."
)
ACTIONS: dict[str, tuple[Action, type[Schema], str]] = {
    "messages": (Action.SUPPLEMENT, MessageSchema, N_("Your message was sent.")),
    "withdrawal": (Action.WITHDRAW, ReasonSchema, N_("Your wish to withdraw was passed on.")),
    "rating": (Action.RATE, RatingSchema, N_("Thank you. Your rating was kept.")),
    "recheck": (
        Action.REQUEST_RECHECK,
        ReasonSchema,
        N_("Your request was passed on to the body one level up."),
    ),
}
FILES_SENT = N_("Your files were received.")
WILL_BE_TOLD = N_("You will be told when there is news, and nothing but that.")
TOLD_NO_MORE = N_("The address is forgotten.")
NO_FILE = N_("No file was chosen.")
CHOOSE = N_("Choose one of the five.")
NUMBERS = ("manner", "speed", "result")
OURS = ("csrf_token", "once", "without")
NO_REASON = N_(
    "You gave no reason. Write what the answer got wrong or left out; it is easier to look into. You may "
    "also ask without one."
)


@blueprint.get("")
def ask() -> str:
    """Number and code, or the complaint that was opened a moment ago."""
    return _shown() or _enter({})


@blueprint.post("")
def open_complaint() -> Response:
    number, code = request.form.get("number", "")[:60], request.form.get("code", "")[:80]
    if errors := stale():
        return make_response(_enter(errors), 400)
    if errors := _slips(number, code):
        labels = {"number": gettext("Tracking number"), "code": gettext("Receipt code")}
        return make_response(_enter(errors, labels), 422)
    with works().reading() as session:
        found = pursuit.find(session, number, code)
    if found is None:
        return make_response(_enter({"number": gettext(NOT_FOUND)}), 404)
    return FOLLOWED.put(_back(), str(found))


def _slips(number: str, code: str) -> dict[str, str]:
    """What cannot be right about them by itself; it says nothing of whether such a complaint exists."""
    errors = {}
    for name, typed, shape, read in (
        ("number", number, receipt.NUMBER, receipt.read_number),
        ("code", code, receipt.CODE, receipt.read_code),
    ):
        try:
            read(typed)
        except receipt.Malformed as malformed:
            errors[name] = wording.flaw(malformed.flaw, shape.length)
    return errors


@blueprint.get("/notices/<uuid:key>.pdf")
def notice_as_pdf(key: UUID) -> Response:
    """A notice of the complaint that this browser opened, with its addressee."""
    return _notice(key, "pdf")


@blueprint.get("/notices/<uuid:key>.docx")
def notice_as_word(key: UUID) -> Response:
    """The same for those who cannot read a PDF."""
    return _notice(key, "docx")


def _notice(key: UUID, form: str) -> Response:
    followed = FOLLOWED.read()
    if followed is None:
        abort(404)
    with works().reading() as session:
        paper = notices.find(session, UUID(followed), key)
    if paper is None:
        abort(404)
    return as_file(paper, f"notice-{key.hex[:8]}", form)


@blueprint.post("/leave")
def leave() -> Response:
    """Forget on this device which complaint was looked at."""
    return _back() if stale() else FOLLOWED.drop(_back())


@blueprint.post("/news")
def tell_me() -> Response:
    """Be told that there is news."""
    followed = FOLLOWED.read()
    if followed is None:
        return _back()
    if errors := stale():
        return make_response(_shown(errors, "news"), 400)
    if errors := news.ask(UUID(followed)):
        return make_response(_shown(errors, "news"), 422)
    flash(gettext(WILL_BE_TOLD))
    return _back()


@blueprint.post("/news/stop")
def tell_me_no_more() -> Response:
    """The address is forgotten."""
    followed = FOLLOWED.read()
    if followed is not None and not stale():
        news.stop(UUID(followed))
        flash(gettext(TOLD_NO_MORE))
    return _back()


@blueprint.post("/files")
def send_files() -> Response:
    """Add files, sent by the form itself."""
    followed = FOLLOWED.read()
    if followed is None:
        return _back()
    files = uploads.coming(of_complaint(UUID(followed)))
    try:
        errors = stale()
        if errors:
            files.drop()
            return make_response(_shown(errors, "files"), 400)
        files.read()
    except NotOpen as refused:
        return make_response(_shown({"": uploads.not_open(refused)}, "files"), 409)
    except (StoreFull, StoreAway):
        return make_response(_shown({"files": uploads.refusals(files)}, "files"), 503)
    files.take()
    if wrong := uploads.refusals(files):
        return make_response(_shown({"files": wrong}, "files"), 422)
    flash(gettext(FILES_SENT if files.streams else NO_FILE))
    return _back()


def _followed_files() -> Owner:
    """Whose files the script of this browser's follow page sends."""
    followed = FOLLOWED.read()
    if followed is None:
        raise problem(404, "not_found")
    return of_complaint(UUID(followed))


uploads.doors(blueprint, _followed_files)


@blueprint.post("/<string:what>")
def act(what: str) -> Response:
    """Write, withdraw, rate or ask for a recheck."""
    if what not in ACTIONS:
        abort(404)
    followed = FOLLOWED.read()
    if followed is None:
        return _back()
    action, schema, done = ACTIONS[what]
    if errors := stale():
        return make_response(_shown(errors, what), 400)
    try:
        values: Any = schema().load(_typed())
    except ValidationError as error:
        return make_response(_shown(_by_field(error), what), 422)
    if action is Action.REQUEST_RECHECK and not values["reason"] and not request.form.get("without"):
        return make_response(_shown({"reason": gettext(NO_REASON)}, what), 422)
    if refused := _do(action, UUID(followed), values):
        return make_response(_shown({"": refused}, what), 409)
    flash(gettext(done))
    return _back()


def _do(action: Action, complaint: UUID, values: dict[str, Any]) -> str | None:
    """Act, once for each page that was shown; the reason when it is not open."""
    try:
        with works().begin(PUBLIC) as work:
            if request.form.get("once") != str(pursuit.version(work, complaint)):
                return gettext(CHANGED)
            match action:
                case Action.SUPPLEMENT:
                    pursuit.write(work, complaint, values["text"])
                case Action.WITHDRAW:
                    pursuit.withdraw(work, complaint, values["reason"])
                case Action.RATE:
                    pursuit.rate(work, complaint, values)
                case Action.REQUEST_RECHECK:
                    pursuit.request_recheck(work, complaint, values["reason"])
    except NotOpen as refused:
        return wording.closed(refused.permission.closed) if refused.permission.closed else gettext(CHANGED)
    return None


def _by_field(error: ValidationError) -> dict[str, str]:
    """The fields' messages; of a mark that is missing or none, what to do about it."""
    found = {one["pointer"][1:]: one["message"] for one in field_errors({"json": error.messages})}
    return {name: gettext(CHOOSE) if name in NUMBERS else text for name, text in found.items()}


def _typed() -> dict[str, Any]:
    """The form's fields as the JSON door would get them."""
    form = {name: value for name, value in request.form.items() if name not in OURS}
    return {
        name: int(value) if name in NUMBERS and value.isdecimal() and len(value) < 3 else value
        for name, value in form.items()
    }


def _enter(errors: dict[str, str], labels: dict[str, str] | None = None) -> str:
    return render_template(
        "intake/follow/enter.html", errors=errors, labels=labels or {}, values=request.form
    )


def _shown(errors: dict[str, str] | None = None, what: str = "") -> str:
    """The follow page of the complaint this browser opened; empty when it opened none."""
    followed = FOLLOWED.read()
    if followed is None:
        return ""
    with works().reading() as session:
        if day := pursuit.erased_on(session, UUID(followed)):
            return render_template("intake/follow/erased.html", day=day)
        view, today = pursuit.view(session, UUID(followed)), china_day(works().clock())
        return render_template(
            "intake/follow/complaint.html",
            view=view,
            complaint=view.complaint,
            state=view.progress,
            in_charge=wording.in_charge(view.progress.body) if view.progress.body else None,
            follows=wording.follows(view.progress.outcome),
            sentence=wording.sentence(view.progress),
            rechecked=view.progress.history.rechecks > 0,
            earlier=view.progress.history.earlier,
            items=timeline.items(view.progress, view.complaint.entered_at),
            may=SimpleNamespace(**{str(name): found for name, found in may(view.progress, today).items()}),
            closed=wording.closed,
            notices=[notices.shown(one) for one in view.notices],
            looks=[(at, body_name(body)) for at, body in view.looks],
            today=today,
            errors=errors or {},
            typed=request.form,
            what=what,
            once=str(view.complaint.version),
            files=uploads.lines(of_complaint(view.complaint.id)),
            **news.shown(session, view.complaint.id),
        )


def _back() -> Response:
    return make_response(redirect("/follow", 303))
