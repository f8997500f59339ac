"""One way to fail: problem+json (RFC 9457) at the JSON doors, a calm page elsewhere."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, default_exceptions
from werkzeug.http import HTTP_STATUS_CODES

from shared.files.store import StoreAway, StoreFull
from shared.i18n import N_, gettext
from shared.web.validation import field_errors

log = structlog.get_logger("problems")

TITLES = {
    400: N_("The request cannot be read"),
    401: N_("Please sign in"),
    403: N_("This is not open to you"),
    404: N_("Not found"),
    405: N_("This cannot be done here"),
    406: N_("This cannot be given in that form"),
    409: N_("Something changed meanwhile"),
    410: N_("It is not kept any more"),
    412: N_("Someone else changed this first"),
    413: N_("Too large"),
    414: N_("The address is too long"),
    415: N_("Send JSON"),
    416: N_("The file has no such part"),
    422: N_("Please check what was entered"),
    428: N_("Say which version you are changing"),
    429: N_("Too many attempts"),
    431: N_("The request's headers are too large"),
    500: N_("Something failed on our side"),
    503: N_("Not available at the moment"),
    507: N_("There is no room for files at the moment"),
}
ADVICE = {
    400: N_("Check the form of what was sent and try again."),
    401: N_("Sign in, or send a valid token or receipt code."),
    403: N_("Your account does not have the role for this."),
    404: N_("Check the address or the number. What is not yours to see is not found either."),
    405: N_("Check the method and the address."),
    406: N_("Ask for JSON."),
    409: N_("Load it again to see how it stands now."),
    412: N_("Load it again, look at the change, then decide."),
    413: N_("Send less at a time."),
    414: N_("Shorten the address."),
    415: N_("Set the content type to application/json."),
    416: N_("Ask for a range within its size."),
    422: N_("Each problem is named below."),
    428: N_("Send If-Match with the ETag you were given."),
    429: N_("Wait a moment and try again."),
    431: N_("Send fewer or shorter headers."),
    500: N_("Nothing you sent was half done. Try again in a moment."),
    503: N_("Wait a moment and try again. Nothing you sent was half done."),
    507: N_("The text of your complaint can be sent all the same. Try the files again later."),
}

STORE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""The database is restarting, full, locked or cut off: it passes, and nobody's input is to blame."""
RETRY_SECONDS = "5"


@dataclass
class Problem(Exception):
    """A refusal with its reason as a value. `code` is stable, texts are in the caller's language."""

    status: int
    code: str
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def problem(status: int, code: str, detail: str = "", **rest: Any) -> Problem:
    """`raise problem(409, "already_claimed", _("…"))`."""
    return Problem(status, code, detail, **rest)


def wants_json() -> bool:
    """JSON doors always answer JSON; pages answer pages."""
    path = request.path
    return "/api/" in path or path.endswith(("/healthz", "/readyz", "/metrics"))


def respond(problem: Problem) -> Any:
    title = gettext(TITLES.get(problem.status, HTTP_STATUS_CODES.get(problem.status, "Error")))
    detail = problem.detail or gettext(ADVICE.get(problem.status, ""))
    body = {
        "type": f"urn:jiandu:problem:{problem.code}",
        "title": title,
        "status": problem.status,
        "detail": detail,
        "errors": problem.errors,
        **problem.extra,
    }
    if wants_json():
        response = current_app.json.response(body)
        response.mimetype = "application/problem+json"
    else:
        response = Response(render_template("errors/problem.html", problem=body), mimetype="text/html")
    response.status_code = problem.status
    response.headers.extend(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def from_http(error: HTTPException) -> Problem:
    """A library's refusal in our words."""
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    headers = {name: value for name, value in error.get_headers() if name.lower() in ("allow", "retry-after")}
    headers |= dict(data.get("headers") or {})
    if isinstance(error, RequestEntityTooLarge):
        return Problem(413, "too_large", headers=headers)
    if "messages" in data:
        unreadable = data["messages"].get("json") == ["Invalid JSON body."]
        if status == 400 or unreadable:
            return Problem(400, "unreadable_json", gettext("The body is not valid JSON."), headers=headers)
        return Problem(422, "invalid", errors=field_errors(data["messages"]), headers=headers)
    return Problem(
        status, {401: "unauthenticated", 404: "not_found"}.get(status, f"http_{status}"), headers=headers
    )


def install(app: Flask) -> None:
    """Make every failure of `app` a problem; an unforeseen one tells nothing of its inside."""

    def on_problem(error: Problem) -> Any:
        return respond(error)

    def on_http(error: HTTPException) -> Any:
        # A redirect (a missing slash) comes as an exception too, with its answer ready.
        return error.get_response() if (error.code or 500) < 400 else respond(from_http(error))

    def on_store_away(error: Exception) -> Any:
        # Nothing was answered and nothing is half done: the client may send the same again.
        log.error("store_away", error=type(error).__name__, place=_place(error), route=_route())
        return respond(Problem(503, "store_away", headers={"Retry-After": RETRY_SECONDS}))

    def on_files_away(error: StoreAway) -> Any:
        log.error("file_store_away", error=type(error.__cause__ or error).__name__, route=_route())
        return respond(Problem(503, "file_store_away", headers={"Retry-After": RETRY_SECONDS}))

    def on_files_full(_: StoreFull) -> Any:
        log.error("file_store_full", route=_route())
        return respond(Problem(507, "file_store_full"))

    def on_crash(error: Exception) -> Any:
        # The message may quote what a person typed: the type and the place are what an operator needs.
        place = _place(error)
        log.error("request_failed", error=type(error).__name__, place=place, route=_route())
        if current_app.testing:
            raise error
        return respond(Problem(500, "internal"))

    app.register_error_handler(Problem, on_problem)
    for status in default_exceptions:
        app.register_error_handler(status, on_http)
    app.register_error_handler(HTTPException, on_http)
    for away in STORE_AWAY:
        app.register_error_handler(away, on_store_away)
    app.register_error_handler(StoreAway, on_files_away)
    app.register_error_handler(StoreFull, on_files_full)
    app.register_error_handler(Exception, on_crash)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "none"


def _place(error: BaseException) -> list[str]:
    places, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return places[-6:]
