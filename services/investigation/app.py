"""The investigation service: carries a case from opening to outcome."""

from flask import Flask

from services.investigation import api, views
from services.investigation.handlers import HANDLERS
from services.investigation.models import Base
from shared.contracts.terms import Service
from shared.files.place import store_of
from shared.settings import Settings
from shared.web import application
from shared.web.arriving import FileRequest
from shared.work import Works

NAME = Service.INVESTIGATION
ABOUT = """A supervision body's cases, from the queue to the closing: claim one, record findings, propose an
outcome, have it approved by the head, follow the correction. `may` of a case says what is open to the caller
now, and why the rest is not."""
metadata = Base.metadata

__all__ = ["HANDLERS", "NAME", "create_app", "metadata"]


def create_app(settings: Settings, works: Works) -> Flask:
    """Everything wired."""
    app = application.create_service_app(
        NAME, settings, works, api_prefix="/investigation/api/v1", title="Jiandu: investigation", about=ABOUT
    )
    app.extensions["jiandu"].api.register_blueprint(api.blueprint)
    app.request_class = FileRequest
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views.evidence.blueprint)
    app.extensions["csrf_protect"].exempt(views.evidence.blueprint)
    app.extensions["file_store"] = store_of(settings)
    return app


def move_in(app: Flask, settings: Settings, works: Works) -> None:
    """As `application.move_in`, with the store of the files of evidence."""
    application.move_in(app, settings, works)
    app.extensions["file_store"] = store_of(settings)
