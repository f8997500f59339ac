"""How large a body may be: one limit for all, and a higher one where a view says so."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

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


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, "largest_body", None)
    if size is not None:
        request.max_content_length = request.max_form_memory_size = size
