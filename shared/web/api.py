"""The JSON door's blueprint: flask-smorest with our errors in the document."""

from typing import Any

from flask import Request, current_app, request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest
from werkzeug.utils import cached_property

from shared import party_names
from shared.i18n import gettext
from shared.web import idempotency, openapi
from shared.web.context import settings, this_request
from shared.web.problems import problem
from shared.web.strict_json import RepeatedName

VERSION = "The version, for If-Match."


class BodyParser(FlaskParser):
    """webargs' parser, which takes the body as `read_body` has read it: once, and strictly."""

    def load_json(self, req: Request, schema: Any) -> Any:
        asked = this_request()
        return asked.get_json() if asked.is_json and asked.get_data() else missing


class Blueprint(SmorestBlueprint):
    """Routes added to it are free of CSRF tokens (they need a bearer or a receipt) and documented."""

    ARGUMENTS_PARSER = BodyParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(openapi.complete)
        self.before_request(read_body)

    def _store_endpoint_docs(self, endpoint: str, *args: Any, **kwargs: Any) -> None:
        super()._store_endpoint_docs(endpoint, *args, **kwargs)
        openapi.name_operation(self._docs[endpoint], f"{self.name}_{endpoint}")

    def register(self, app: Any, options: dict[str, Any]) -> None:
        app.extensions["csrf_protect"].exempt(self)
        super().register(app, options)

    def arguments(self, schema: Any, **kwargs: Any) -> Any:
        """As smorest's, with one schema made at once: a class would be made anew at each request."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **kwargs)

    @staticmethod
    def refuses(*statuses: int) -> Any:
        """Document which problems a route answers with, besides those that its kind implies."""
        return lambda view: openapi.annotate(view, refusals=statuses)

    @staticmethod
    def gives(**headers: str) -> Any:
        """Document the headers of a good answer (`ETag="…"`)."""
        return lambda view: openapi.annotate(view, headers=headers.items())

    @staticmethod
    def versioned(view: Any) -> Any:
        """Document that a change names the version it was made on (`etags.check`) and gives the new one."""
        annotated = openapi.annotate(view, parameters=[openapi.IF_MATCH], refusals=(412, 428))
        return openapi.annotate(annotated, headers=[("ETag", VERSION)])


def once(view: Any) -> Any:
    """Document that a write honours `Idempotency-Key` (it answers by `answer_once`)."""
    return openapi.annotate(view, parameters=[idempotency.PARAMETER], refusals=(409, 422))


PIECE_TYPE = "application/offset+octet-stream"
FILE_TYPES = ("multipart/form-data", PIECE_TYPE)


def takes_files(view: Any) -> Any:
    """Let files reach the view, whole or in pieces; everywhere else only JSON is read."""
    view.takes_files = True
    return view


def _takes_files() -> bool:
    return bool(getattr(current_app.view_functions[request.endpoint or ""], "takes_files", False))


class JsonRequest(Request):
    """Says which name stands there twice, where a reader would otherwise look for a missing comma."""

    @cached_property
    def mimetype(self) -> str:
        """Each look at what came asks for it: five in a submission."""
        return super().mimetype

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        if isinstance(e, RepeatedName):
            said = gettext("“%(name)s” stands twice in one object. Give it once.", name=e.name[:60])
            errors = [{"pointer": "", "message": said, "code": "repeated_name"}]
            raise problem(400, "unreadable_json", said, errors=errors)
        return super().on_json_loading_failed(e)


def read_body() -> None:
    """Refuse a body that is not JSON, or is JSON only to break its reader, before anything looks at it."""
    asked = this_request()
    if asked.method in ("GET", "HEAD", "OPTIONS"):
        return
    if not asked.content_length and "Transfer-Encoding" not in asked.headers:
        return
    if asked.mimetype in FILE_TYPES and _takes_files():
        return
    if not asked.is_json:
        raise problem(415, "json_expected")
    try:
        asked.get_json()
    except (BadRequest, RecursionError):
        raise problem(400, "unreadable_json", gettext("The body is not valid JSON.")) from None


def page(items: list[Any], limit: int, cursor: Any) -> dict[str, Any]:
    """One page of `limit` out of `limit + 1` fetched items; `cursor(item)` makes the next one's start."""
    more = len(items) > limit
    return {"items": items[:limit], "next": cursor(items[limit - 1]) if more else None}


def names() -> Any:
    """The register of names in use (departments and bodies)."""
    return party_names.in_use(settings().names_file)
