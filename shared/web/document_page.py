"""The readable page of a JSON door, made from its own document: no script, nothing from elsewhere."""

import json
import re
from typing import Any

from flask import Blueprint, Flask, render_template
from markupsafe import Markup, escape

from shared.web.context import house

_MARKED = re.compile(r"`([^`]+)`")


def marked(text: str | None) -> Markup:
    """Text with what stands in backticks as code."""
    return Markup(_MARKED.sub(r"<code>\1</code>", str(escape(text or ""))))  # noqa: S704 escaped just here


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def paragraphs(text: str) -> list[list[str]]:
    """The document's description: a paragraph is one text, a list its entries."""
    return [block.removeprefix("* ").split("\n* ") for block in text.strip().split("\n\n")]


def install(app: Flask) -> None:
    prefix = app.config["OPENAPI_URL_PREFIX"]
    blueprint = Blueprint("document_page", __name__)

    @blueprint.get(f"{prefix}/")
    def page() -> str:
        spec = house().api.spec.to_dict()
        about = paragraphs(spec["info"]["description"])
        return render_template(
            "api.html", spec=spec, about=about, prefix=prefix, marked=marked, as_json=as_json
        )

    app.register_blueprint(blueprint)
