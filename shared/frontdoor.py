"""One address for three applications: each path goes to the service that answers for it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

PREFIXES = {"/triage": "triage", "/staff": "triage", "/investigation": "investigation"}
"""Everything else is intake's."""


def service_for(path: str) -> str:
    """The service that answers `path` (contract §2)."""
    first = "/" + path.lstrip("/").split("/", 1)[0]
    return PREFIXES.get(first, "intake")


def front_door(apps: Mapping[str, Flask]) -> WsgiApp:
    """A WSGI application that hands each request on; /metrics stays inside the house."""

    def door(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if path == "/metrics":
            environ["PATH_INFO"] = "/not-through-the-front-door"
        return apps[service_for(path)](environ, start_response)

    return door
