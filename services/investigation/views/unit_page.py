"""The page that a supervised unit opens by its link: its document, what is to be done, and what it may send.

It needs no account. Nothing on it comes from the complaint, and the page of a link that leads nowhere says
only that.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import Schema, ValidationError
from werkzeug.wrappers import Response as AnyResponse

from services.investigation import wording
from services.investigation.domain.unit import Asked, Request
from services.investigation.handlers import unit_links, unit_requests
from services.investigation.handlers.steps import Rejected
from services.investigation.handlers.unit_links import NoSuchLink, TooOften
from services.investigation.schemas import unit as schemas_unit
from services.investigation.unit_page import shown
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.lost import written
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import form_errors
from shared.work import PUBLIC, Work

Act = Callable[[Work, dict[str, Any]], None]


@blueprint.get("/unit/<token>")
def unit_page(token: str) -> Response:
    return _page(token)


@blueprint.post("/unit/<token>")
def unit_sends(token: str) -> AnyResponse:
    """Its report, its objection, or its application for more time; all come to the page's own address."""
    what = request.form.get("what", "")
    if what == "report":
        return _report(token)
    return _ask(token, Request(what)) if what in set(Request) else _page(token, status=400)


def _report(token: str) -> AnyResponse:
    def act(work: Work, body: dict[str, Any]) -> None:
        unit_links.report(work, token, body["who"], body["text"], body["proofs"])

    done = N_("Your report has come in. You can read here what becomes of it.")
    sent = {name: request.form.get(name, "") for name in ("who", "text", "proofs")}
    return _sent(token, "report", schemas_unit.UnitReportBody, sent, act, done)


def _ask(token: str, what: Request) -> AnyResponse:
    def act(work: Work, body: dict[str, Any]) -> None:
        unit_requests.ask(work, token, Asked(what, body["who"], body["reasons"], body["until"]))

    sent: dict[str, Any] = {name: request.form.get(name, "") for name in ("who", "reasons")}
    sent["until"] = (typed.day(request.form, "until") or None) if what is Request.MORE_TIME else None
    done = N_("It has come in. You are answered in writing, and can read the answer here.")
    return _sent(token, what, schemas_unit.UnitAsksBody, sent, act, done)


def _sent(
    token: str, form: str, body: type[Schema], sent: Mapping[str, Any], act: Act, done: str
) -> AnyResponse:
    try:
        given = body().load(sent)
        with works().begin(PUBLIC) as work:
            act(work, given)
    except ValidationError as error:
        return _page(token, form, _named(form_errors(error.messages)), 422)
    except Rejected as error:
        return _page(token, form, _named(wording.errors(error.faults, {})), 422)
    except TooOften as error:
        raise problem(429, "too_often") from error
    except NoSuchLink:
        return _nowhere()
    flash(gettext(done), "done")
    return redirect(url_for("desk.unit_page", token=token), 303)


def _named(errors: list[dict[str, str]]) -> dict[str, str]:
    """In the order in which the page asks."""
    found = {each["pointer"].removeprefix("/"): each["message"] for each in errors}
    return {name: found[name] for name in sorted(found, key=lambda name: (name == "who", name != "text"))}


def _page(token: str, form: str = "", errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    try:
        with works().begin(PUBLIC) as work:
            found = shown(work, *unit_links.open_link(work, token))
            kept = typed.kept(request.form) if form else {}
            shows = {"token": token, "form": form, "typed": kept, "errors": errors or {}}
            text = written(
                lambda lost: render_template(
                    "investigation/unit.html", found=found, today=work.today, lost=lost, **shows
                ),
                kept,
            )
    except NoSuchLink:
        return _nowhere()
    return _apart(text, status)


def _nowhere() -> Response:
    """Made up, revoked or over: the same page."""
    return _apart(render_template("investigation/unit_nowhere.html"), 404)


def _apart(text: str, status: int) -> Response:
    answer = make_response(text, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
