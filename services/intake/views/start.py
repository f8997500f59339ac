"""The first page, and the pages that explain."""

from flask import Blueprint, render_template

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def home() -> str:
    return render_template("intake/start.html")


@blueprint.get("/guide")
def guide() -> str:
    """What belongs here and what belongs elsewhere."""
    return render_template("intake/guide.html")


@blueprint.get("/about")
def about() -> str:
    return render_template("intake/about.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("intake/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render_template("intake/accessibility.html")
