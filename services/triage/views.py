"""The triage desk: the list, the complaint with its assessment beside it, and the decision."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.triage import queue, words
from services.triage.api import missing, wish
from services.triage.deciding import AlreadyDecided, Incomplete, NotFound, Recused, Wish, decide_complaint
from services.triage.documents import document, may, row
from services.triage.highlights import proposals, segments
from services.triage.keeping import AWAITING
from services.triage.models import Complaint
from services.triage.schemas import STATES, DecisionSchema
from services.triage.similar_documents import TIES, WHY, similar_document
from services.triage.wording import DECISIONS, KINDS, names_of, reason_text
from shared.contracts.terms import Decision, Role
from shared.divisions import division_of, divisions
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import settings, works
from shared.web.problems import problem
from shared.web.queries import bad_cursor
from shared.web.validation import field_errors
from shared.work import Work

blueprint = Blueprint("triage_desk", __name__, url_prefix="/triage")
PAGE = 50
BESIDE = 30
UNKNOWN_BODY = N_("There is no supervision body with this code. Write it like SUP-330106.")
CHANGED = N_("Someone else changed this complaint meanwhile. Look at it again, then decide.")


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    told = {"desk": "triage", "words": words, "decisions": DECISIONS, "kinds": KINDS}
    return told | {"similar_why": WHY, "similar_ties": TIES}


@blueprint.get("/")
@require_role(Role.TRIAGE)
def desk() -> str:
    """The caller's own desk, one state at a time."""
    with works().begin(acting()) as work:
        gathered = _list(work, PAGE)
        if request.args.get("q"):
            gathered["searched"] = True
        return render_template("triage/desk.html", **gathered)


@blueprint.get("/complaints/<string:tracking_number>")
@require_role(Role.TRIAGE)
def complaint(tracking_number: str) -> Response:
    return show(tracking_number)


@blueprint.post("/complaints/<string:tracking_number>/decision")
@require_role(Role.TRIAGE)
def decide(tracking_number: str) -> Response:
    """Confirm, ask, or decide otherwise; a refusal gives the page back with what was typed."""
    try:
        wanted = _wish()
        with works().begin(acting()) as work:
            decide_complaint(work, staff(), tracking_number, wanted, agree)
    except NotFound as error:
        raise problem(404, "not_found") from error
    except Stale:
        return show(tracking_number, {"": gettext(CHANGED)}, 409)
    except AlreadyDecided:
        return show(tracking_number, {"": gettext("This complaint was already decided.")}, 409)
    except Recused as rule:
        known = names_of(settings())
        return show(tracking_number, {"decision": reason_text(rule.reason, known)}, 409)
    except Incomplete as refused:
        return show(tracking_number, {refused.field: missing(refused)}, 422)
    except Mistyped as wrong:
        return show(tracking_number, wrong.errors, 422)
    flash(gettext("Decided: %(number)s", number=tracking_number))
    return redirect(_address(), 303)  # type: ignore[return-value]  # Flask's own Response


class Stale(Exception):
    """The page shows an older version."""


class Mistyped(ValueError):
    """What was typed cannot be read."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


def agree(now: int) -> None:
    """The page that was sent shows this version. Raises Stale."""
    if request.form.get("version", "") != str(now):
        raise Stale


def _wish() -> Wish:
    """The form as the JSON door would get it."""
    form = request.form
    to = form.get("to", "").replace("，", ",").replace(",", " ").split()
    typed = {name: form.get(name, "") for name in ("reason", "text")}
    optional = {name: form.get(name, "").strip() or None for name in ("body", "merged_into")}
    optional["body"] = optional["body"] and optional["body"].upper()
    try:
        body = DecisionSchema().load(
            {"decision": form.get("decision", "confirm"), "to": to, **typed, **optional}
        )
    except ValidationError as error:
        found = field_errors({"form": error.messages})
        wrong = {one["pointer"].split("/")[1]: one["message"] for one in found}
        if "decision" in wrong:
            wrong["decision"] = gettext("Choose a decision.")  # not the codes that a program would send
        raise Mistyped(wrong) from error
    if optional["body"] and not _is_body(optional["body"]):
        raise Mistyped({"body": gettext(UNKNOWN_BODY)})
    return wish(body)


def _is_body(code: str) -> bool:
    if not code.startswith("SUP-"):
        return False
    found = divisions().get(code.removeprefix("SUP-"))
    return found is not None and found.has_body


def show(tracking_number: str, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """The complaint; after a refused decision with what was typed and what is wrong with it."""
    with works().begin(acting()) as work:
        found = queue.find(work.session, staff(), tracking_number)
        if found is None:
            raise problem(404, "not_found")
        work.record("complaint.read", tracking_number, {"version": found.revision})
        gathered = _list(work, BESIDE) | _item(work, found)
        typed = request.form if errors else {}
        page = render_template("triage/complaint.html", errors=errors or {}, typed=typed, **gathered)
    return make_response(page, status)


def _item(work: Work, found: Complaint) -> dict[str, Any]:
    known = names_of(settings())
    made = document(work.session, found, known)
    told = made["assessment"]["found"]
    return {
        "segments": segments(found.statement, told, known),
        "told": proposals(found.statement, told, known),
        "complaint": made,
        "similar": similar_document(work.session, staff(), found),
        "line": _line(found, work),
        "open": may(found)["confirm"]["open"],
        "choices": [(str(one), gettext(DECISIONS[one])) for one in Decision],
        "place": division_of(found.desk) if found.desk else "",
        "list_url": _address(),
    }


def _list(work: Work, limit: int) -> dict[str, Any]:
    state, text = _state(), request.args.get("q", "").strip()[:40]
    wanted = queue.Wanted(state, text, request.args.get("cursor") or None, limit)
    try:
        rows = queue.listed(work.session, staff(), wanted)
    except queue.BadCursor as error:
        raise bad_cursor() from error
    work.record("complaints.listed", staff().home, {"count": min(len(rows), limit)})
    more = queue.cursor_of(rows[limit - 1]) if len(rows) > limit else None
    return {
        "rows": [_line(one, work) for one in rows[:limit]],
        "counts": queue.counts(work.session, staff()),
        "state": state,
        "states": STATES,
        "text": text,
        "today": work.today,
        "next_url": _address(cursor=more) if more else None,
        "address": _address,
    }


def _line(found: Complaint, work: Work) -> dict[str, Any]:
    """A row of the list, with its deadline as the day that the page counts with."""
    return row(found, work.today) | {"due": found.accept_by}


def _state() -> str:
    asked = request.args.get("state", AWAITING)
    return asked if asked in STATES else AWAITING


def _place() -> dict[str, str]:
    """The list one came from."""
    kept = {"state": _state(), "q": request.args.get("q", "").strip()[:40]}
    return {name: value for name, value in kept.items() if value and value != AWAITING}


def _address(number: str | None = None, **changed: str | None) -> str:
    """A page of the desk that keeps the list as it is."""
    kept = {name: value for name, value in {**_place(), **changed}.items() if value}
    path = f"/triage/complaints/{number}" if number else "/triage/"
    return f"{path}?{urlencode(kept)}" if kept else path
