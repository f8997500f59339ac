"""Places, found while someone types."""

from typing import Any

from services.intake.schemas import DivisionQuerySchema, DivisionsSchema
from shared.divisions import Division, divisions, search
from shared.i18n import locale
from shared.web.api import Blueprint, names

blueprint = Blueprint("divisions_api", __name__, url_prefix="/api/v1", description="Look up places")


@blueprint.get("/divisions")
@blueprint.arguments(DivisionQuerySchema, location="query")
@blueprint.response(200, DivisionsSchema)
def find(query: dict[str, Any]) -> dict[str, Any]:
    """Divisions by name, pinyin, initials or code, the best match first."""
    return {"items": [shown(found) for found in search(query["q"][:60], query["limit"])]}


def shown(found: Division) -> dict[str, str]:
    return {
        "code": found.code,
        "name": found.name,
        "full_name": full_name(found.code),
        "level": str(found.level),
    }


def full_name(code: str) -> str:
    """The place with those above it, in the language in use; a retired code's last name."""
    if code not in divisions():
        retirement = divisions().retirement(code)
        return retirement.name if retirement else code
    told: str = names().division_name(code, locale())
    return told
