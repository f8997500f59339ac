"""The built styles, scripts and pictures, sent compressed to whoever can take that.

Only these are compressed: they are the same for everyone. A page holds secrets (the form token) beside what
its reader typed, and the length of the two compressed together would tell about the secret (BREACH).
"""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

FOLDER = Path(__file__).resolve().parent / "static"
YEAR = 365 * 24 * 3600
SHORT = 300


def install(app: Flask) -> None:
    """Answer for /static in `app`, and give its templates `asset()`."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=send)
    app.jinja_env.globals["asset"] = asset


def send(filename: str) -> Response:
    """The file, or its packed twin that the build laid beside it; kept for long when its version is named."""
    packed = request.accept_encodings.quality("gzip") > 0 and (FOLDER / f"{filename}.gz").is_file()
    kind = mimetypes.guess_type(filename)[0]
    response = send_from_directory(FOLDER, f"{filename}.gz" if packed else filename, mimetype=kind)
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = f"public, max-age={YEAR if 'v' in request.args else SHORT}"
    return response


def asset(name: str) -> str:
    """The address of a built file, changing when the file does."""
    path = FOLDER / "dist" / name
    if not path.exists():
        return f"/static/dist/{name}"
    return f"/static/dist/{name}?v={_fingerprint(path, path.stat().st_mtime)}"


@cache
def _fingerprint(path: Path, changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
