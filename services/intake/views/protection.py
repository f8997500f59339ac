"""Protection of forms that keeps what was typed: a stale token re-renders the page instead of losing it."""

from flask import request
from flask_wtf.csrf import ValidationError, validate_csrf

from shared.i18n import gettext
from shared.web.forms import STALE


def stale() -> dict[str, str]:
    """An error for the whole form when its token is missing, old or foreign; else nothing.

    A view that calls this belongs to a blueprint in `SELF_PROTECTED`, and must do nothing on an error.
    """
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return {"": gettext(STALE)}
    return {}
