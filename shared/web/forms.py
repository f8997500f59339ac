"""Forms keep what was typed, also when their protection token is stale."""

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from shared.i18n import N_, gettext
from shared.web.problems import problem, respond, wants_json

STALE = N_(
    "This page was open for too long or came from elsewhere. Nothing was lost: press the button again."
)
_PRIVATE = ("password", "code", "csrf_token")


def install(app: Flask, protect: CSRFProtect) -> None:
    app.extensions["csrf_protect"] = protect

    def on_csrf(error: CSRFError) -> Response:
        if wants_json():
            return respond(problem(400, "csrf", gettext(STALE)))
        typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _PRIVATE]
        body = render_template("errors/resend.html", typed=typed, message=gettext(STALE), target=request.path)
        return Response(body, status=400, mimetype="text/html")

    app.register_error_handler(CSRFError, on_csrf)
