"""Optimistic locking over HTTP: a change names the version it was made on (RFC 9110 §13)."""

from flask import Response, request

from shared.web.problems import problem


def stamp(response: Response, version: int) -> Response:
    """Give the answer the ETag of `version`."""
    response.set_etag(f"v{version}")
    return response


def check(version: int) -> None:
    """Refuse unless If-Match names `version`: 428 when it is missing, 412 when someone was quicker."""
    if not request.if_match and "If-Match" not in request.headers:
        raise problem(428, "if_match_required")
    if not (request.if_match.star_tag or request.if_match.contains(f"v{version}")):
        raise problem(412, "changed_meanwhile")
