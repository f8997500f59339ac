"""What the documents of the JSON doors say by themselves, so that no operation can forget it."""

import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import Flask
from flask_smorest import Api
from marshmallow import INCLUDE, Schema, fields

from shared.web.problems import TITLES

PROBLEM_TYPE = "application/problem+json"
ALWAYS = (400,)
"""An address that cannot be read is refused everywhere."""
WITH_BODY = (400, 413, 415)
"""Where something may be posted, it may be unreadable, too large, or something else than JSON."""
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that is changed: 428 without it, 412 when someone was quicker.",
    "schema": {"type": "string"},
    "example": '"v3"',
}
HEADERS = {
    401: {"WWW-Authenticate": "The scheme to sign in with."},
    405: {"Allow": "The methods possible."},
    429: {"Retry-After": "Seconds to wait."},
}


SECURITY = {
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A token of 15 minutes from POST /staff/api/v1/tokens, good in all three services. An"
        " operation that names roles is open to accounts with one of them; others get 403. What the caller"
        " may not know of is not found (404), whether it exists or not.",
    },
    "receipt": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Receipt <code>`: the code that came with the tracking number. Small letters, spaces"
        " and look-alike characters are understood.",
    },
}
ABOUT = """{about}

* Bodies and answers are JSON in UTF-8, names in snake_case, each once. An unknown name is refused.
* Times are RFC 3339 with their offset, days ISO 8601; the law's days are China's days.
* A refusal is `application/problem+json` (RFC 9457). Its `type` is stable; `title`, `detail` and
  `errors[].message` are in the language that `Accept-Language` asks for (zh-CN, en); `errors[].pointer` names
  the field.
* Writes honour `Idempotency-Key`: the same key and body give the same answer, another body gets 422.
* A change names in `If-Match` the `ETag` of what it was made on: 428 without it, 412 when it is an older one.
* Lists come in pages: `limit` up to 200; `next` is the `cursor` of the next page, null on the last.
"""


class ErrorItem(Schema):
    """One field at fault."""

    pointer = fields.String(required=True, metadata={"description": "RFC 6901; empty: the whole."})
    message = fields.String(required=True, metadata={"description": "In the language asked for."})
    code = fields.String(required=True, metadata={"description": "Stable, for programs."})


class ProblemDocument(Schema):
    """RFC 9457 with the list of fields at fault; some problems say more (`roles`, `rule`, `article`)."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True, metadata={"example": "urn:jiandu:problem:invalid"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ErrorItem), required=True)


class Doors(Api):
    """flask-smorest's document with the house's refusals in place of its own.

    It is written when somebody first asks for it: writing all three took a seventh of a start of the house,
    and most processes are never asked.
    """

    ERROR_SCHEMA = ProblemDocument
    DEFAULT_ERROR_RESPONSE_NAME = None  # each refusal stands there with its status

    def __init__(self, app: Flask) -> None:
        self._document: Any = None
        self._unwritten: list[Callable[[], None]] = []
        self._writing = threading.RLock()
        super().__init__(app)

    @property
    def spec(self) -> Any:
        """The document, with all that was put off."""
        with self._writing:
            while self._unwritten:
                self._unwritten.pop(0)()
            return self._document

    @spec.setter
    def spec(self, made: Any) -> None:
        self._document = made

    def register_blueprint(self, blp: Any, *, parameters: Any = None, **options: Any) -> None:
        """As smorest's, which writes the blueprint's part of the document at once."""
        name = options.get("name", blp.name)
        self._app.extensions["flask-smorest"]["blp_name_to_api"][name] = self
        self._app.register_blueprint(blp, **options)
        self._unwritten.append(partial(self._write, blp, name, parameters))

    def _write(self, blp: Any, name: str, parameters: Any) -> None:
        blp.register_views_in_doc(self, self._app, self._document, name=name, parameters=parameters)
        self._document.tag({"name": name, "description": blp.description})

    def _register_error_handlers(self) -> None:
        """The house has its own (shared.web.problems)."""

    def _register_responses(self) -> None:
        for status, title in TITLES.items():
            refusal: dict[str, Any] = {
                "description": title,
                "content": {PROBLEM_TYPE: {"schema": ProblemDocument}},
            }
            if status in HEADERS:
                refusal["headers"] = headers(**HEADERS[status])
            self.spec.components.response(_name(status), refusal, lazy=True)

    def _register_pagination_header(self) -> None:
        """Pages say `next` in their body."""


def options(about: str) -> dict[str, Any]:
    """What the document says of the whole door."""
    return {
        "info": {
            "description": ABOUT.format(about=about),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "Where this document was found."}],
        "components": {"securitySchemes": SECURITY},
    }


def headers(**described: str) -> dict[str, Any]:
    """Headers of an answer, by their descriptions."""
    return {
        name.replace("_", "-"): {"description": text, "schema": {"type": "string"}}
        for name, text in described.items()
    }


def _name(status: int) -> str:
    return f"Problem{status}"


def complete(doc: dict[str, Any], doc_info: dict[str, Any], *, method: str, **_: Any) -> dict[str, Any]:
    """What the decorators noted with `annotate`, and what holds for every operation."""
    noted = doc_info.get("house", {})
    statuses = {*ALWAYS, *noted.get("refusals", ())}
    if method not in ("get", "head"):
        statuses |= {*WITH_BODY}
    if doc_info.get("arguments"):
        statuses.add(422)
    responses = doc.setdefault("responses", {})
    for status in sorted(statuses):
        responses[status] = _name(status)
    if parameters := noted.get("parameters"):
        doc.setdefault("parameters", []).extend(parameters)
    for status, answer in responses.items():
        if str(status).startswith("2") and "headers" in noted:
            answer["headers"] = headers(**dict(noted["headers"]))
    if "security" in noted:
        doc["security"] = noted["security"]
    for body in doc.get("requestBody", {}).get("content", {}).values():
        if (example := getattr(body["schema"], "EXAMPLE", None)) is not None:
            body["example"] = example
    doc["operationId"] = noted["operation"]
    return doc


def name_operation(docs: dict[str, Any], endpoint: str) -> None:
    """Give what is known of an endpoint its name, for programs made from the document."""
    for method, known in docs.items():
        if method != "parameters":
            known["house"] = known.get("house", {}) | {"operation": endpoint}


def annotate(view: Any, **noted: Iterable[Any]) -> Any:
    """Note `refusals`, `parameters`, `headers` or `security` of a view for `complete`; returns the view."""
    known = dict(getattr(view, "_apidoc", {}))
    held = dict(known.get("house", {}))
    for name, values in noted.items():
        held[name] = [*held.get(name, ()), *values]
    view._apidoc = known | {"house": held}
    return view
