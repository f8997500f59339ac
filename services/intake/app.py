"""Intake's application: the citizens' pages, the hotline, the JSON doors."""

from flask import Flask

from services.intake import api, published, views
from services.intake.base import Base
from services.intake.handlers import HANDLERS
from shared.files.place import store_of
from shared.settings import Settings
from shared.web import application
from shared.web.arriving import FileRequest
from shared.work import Works

__all__ = ["HANDLERS", "NAME", "create_app", "metadata"]

NAME = "intake"
ABOUT = """Complaints about work-safety enforcement are submitted here, by anyone or by a hotline seat, and
followed with the receipt code. Draw a receipt first, and a lost answer loses nothing."""
metadata = Base.metadata


def create_app(settings: Settings, works: Works) -> Flask:
    app = application.create_service_app(
        NAME, settings, works, api_prefix="/api/v1", title="Jiandu: submitting and following", about=ABOUT
    )
    app.request_class = FileRequest
    for blueprint in api.BLUEPRINTS:
        app.extensions["jiandu"].api.register_blueprint(blueprint)
    for pages in views.BLUEPRINTS:
        app.register_blueprint(pages)
    for pages in views.SELF_PROTECTED:
        app.extensions["csrf_protect"].exempt(pages)
    _move_in(app, settings, works)
    return app


def move_in(app: Flask, settings: Settings, works: Works) -> None:
    """As `application.move_in`, with what intake alone has."""
    application.move_in(app, settings, works)
    _move_in(app, settings, works)


def _move_in(app: Flask, settings: Settings, works: Works) -> None:
    app.extensions["file_store"] = store_of(settings)
    app.extensions["published"] = published.Counter(works)
