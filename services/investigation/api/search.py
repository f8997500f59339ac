"""Search over all cases that the caller may see, and how similar cases ended."""

from typing import Any
from uuid import UUID

from services.investigation import benches, queue_rows, searching
from services.investigation.api.blueprint import blueprint
from services.investigation.desk import DESK, at_desk, looking_at
from services.investigation.schemas.search import BenchesOut, SearchOut, SearchWanted
from services.investigation.search_cursor import BadPlace, place_of, read_place
from shared.staff.web import require_role
from shared.web.queries import bad_cursor


@blueprint.get("/search")
@require_role(*DESK)
@blueprint.arguments(SearchWanted, location="query")
@blueprint.response(200, SearchOut)
def search(wanted: dict[str, Any]) -> dict[str, Any]:
    """Cases in which all words stand: number, party, unit, document number, or any text, the newest first."""
    try:
        after = read_place(wanted["cursor"])
    except BadPlace as error:
        raise bad_cursor() from error
    with at_desk() as (work, caller):
        results = searching.look(work, caller, wanted["q"], wanted["limit"], after)
        return {
            "items": [queue_rows.found(each) for each in results.found],
            "next": place_of(results.after) if results.after else None,
            "unread": results.unread,
        }


@blueprint.get("/cases/<uuid:case_id>/benches")
@require_role(*DESK)
@blueprint.response(200, BenchesOut)
@blueprint.refuses(404)
def read_benches(case_id: UUID) -> dict[str, Any]:
    """How cases of the same categories ended in the last three years: for equal treatment."""
    with looking_at(case_id) as desk:
        return {"items": benches.of(desk.work.session, desk.folder, desk.caller, desk.work.today)}
