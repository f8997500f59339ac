"""Alive, ready, measured: /healthz, /readyz, /metrics."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, request

from shared.metrics import telling
from shared.readiness.checks import checks
from shared.readiness.looking import Readiness
from shared.web.context import house
from shared.web.problems import problem


def install(app: Flask) -> None:
    blueprint = Blueprint("health", __name__)
    prefix = app.config["OPENAPI_URL_PREFIX"].removesuffix("/api/v1")

    @blueprint.get(f"{prefix}/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive", "service": house().name}

    @blueprint.get(f"{prefix}/readyz")
    def readyz() -> tuple[dict[str, Any], int]:
        """All checks, or those that `?check=` names: a load balancer asks for what answering needs."""
        readiness = _readiness()
        wanted = request.args.getlist("check") or readiness.names
        if strange := set(wanted) - set(readiness.names):
            raise problem(400, "unknown_check", ", ".join(sorted(strange))[:100])
        ready, body = readiness.told(wanted)
        return body, 200 if ready else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        seen = telling.Seen()
        _readiness().measure(seen)
        return Response(telling.tell(seen), content_type=telling.CONTENT_TYPE)

    if prefix:
        blueprint.add_url_rule("/healthz", view_func=healthz)
        blueprint.add_url_rule("/readyz", view_func=readyz)
    app.register_blueprint(blueprint)


def move_in(app: Flask) -> None:
    """Look at what this house needs."""
    own = app.extensions["jiandu"]
    app.extensions["readiness"] = Readiness(own.name, checks(own.works, own.settings.broker_url))


def _readiness() -> Readiness:
    found: Readiness = current_app.extensions["readiness"]
    return found
