"""The shell every service's Flask application is made of."""

import importlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request
from jinja2 import ChoiceLoader, FileSystemLoader

from shared import crypto
from shared.settings import Settings
from shared.staff import web as staff_web
from shared.web import (
    bodies,
    built,
    display,
    document_page,
    filters,
    forms,
    health,
    locale,
    measuring,
    openapi,
    problems,
)
from shared.web.api import JsonRequest
from shared.web.context import House, this_request
from shared.web.openapi import Doors
from shared.web.problems import problem
from shared.web.sending import Sent
from shared.web.sessions import QuickSessions
from shared.web.strict_json import StrictJson
from shared.work import Works

HERE = Path(__file__).resolve().parent
LARGEST_BODY = 1 << 20


class Shell(Flask):
    """Flask without what it does for coroutines: it would look at every function at every call."""

    response_class = Sent
    session_interface = QuickSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_service_app(
    name: str, settings: Settings, works: Works, *, api_prefix: str, title: str, about: str = ""
) -> Flask:
    """A Flask application with the house's errors, headers, languages, sign-in and JSON door; `title` and
    `about` head the door's document."""
    home = Path(importlib.import_module(f"services.{name}").__file__ or "").parent
    app = Shell(f"services.{name}", static_folder=None)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(home / "templates"), FileSystemLoader(HERE / "templates")]
    )
    app.config.update(_config(name, api_prefix, title, about))
    app.json = StrictJson(app)
    app.request_class = JsonRequest
    _follow_keys(app, name)
    measuring.install(app, name)
    locale.install(app)  # first: whatever refuses a request afterwards speaks the caller's language
    display.install(app)
    problems.install(app)
    bodies.install(app)
    forms.install(app)
    filters.install(app)
    built.install(app)
    _guard(app)
    api = Doors(app)
    app.extensions["jiandu"] = House(name, settings, works, api)
    health.install(app)
    document_page.install(app)
    staff_web.install(app)
    move_in(app, settings, works)
    return app


def move_in(app: Flask, settings: Settings, works: Works) -> None:
    """Give `app` what is its house's and not the code's: all that follows from settings, works or keys. It
    may have stood in another house before, of which nothing is left then."""
    house: House = app.extensions["jiandu"]
    house.settings, house.works = settings, works
    app.config.update(
        # A form stays good for as long as the session it belongs to, whichever key came meanwhile.
        WTF_CSRF_SECRET_KEY=crypto.keyring().lasting(f"web:{house.name}:csrf"),
        SESSION_COOKIE_SECURE=settings.secure_cookies,
    )
    health.move_in(app)
    staff_web.move_in(app)


def _config(name: str, api_prefix: str, title: str, about: str) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": f"jiandu_{name}",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": False,
        "API_TITLE": title,
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": api_prefix,
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": openapi.options(about),
    }


def _follow_keys(app: Flask, name: str) -> None:
    """Sign what browsers keep with the current master key, and know it by every former one."""
    answer, known = app.wsgi_app, [crypto.keyring()]

    def sign(ring: crypto.Keyring) -> None:
        secret, *former = ring.generations(f"web:{name}")
        app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=former)

    def follow(environ: Any, start_response: Any) -> Any:
        ring = crypto.keyring()
        if ring is not known[0]:
            sign(ring)
            known[0] = ring
        return answer(environ, start_response)

    sign(known[0])
    app.wsgi_app = follow  # type: ignore[method-assign]  # as Flask's manual says to wrap it


def _guard(app: Flask) -> None:
    def open_request() -> None:
        g.csp_nonce = None
        asked = this_request()
        # No text of ours holds a NUL, and PostgreSQL refuses to look for one.
        if "\x00" in asked.path or b"%00" in asked.query_string:
            raise problem(400, "nul_character")

    def close_request(response: Response) -> Response:
        # Within the house: what is said of host and protocol leads nobody elsewhere, nor from HTTPS to HTTP.
        place = response.headers.get("Location")
        if place is not None and not place.startswith("/"):
            rest = place.removeprefix(request.host_url)
            if rest != place:
                response.headers["Location"] = "/" + rest.lstrip("/")
        return response

    app.before_request(open_request)
    app.after_request(close_request)
