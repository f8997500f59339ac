"""A small door of its own for programs without a web side, and for several behind one: for operators only.

It answers /healthz, /readyz and /metrics, as a web side does, at JIANDU_WATCH_BIND. It is not for the public
and belongs on loopback or an inner network.
"""

import json
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shared.metrics import telling
from shared.readiness.looking import Readiness

JSON = "application/json"


class WatchDoor(ThreadingHTTPServer):
    """Open from the beginning, in a thread of its own, until `close`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, bind: str, watched: Sequence[Readiness]) -> None:
        host, _, port = bind.rpartition(":")
        super().__init__((host, int(port)), _Answer)
        self.watched = watched
        self._thread = threading.Thread(target=self.serve_forever, name="watch", daemon=True)
        self._thread.start()

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a path with its query."""
        parts = urlsplit(address)
        if parts.path == "/healthz":
            return 200, JSON, json.dumps({"status": "alive"}).encode()
        if parts.path == "/readyz":
            return self._readyz(parse_qs(parts.query).get("check", []))
        if parts.path == "/metrics":
            seen = telling.Seen()
            for one in self.watched:
                one.measure(seen)
            return 200, telling.CONTENT_TYPE, telling.tell(seen)
        return 404, JSON, b"{}"

    def _readyz(self, wanted: Sequence[str]) -> tuple[int, str, bytes]:
        told = {
            one.service: one.told([name for name in one.names if name in wanted] or None)
            for one in self.watched
        }
        ready = all(fine for fine, _ in told.values())
        body = {"status": "ready" if ready else "not_ready"} | {
            name: said for name, (_, said) in told.items()
        }
        return 200 if ready else 503, JSON, json.dumps(body).encode()

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Answer(BaseHTTPRequestHandler):
    server: WatchDoor
    server_version, sys_version = "jiandu", ""
    timeout = 10

    def do_GET(self) -> None:
        status, kind, body = self.server.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a scrape each quarter of a minute is no news."""
