"""The triage service: is it ours, and which body takes it? It also keeps the staff register and signs in."""

from flask import Flask

from services.triage import account_pages, api, signin, views
from services.triage.cluster import api as clusters_api  # noqa: F401 # adds routes to api
from services.triage.cluster import views as clusters_view
from services.triage.competence import api as competence_api
from services.triage.competence import views as competence_view
from services.triage.facts import api as facts_api
from services.triage.facts import views as facts_view
from services.triage.handlers import HANDLERS
from services.triage.letter import views as letters_view
from services.triage.models import Base
from services.triage.provinces import api as settings_api
from services.triage.provinces import views as settings_pages
from services.triage.registers import api as registers_api
from services.triage.registers import views as registers_pages
from services.triage.similar import api as similar_api  # noqa: F401 # adds routes to api
from services.triage.similar import views as similar_views  # noqa: F401 # adds routes to views
from services.triage.working_days import api as workdays_api
from services.triage.working_days import views as workdays_pages
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
    doors.register_blueprint(settings_api.blueprint)
    doors.register_blueprint(registers_api.blueprint)
    doors.register_blueprint(workdays_api.blueprint)
    doors.register_blueprint(facts_api.blueprint)
    doors.register_blueprint(competence_api.blueprint)
    doors.register_blueprint(signin.api)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(facts_view.blueprint)
    app.register_blueprint(competence_view.blueprint)
    app.register_blueprint(letters_view.blueprint)
    app.register_blueprint(clusters_view.blueprint)
    app.register_blueprint(settings_pages.blueprint)
    app.register_blueprint(registers_pages.blueprint)
    app.register_blueprint(workdays_pages.blueprint)
    app.register_blueprint(signin.pages)
    app.register_blueprint(account_pages.pages)
    return app
