"""A part of a file as an answer, whole or the range a player asks for; it cannot act in our pages."""

import re
from typing import Any
from urllib.parse import quote

import structlog
from flask import Response, request

from shared.files.opened import Opened, saved_as
from shared.files.sealed import Reader, Tampered
from shared.files.store import Missing
from shared.i18n import N_, gettext
from shared.web.problems import problem

log = structlog.get_logger("files")
UNREADABLE = N_("The file is there, but cannot be read as it was kept. Tell your operator.")
_CONTENT = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
BYTES: dict[str, Any] = {
    "responses": {
        "200": {"description": N_("All of it."), "content": _CONTENT},
        "206": {"description": N_("The range that was asked for."), "content": _CONTENT},
    }
}
"""How an operation is documented that answers with a part."""
WHOLE: dict[str, Any] = {"responses": {"200": BYTES["responses"]["200"]}}
"""The same of one that knows no parts."""
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def goes_on() -> bool:
    """Whether this request says that it goes on reading what an earlier one began."""
    asked = request.range
    return bool(asked and asked.ranges and (asked.ranges[0][0] or 0) > 0)


def served(opened: Opened) -> Response:
    """The part from the store, opened while it is sent. Raises StoreAway, Problem."""
    readable(opened.reader, opened.etag)
    size = opened.reader.size
    start, stop = _asked(opened, size)
    response = Response(
        opened.reader.between(start, stop),
        status=200 if (start, stop) == (0, size) else 206,
        content_type=opened.media,
    )
    response.headers["Content-Length"] = str(stop - start)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Disposition"] = _disposition(opened)
    response.set_etag(opened.etag)
    if response.status_code == 206:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return response


def readable(reader: Reader, name: str) -> None:
    """Read the beginning, so that what cannot be read is answered before anything is sent. Raises StoreAway,
    Problem."""
    try:
        reader.at(0, 1)
    except (Missing, Tampered) as error:
        log.error("file_unreadable", file=name, error=type(error).__name__)
        raise problem(503, "file_unreadable", gettext(UNREADABLE)) from error


def _asked(opened: Opened, size: int) -> tuple[int, int]:
    """The range asked for; all of it where none, several or an unknown kind is asked for."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return 0, size
    if "If-Range" in request.headers and request.headers["If-Range"].strip('"') != opened.etag:
        return 0, size
    if asked.ranges[0][0] < -size:  # the last so many bytes of a shorter file are all of it (RFC 9110 14.1.2)
        return 0, size
    found = asked.range_for_length(size)
    if found is None:
        raise problem(416, "range_not_there", headers={"Content-Range": f"bytes */{size}"})
    return found


def _disposition(opened: Opened) -> str:
    manner = "inline" if opened.shown else "attachment"
    name = saved_as(opened.filename, opened.kind)
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name)
    return f"{manner}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
