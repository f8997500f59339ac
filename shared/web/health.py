"""Alive, ready, measured: /healthz, /readyz, /metrics."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared import migrate
from shared.messaging import outbox
from shared.web.context import house

Check = Callable[[], str | None]
"""None when fine, else one line that says what is wrong."""

STALE_OUTBOX_SECONDS = 60


def database_ready() -> str | None:
    try:
        with house().works.reading() as session:
            session.execute(text("select 1"))
    except SQLAlchemyError as error:
        return f"database: {type(error).__name__}"
    return None


def migrations_ready() -> str | None:
    try:
        behind = migrate.pending(house().name, house().works.database)
    except SQLAlchemyError as error:
        return f"migrations: {type(error).__name__}"
    return f"migrations: {behind} to apply" if behind else None


def outbox_ready() -> str | None:
    try:
        with house().works.reading() as session:
            age = outbox.oldest_age(session, house().works.clock())
    except SQLAlchemyError as error:
        return f"outbox: {type(error).__name__}"
    return f"outbox: oldest event waits {int(age)} s" if age and age > STALE_OUTBOX_SECONDS else None


CHECKS: dict[str, Check] = {
    "database": database_ready,
    "migrations": migrations_ready,
    "outbox": outbox_ready,
}


def install(app: Flask) -> None:
    blueprint = Blueprint("health", __name__)
    prefix = app.config["OPENAPI_URL_PREFIX"].removesuffix("/api/v1")

    @blueprint.get(f"{prefix}/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive", "service": house().name}

    @blueprint.get(f"{prefix}/readyz")
    def readyz() -> tuple[dict[str, Any], int]:
        checks = CHECKS | current_app.extensions.get("readiness", {})
        found = {name: check() for name, check in checks.items()}
        ready = not any(found.values())
        body = {
            "status": "ready" if ready else "not_ready",
            "checks": {name: wrong or "ok" for name, wrong in found.items()},
        }
        return body, 200 if ready else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)

    if prefix:
        blueprint.add_url_rule("/healthz", view_func=healthz)
        blueprint.add_url_rule("/readyz", view_func=readyz)
    app.register_blueprint(blueprint)
