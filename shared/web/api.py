"""The JSON door's blueprint: flask-smorest with our errors in the document."""

from typing import Any

from flask import current_app, request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, fields
from werkzeug.exceptions import BadRequest

from shared.i18n import gettext
from shared.web.problems import problem

PROBLEMS = (400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429)


class ErrorItem(Schema):
    pointer = fields.String(required=True)
    message = fields.String(required=True)
    code = fields.String(required=True)


class ProblemDocument(Schema):
    """RFC 9457 with the list of fields at fault."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.List(fields.Nested(ErrorItem))


class Blueprint(SmorestBlueprint):
    """Routes added to it are free of CSRF tokens (they need a bearer or a receipt) and documented."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_request(read_body)

    def register(self, app: Any, options: dict[str, Any]) -> None:
        app.extensions["csrf_protect"].exempt(self)
        super().register(app, options)

    def refuses(self, *statuses: int) -> Any:
        """Document which problems a route answers with (422 comes with its arguments anyway)."""

        def decorate(view: Any) -> Any:
            for status in statuses:
                view = self.alt_response(
                    status, schema=ProblemDocument, content_type="application/problem+json"
                )(view)
            return view

        return decorate


def read_body() -> None:
    """Refuse a body that is not JSON, or is JSON only to break its reader, before anything looks at it."""
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        return
    if request.mimetype == "multipart/form-data":
        return
    if not request.is_json:
        raise problem(415, "json_expected")
    try:
        request.get_json()
    except (BadRequest, RecursionError):
        raise problem(400, "unreadable_json", gettext("The body is not valid JSON.")) from None


def page(items: list[Any], limit: int, cursor: Any) -> dict[str, Any]:
    """One page of `limit` out of `limit + 1` fetched items; `cursor(item)` makes the next one's start."""
    more = len(items) > limit
    return {"items": items[:limit], "next": cursor(items[limit - 1]) if more else None}


def names() -> Any:
    """The register of names in use (departments and bodies)."""
    return current_app.extensions["names"]
