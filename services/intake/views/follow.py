"""Following a complaint in the browser. Neither number nor code ever stands in an address."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import Schema, ValidationError

from services.intake import pursuit, wording
from services.intake.domain import receipt
from services.intake.domain.actions import Action, may
from services.intake.domain.receipt import CODE, NUMBER, Malformed
from services.intake.form.faults import Faults
from services.intake.idempotency import answer_once
from services.intake.pursuit import NotOpen
from services.intake.schemas import MessageSchema, RatingSchema, ReasonSchema
from services.intake.views.cookies import FOLLOWED
from services.intake.views.protection import stale
from services.intake.views.timeline import items
from shared.clock import china_day
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.validation import field_errors
from shared.work import PUBLIC, Work

blueprint = Blueprint("follow", __name__, url_prefix="/follow")

NO_MATCH = N_("There is no complaint with this number and this code. Compare both with your receipt.")
LOOK_UP = {"number": (receipt.read_number, NUMBER), "code": (receipt.read_code, CODE)}
DONE = {
    "messages": N_("Your message was sent."),
    "withdrawal": N_("Your withdrawal was noted."),
    "rating": N_("Thank you for your rating."),
    "recheck": N_("Your request for a recheck was sent."),
}
Change = Callable[[Work, UUID, dict[str, Any]], Any]


def _write(work: Work, found: UUID, said: dict[str, Any]) -> None:
    pursuit.write(work, found, said["text"])


def _withdraw(work: Work, found: UUID, said: dict[str, Any]) -> None:
    pursuit.withdraw(work, found, said["reason"])


def _request_recheck(work: Work, found: UUID, said: dict[str, Any]) -> None:
    pursuit.request_recheck(work, found, said["reason"])


CHANGES: dict[str, tuple[Action, type[Schema], Change]] = {
    "messages": (Action.SUPPLEMENT, MessageSchema, _write),
    "withdrawal": (Action.WITHDRAW, ReasonSchema, _withdraw),
    "rating": (Action.RATE, RatingSchema, pursuit.rate),
    "recheck": (Action.REQUEST_RECHECK, ReasonSchema, _request_recheck),
}


@blueprint.get("")
def enter() -> str:
    return render_template("intake/follow/enter.html", values={}, errors={})


@blueprint.post("")
def look_up() -> Response:
    """Number and code open the page for half an hour, in this browser only."""
    typed = {name: request.form.get(name, "") for name in LOOK_UP}
    errors = stale()
    status = 400 if errors else 422
    errors = errors or _slips(typed)
    if not errors:
        with works().reading() as session:
            found = pursuit.find(session, typed["number"], typed["code"])
        if found is not None:
            return FOLLOWED.put(_to_complaint(), str(found))
        errors, status = {"": gettext(NO_MATCH)}, 404
    page = render_template("intake/follow/enter.html", values=typed, errors=errors)
    return make_response(page, status)


def _slips(typed: dict[str, str]) -> Faults:
    """What is wrong with the words themselves; it tells nothing about what exists."""
    found = {}
    for name, (read, shape) in LOOK_UP.items():
        try:
            read(typed[name])
        except Malformed as error:
            found[name] = wording.flaw(error.flaw, shape.length)
    return found


@blueprint.get("/complaint")
def complaint() -> Response:
    found = _followed()
    return _page(found) if found else _to_door()


@blueprint.post("/<any(messages, withdrawal, rating, recheck):what>")
def change(what: str) -> Response:
    """One of the things a complainant can do; pressed twice it is done once."""
    found = _followed()
    if found is None:
        return _to_door()
    if errors := stale():
        return _page(found, what, errors, 400)
    action, schema, do = CHANGES[what]
    said = {name: request.form[name] for name in schema().fields if name in request.form}
    try:
        loaded: dict[str, Any] = schema().load(_as_numbers(said) if action is Action.RATE else said)
    except ValidationError as error:
        return _page(found, what, _by_field(error), 422)
    try:
        answer_once(PUBLIC, loaded, _doing(do, found, loaded), str(found), request.form.get("once"))
    except NotOpen as refused:
        reason = refused.permission.closed
        return _page(found, what, {"": wording.closed(reason) if reason else ""}, 409)
    flash(gettext(DONE[what]), "done")
    return FOLLOWED.put(_to_complaint(), str(found))


def _doing(do: Any, found: UUID, said: dict[str, Any]) -> Callable[[Work], tuple[None, int]]:
    def once(work: Work) -> tuple[None, int]:
        do(work, found, said)
        return None, 303

    return once


@blueprint.post("/leave")
def leave() -> Response:
    """Forget the complaint in this browser."""
    return FOLLOWED.drop(make_response(redirect(url_for("start.home"), 303)))


def _as_numbers(said: dict[str, str]) -> dict[str, Any]:
    return {name: int(text) if text.isdecimal() else text for name, text in said.items() if text}


def _by_field(error: ValidationError) -> Faults:
    return {entry["pointer"].lstrip("/"): entry["message"] for entry in field_errors(error.messages)}


def _followed() -> UUID | None:
    kept = FOLLOWED.read()
    return UUID(kept) if kept else None


def _page(found: UUID, what: str = "", errors: Faults | None = None, status: int = 200) -> Response:
    with works().reading() as session:
        view = pursuit.view(session, found)
        now = works().clock()
        page = render_template(
            "intake/follow/complaint.html",
            view=view,
            complaint=view.complaint,
            state=view.progress,
            sentence=wording.state(view),
            items=items(view.progress),
            may=may(view.progress, china_day(now)),
            closed=wording.closed,
            action_names={action: gettext(name) for action, name in wording.ACTION.items()},
            today=china_day(now),
            what=what,
            typed=request.form if what else {},
            errors=errors or {},
            once=secrets.token_urlsafe(16),
            changed=view.progress.timeline[-1].fact.at,
        )
    return FOLLOWED.put(make_response(page, status), str(found))


def _to_complaint() -> Response:
    return make_response(redirect(url_for("follow.complaint"), 303))


def _to_door() -> Response:
    return FOLLOWED.drop(make_response(redirect(url_for("follow.enter"), 303)))
