"""Places, found while someone types."""

from typing import Any

from services.intake.names import full_name
from services.intake.schemas.divisions import DivisionQuerySchema, DivisionsSchema
from shared.divisions import Division, search
from shared.web.api import Blueprint

blueprint = Blueprint("places", __name__, url_prefix="/api/v1", description="Look up places")


@blueprint.get("/divisions")
@blueprint.arguments(DivisionQuerySchema, location="query")
@blueprint.response(200, DivisionsSchema)
def find(query: dict[str, Any]) -> dict[str, Any]:
    """Divisions by name, pinyin, initials or code, the best first; of equal ones the nearest to `near`."""
    return {"items": [shown(found) for found in search(query["q"][:60], query["limit"], near=query["near"])]}


def shown(found: Division) -> dict[str, str]:
    return {
        "code": found.code,
        "name": found.name,
        "full_name": full_name(found.code),
        "level": str(found.level),
    }
