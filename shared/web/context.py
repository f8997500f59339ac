"""What a view reaches for, without importing the application that holds it."""

from dataclasses import dataclass

from flask import current_app
from flask_smorest import Api

from shared.i18n import gettext, ngettext
from shared.settings import Settings
from shared.work import Works

__all__ = ["House", "gettext", "house", "ngettext", "settings", "works"]


@dataclass
class House:
    """The application's own things: configuration, units of work, the JSON door."""

    name: str
    settings: Settings
    works: Works
    api: Api


def house() -> House:
    held: House = current_app.extensions["jiandu"]
    return held


def works() -> Works:
    return house().works


def settings() -> Settings:
    return house().settings
