"""Forms keep what was typed, also when their protection token is stale; what is no text is not guessed at."""

from urllib.parse import unquote_to_bytes

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from shared.i18n import N_, gettext
from shared.web.context import this_request
from shared.web.problems import problem, respond, wants_json

STALE = N_(
    "This page was open for too long or came from elsewhere. Nothing was lost: press the button again. If "
    "this text comes back, your browser keeps no cookies for this site: allow them in its settings."
)
NOT_TEXT = N_("The form is not written in UTF-8. Nothing was kept.")
_PRIVATE = ("password", "code", "csrf_token")


def read_form() -> None:
    """Refuse a form that is not UTF-8: read leniently, it would be kept as something nobody wrote."""
    asked = this_request()
    if asked.mimetype != "application/x-www-form-urlencoded":
        return
    try:
        unquote_to_bytes(asked.get_data()).decode()
    except UnicodeDecodeError:
        raise problem(400, "not_utf8", gettext(NOT_TEXT)) from None


def install(app: Flask) -> None:
    app.before_request(read_form)
    app.extensions["csrf_protect"] = CSRFProtect(app)  # looks into the form as well: after `read_form`

    def on_csrf(error: CSRFError) -> Response:
        if wants_json():
            return respond(problem(400, "csrf", gettext(STALE)))
        typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _PRIVATE]
        body = render_template("errors/resend.html", typed=typed, message=gettext(STALE), target=request.path)
        return Response(body, status=400, mimetype="text/html")

    app.register_error_handler(CSRFError, on_csrf)
