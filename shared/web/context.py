"""What a view reaches for, without importing the application that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request, current_app, request
from flask_smorest import Api

from shared.i18n import gettext, ngettext
from shared.settings import Settings
from shared.work import Works

__all__ = ["House", "gettext", "given", "house", "ngettext", "settings", "this_request", "works"]


@dataclass
class House:
    """The application's own things: configuration, units of work, the JSON door."""

    name: str
    settings: Settings
    works: Works
    api: Api


def this_request() -> Request:
    """The request itself: each look through Flask's `request` has to find it anew, at three calls."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]  # as Flask's manual has it
    return found


def given(values: Mapping[str, str], name: str) -> str | None:
    """What came by that name in an address, a form or cookies; mostly nothing at all came, and werkzeug makes
    an error for each name that is missing."""
    return values.get(name) if values else None


def house() -> House:
    held: House = current_app.extensions["jiandu"]
    return held


def works() -> Works:
    return house().works


def settings() -> Settings:
    return house().settings
