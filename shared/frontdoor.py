"""One address for three applications: each path goes to the service that answers for it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask

from shared import crowds

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

PREFIXES = {"/triage": "triage", "/staff": "triage", "/investigation": "investigation"}
"""Everything else is intake's."""
_CROWD = f"HTTP_{crowds.HEADER.upper().replace('-', '_')}"


def service_for(path: str) -> str:
    """The service that answers `path` (contract §2)."""
    first = "/" + path.lstrip("/").split("/", 1)[0]
    return PREFIXES.get(first, "intake")


def front_door(apps: Mapping[str, Flask], counts: bool = False) -> WsgiApp:
    """A WSGI application that hands each request on; /metrics stays inside the house. `counts`: no other door
    is before it, so it counts who sends how much, and says so inside."""
    counted = crowds.Crowds() if counts else None

    def door(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if counted is not None:
            method, address = environ.get("REQUEST_METHOD", "GET"), environ.get("REMOTE_ADDR", "")
            environ[_CROWD] = counted.told(method, path, address)
        if path == "/metrics":
            environ["PATH_INFO"] = "/not-through-the-front-door"
        return apps[service_for(path)](environ, start_response)

    return door
