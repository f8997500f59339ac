"""The form, one step a page. What is typed is kept at every step, right or wrong."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from services.intake import drafts, tickets
from services.intake.domain.elsewhere import Elsewhere
from services.intake.drafts import Sheet, Values
from services.intake.files import taking
from services.intake.files.owners import Owner, of_draft
from services.intake.form import faults, places
from services.intake.form.payload import UNKNOWN, without_identity
from services.intake.form.steps import BY_NAME, STEPS, Step, after, before, number
from services.intake.views import answers, choices, uploads
from services.intake.views.cookies import DRAFT, RECEIPT
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.problems import problem
from shared.work import PUBLIC

blueprint = Blueprint("form", __name__, url_prefix="/complaints")
QUIETLY = "Jiandu-While-Typing"
NO_DRAFT = N_("This browser keeps no cookies for this page. Send the files with the button instead.")


@blueprint.get("/new")
def start() -> str:
    """What to expect, before the first question."""
    return render_template("intake/form/start.html", sheet=current_sheet())


@blueprint.post("/again")
def start_again() -> Response:
    """Forget what was typed and begin anew."""
    sheet = current_sheet()
    if not stale():
        with works().begin(PUBLIC) as work:
            drafts.discard(work, sheet.token)
    return DRAFT.drop(to(url_for("form.start")))


@blueprint.get("/resume/<string:token>")
def resume(token: str) -> Response:
    """The link that was saved: take up the draft where it was left."""
    with works().reading() as session:
        sheet = drafts.load(session, token)
    if sheet is None:
        return make_response(render_template("intake/form/gone.html"), 404)
    return DRAFT.put(to(url_for("form.step", name=_next_open(sheet))), token)


@blueprint.get("/new/<string:name>")
def step(name: str) -> Response | str:
    if name not in BY_NAME:
        abort(404)
    sheet = current_sheet()
    if name == "check" and sheet.empty:  # gone back to after sending, or forgotten in time
        return to(url_for("sending.show_receipt" if RECEIPT.read() else "form.start"))
    if name == "check" and (back := faults.first_fault(sheet, _today())):
        return to(url_for("form.step", name=back, fix=1))
    if name == "check" and sheet.ticket is None:
        renew_ticket(sheet)
    shown = _faults_of(sheet, name) if "fix" in request.args else {}
    text = page(sheet, BY_NAME[name], shown)
    # The script sends files before the form is sent: they need a draft to belong to.
    return DRAFT.put(make_response(text), sheet.token) if name == "evidence" else text


@blueprint.post("/new/<string:name>")
def answer(name: str) -> Response:
    """Keep what was typed; go on when it is right, else show what to change."""
    if name not in BY_NAME or name == "check":
        abort(404)
    current, sheet = BY_NAME[name], current_sheet()
    if request.headers.get(QUIETLY):
        return _keep_quietly(sheet, current)
    files = uploads.coming(of_draft(sheet.token)) if name == "evidence" else None
    index = _put(sheet, current, _typed(current))
    if errors := stale():
        if files:
            files.drop()
        return make_response(page(sheet, current, errors, index), 400)
    with works().begin(PUBLIC) as work:
        drafts.keep(work, sheet)
    errors = {} if "later" in request.form else _faults_of(sheet, name, index)
    if files:
        files.take()
        errors |= {"files": refused} if (refused := uploads.refusals(files)) else {}
    shown = make_response(page(sheet, current, errors, index), 422) if errors else _onward(sheet, current)
    return DRAFT.put(shown, sheet.token)


def _keep_quietly(sheet: Sheet, current: Step) -> Response:
    """What a script sends while one types: kept as it stands, nothing is said about it."""
    _put(sheet, current, _typed(current))
    if stale():
        return make_response("", 400)
    with works().begin(PUBLIC) as work:
        drafts.keep(work, sheet)
    return DRAFT.put(make_response("", 204), sheet.token)


def renew_ticket(sheet: Sheet) -> None:
    """Number and code are drawn before sending: whoever sends twice gets the same receipt."""
    sheet.ticket = tickets.draw(works().clock()).sealed()
    with works().begin(PUBLIC) as work:
        drafts.keep(work, sheet)


@blueprint.post("/new/who/remove")
def remove() -> Response:
    """Take one respondent off the list."""
    sheet = current_sheet()
    index = _index(request.form.get("index", ""))
    if not stale() and index is not None and index < len(sheet.respondents):
        del sheet.respondents[index]
        with works().begin(PUBLIC) as work:
            drafts.keep(work, sheet)
    return DRAFT.put(to(url_for("form.step", name="who")), sheet.token)


@blueprint.post("/new/evidence/remove")
def remove_file() -> Response:
    """Take a file off the draft."""
    sheet = current_sheet()
    try:
        if not stale():
            with works().begin(PUBLIC) as work:
                taking.remove(work, of_draft(sheet.token), UUID(request.form.get("file", "")))
    except (ValueError, taking.NoSuchFile):
        pass  # it is gone already
    return to(url_for("form.step", name="evidence", _anchor="files"))


def _draft_files() -> Owner:
    """Whose files the script of this browser's form sends; the draft is begun with the first of them."""
    word = DRAFT.read()
    if not word:
        raise problem(409, "no_draft", gettext(NO_DRAFT))
    with works().begin(PUBLIC) as work:
        if drafts.load(work.session, word) is None:
            drafts.keep(work, Sheet(word))
    return of_draft(word)


uploads.doors(blueprint, _draft_files)


@blueprint.get("/saved")
def saved() -> Response | str:
    """The link by which the form is found again."""
    sheet = current_sheet()
    if sheet.empty:
        return to(url_for("form.start"))
    link = url_for("form.resume", token=sheet.token, _external=True)
    return render_template("intake/form/saved.html", sheet=sheet, link=link, open=_next_open(sheet))


def current_sheet() -> Sheet:
    """The draft whose word the browser holds, or a new sheet."""
    token = DRAFT.read()
    if token:
        with works().reading() as session:
            if found := drafts.load(session, token):
                return found
    return drafts.begin()


def _typed(current: Step) -> Values:
    form = request.form
    values: Values = {name: form[name].replace("\r\n", "\n") for name in current.fields if name in form}
    return values | {name: form.getlist(name) for name in current.lists}


def _put(sheet: Sheet, current: Step, values: Values) -> int | None:
    """Write the answers into the sheet; returns which respondent they are about, if one."""
    if current.name != "who":
        sheet.steps[current.name] = without_identity(values) if current.name == "you" else values
        return None
    sheet.steps["who"] = {"kind": values.get("kind", "")}
    index = min(_index(request.form.get("index", "")) or 0, len(sheet.respondents))
    if values.get("kind") == UNKNOWN or not any(values.values()):
        del sheet.respondents[index : index + 1]
    else:
        sheet.respondents[index : index + 1] = [values]
    return index


def _faults_of(sheet: Sheet, name: str, index: int | None = None) -> faults.Faults:
    if name == "who" and sheet.respondents:
        wrong = [index] if index is not None else range(len(sheet.respondents))
        found = (faults.of_respondent(sheet.respondents[at]) for at in wrong if at < len(sheet.respondents))
        return next((fault for fault in found if fault), {})
    return faults.of_step(sheet, name, _today())


def _onward(sheet: Sheet, current: Step) -> Response:
    if "later" in request.form:
        return to(url_for("form.saved"))
    if "files_sent" in request.form:
        return to(url_for("form.step", name=current.name, _anchor="files"))
    if "another" in request.form:
        return to(url_for("form.step", name="who", edit=len(sheet.respondents)))
    changing = request.form.get("back_to") == "check" and not faults.first_fault(sheet, _today())
    return to(url_for("form.step", name="check" if changing else after(current).name))


def _next_open(sheet: Sheet) -> str:
    """The first step not yet answered well."""
    unanswered = (one.name for one in STEPS[:-1] if one.name not in sheet.steps)
    return faults.first_fault(sheet, _today()) or next(unanswered, "check")


def page(sheet: Sheet, current: Step, errors: faults.Faults, index: int | None = None) -> str:
    """The page of a step, with what was typed in it and what is wrong with that."""
    index = _edited(sheet, current) if index is None else index
    values = sheet.steps.get(current.name, {})
    if current.name == "who" and index is not None:
        values = sheet.respondents[index] if index < len(sheet.respondents) else values if errors else {}
    earlier = before(current)
    marks = sheet.said("circumstances", "marks") or ()
    context: dict[str, Any] = {
        "sheet": sheet,
        "step": current,
        "number": number(current),
        "total": len(STEPS),
        "values": values,
        "errors": errors,
        "index": index,
        "back": url_for("form.step", name=earlier.name) if earlier else url_for("form.start"),
        "back_to": request.values.get("back_to", ""),
        "place_choices": {name: places.of(values, name).choices for name in ("place", "entrusted_by")},
        "choices": choices,
        "danger": "imminent_danger" in marks,
        "elsewhere": answers.told_elsewhere([Elsewhere.HAZARD] if "hazard" in marks else []),
        "named": [answers.respondent_line(values) for values in sheet.respondents],
    }
    if current.name in ("evidence", "check"):
        context["files"] = uploads.lines(of_draft(sheet.token))
    if current.name == "check":
        context |= answers.summary(sheet, context["files"])
    return render_template(f"intake/form/{current.name}.html", **context)


def _edited(sheet: Sheet, current: Step) -> int | None:
    """Which respondent the page asks about: the one named, a first one, or none (then it lists them)."""
    if current.name != "who":
        return None
    if (asked := _index(request.args.get("edit", ""))) is not None:
        return min(asked, len(sheet.respondents))
    if "fix" in request.args:
        wrong = (at for at, values in enumerate(sheet.respondents) if faults.of_respondent(values))
        return next(wrong, None if sheet.respondents else 0)
    return None if sheet.respondents else 0


def _index(text: str) -> int | None:
    """Which respondent a form or an address means."""
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def _today() -> Any:
    return china_day(works().clock())


def to(address: str) -> Response:
    return make_response(redirect(address, 303))
