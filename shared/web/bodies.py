"""How large a body may be: one limit for all, and a higher one where a view says so. What breaks its own
framing is the sender's fault."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app
from gunicorn.http.errors import ParseException

from shared.web.context import this_request

View = TypeVar("View", bound=Callable[..., Any])


def takes(size: int) -> Callable[[View], View]:
    """Let bodies of up to `size` bytes reach the view."""

    def mark(view: View) -> View:
        view.largest_body = size  # type: ignore[attr-defined]  # read below
        return view

    return mark


def install(app: Flask) -> None:
    """Before anything reads a body."""
    app.before_request(_raise_limit)
    app.before_request(_read_with_care)


class _Pieces:
    """A body that came in chunks. Its broken frame reads as a lost connection, which is refused as such."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def read(self, *size: int) -> bytes:
        return self._asked(self._source.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._asked(self._source.readline, *size)

    def _asked(self, how: Callable[..., bytes], *size: int) -> bytes:
        try:
            return how(*size)
        except ParseException as error:
            raise OSError("broken chunks") from error


def _read_with_care() -> None:
    environ = this_request().environ
    if environ.get("wsgi.input_terminated"):
        environ["wsgi.input"] = _Pieces(environ["wsgi.input"])


def _raise_limit() -> None:
    asked = this_request()
    view = current_app.view_functions.get(asked.endpoint or "")
    size = getattr(view, "largest_body", None)
    if size is not None:
        asked.max_content_length = asked.max_form_memory_size = size
