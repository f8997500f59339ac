"""The front page and the pages that explain."""

from flask import Blueprint, Response, make_response, redirect, render_template

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def home() -> str:
    return render_template("intake/start.html")


@blueprint.get("/guide")
def guide() -> str:
    """What belongs where."""
    return render_template("intake/guide.html")


@blueprint.get("/help")
def help_page() -> Response:
    return make_response(redirect("/guide", 308))


@blueprint.get("/about")
def about() -> str:
    return render_template("pages/about.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render_template("pages/accessibility.html")
