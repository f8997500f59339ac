"""The triage service: is it ours, and which body takes it? It also keeps the staff register and signs in."""

from flask import Flask

from services.triage import api, facts_api, facts_view, letters_view, signin, views
from services.triage.handlers import HANDLERS
from services.triage.models import Base
from shared.settings import Settings
from shared.web.application import create_service_app
from shared.work import Works

NAME = "triage"
ABOUT = """Is it ours, and which supervision body takes it? All staff may ask what would happen to a
complaint; what waits on a body's desk is decided by its triage officers. Everyone signs in here."""
metadata = Base.metadata

__all__ = ["HANDLERS", "NAME", "create_app", "metadata"]


def create_app(settings: Settings, works: Works) -> Flask:
    """Everything wired."""
    app = create_service_app(
        NAME, settings, works, api_prefix="/triage/api/v1", title="Jiandu: triage and sign-in", about=ABOUT
    )
    doors = app.extensions["jiandu"].api
    doors.register_blueprint(api.blueprint)
    doors.register_blueprint(facts_api.blueprint)
    doors.register_blueprint(signin.api)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(facts_view.blueprint)
    app.register_blueprint(letters_view.blueprint)
    app.register_blueprint(signin.pages)
    return app
