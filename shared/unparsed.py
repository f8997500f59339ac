"""Requests that gunicorn cannot parse never reach the application: answered in our form, logged with care."""

import json
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger

TITLES = {
    400: "请求无法读取 / The request cannot be read",
    403: "不允许访问 / This is not open to you",
    414: "地址过长 / The address is too long",
    431: "请求头过大 / The request's headers are too large",
    500: "内部错误，请稍后再试 / Something went wrong here, please try again later",
}
"""In both languages: what the reader asked for could not be read either."""
_OF_GUNICORN = "Invalid request from ip="


class Discreet(Logger):
    """gunicorn's own log, without the address of whoever sent what nobody can read, and without its text."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith(_OF_GUNICORN):
            msg, args = "A request could not be parsed.", ()
        super().warning(msg, *args, **kwargs)


def answer(status: int) -> bytes:
    """What is said of such a request: problem+json, and nothing of what was sent."""
    phrase = HTTPStatus(status).phrase
    body = json.dumps(
        {
            "type": f"urn:jiandu:problem:{phrase.lower().replace(' ', '_').replace('-', '_')}",
            "title": TITLES.get(status, TITLES[400]),
            "status": status,
        },
        ensure_ascii=False,
    ).encode()
    head = (
        f"HTTP/1.1 {status} {phrase}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        f"Cache-Control: no-store\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def install() -> None:
    """gunicorn has no hook for it: its workers look this function up when they need it."""

    def write_error(sock: Any, status_int: int, reason: str, mesg: str) -> None:
        util.write_nonblock(sock, answer(status_int))

    util.write_error = write_error
