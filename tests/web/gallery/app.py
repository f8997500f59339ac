"""A Flask application that holds the look and nothing else of the house."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader

from shared import headers
from shared.settings import load
from shared.web import application, built, display, filters, locale
from tests.web.gallery import samples

HERE = Path(__file__).resolve().parent
REAL = {
    "login": "triage/login.html",
    "account": "triage/account.html",
    "problem": "errors/problem.html",
    "resend": "errors/resend.html",
}
OF_ITS_OWN: dict[str, dict[str, Any]] = {"account": {"two": True, "least": 10}}
PAGES = ("form", "errors", "states", "follow", "receipt", "check", "desk", "wide", *REAL)


def create_app() -> Flask:
    web = Path(application.__file__).parent
    app = Flask("gallery", static_folder=None)
    app.secret_key = "gallery"
    folders = (HERE / "templates", HERE.parents[2] / "services/triage/templates", web / "templates")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    locale.install(app)
    display.install(app)
    filters.install(app, load().names_file)
    built.install(app)
    app.jinja_env.globals.update(
        csrf_token=lambda: "sample",
        current_staff=lambda: samples.STAFF,
        t=samples.either,
        today=samples.TODAY,
    )
    app.add_url_rule("/<page>", "page", _page)
    app.add_url_rule("/api/v1/divisions", "divisions", _divisions)
    app.after_request(_headers)
    return app


def _page(page: str) -> str:
    return render_template(
        REAL.get(page, f"gallery/{page}.html"), **OF_ITS_OWN.get(page, {}) | samples.context()
    )


def _divisions() -> dict[str, Any]:
    asked = request.args.get("q", "")
    return {"items": [item for item in samples.DIVISIONS if asked in item["full_name"]]}


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = headers.CONTENT_POLICY
    return response
