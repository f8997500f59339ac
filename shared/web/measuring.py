"""Each request in a span of its trace, counted and timed by its route as the code writes it."""

import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import structlog
from flask import Flask, Response

from shared import tracing
from shared.metrics.table import REQUEST_SECONDS, REQUESTS, REQUESTS_OPEN
from shared.web.context import this_request

log = structlog.get_logger("web")

SLOW_SECONDS = 2.0
"""A request that took longer is worth a line in the log."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNMEASURED = ("/healthz", "/readyz", "/metrics")


def install(app: Flask, service: str) -> None:
    """Measure and trace all that `app` answers."""
    answer = app.wsgi_app
    # Each kept once found, and never many: routes and statuses are the code's own.
    open_now, answers_of = cache(REQUESTS_OPEN.labels), cache(REQUESTS.labels)
    seconds_of = cache(REQUEST_SECONDS.labels)

    def measured(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with (
            tracing.span(service, "server", "request", environ.get("HTTP_TRACEPARENT")),
            open_now(service).track_inprogress(),
        ):
            return answer(environ, start_response)

    def note(response: Response) -> Response:
        span, asked = tracing.current(), this_request()
        route = asked.url_rule.rule if asked.url_rule else "none"
        if span is None or route.endswith(UNMEASURED):
            return response
        seconds = (time.time_ns() - span.started_at) / 1e9
        method = asked.method if asked.method in METHODS else "other"
        span.name, span.failed = f"{method} {route}", response.status_code >= 500
        answers_of(service, method, route, response.status_code).inc()
        seconds_of(service, route).observe(max(0.0, seconds))
        told = log.warning if seconds > SLOW_SECONDS else log.debug
        told("answered", method=method, route=route, status=response.status_code, ms=round(seconds * 1000))
        return response

    app.wsgi_app = measured  # type: ignore[method-assign]  # as Flask's documentation has it
    app.after_request(note)
