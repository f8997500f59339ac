"""The search page: one box over numbers, names, units, document numbers and all texts."""

from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from services.investigation import searching
from services.investigation.desk import DESK, at_desk
from services.investigation.domain import search as rules
from services.investigation.schemas.search import TOO_SHORT
from services.investigation.search_cursor import BadPlace, place_of, read_place
from services.investigation.views.blueprint import blueprint
from shared.i18n import gettext
from shared.staff.web import require_role
from shared.web.problems import problem

PAGE = 20


@blueprint.get("/search")
@require_role(*DESK)
def search() -> Response:
    asked = request.args.get("q", "").strip()[: rules.MOST]
    if not asked or rules.too_short(asked):
        error = gettext(TOO_SHORT) if asked else None
        page = render_template("investigation/search.html", text=asked, error=error, results=None)
        return make_response(page, 422 if asked else 200)
    try:
        after = read_place(request.args.get("cursor"))
    except BadPlace as error:
        raise problem(404, "not_found") from error
    with at_desk() as (work, caller):
        results = searching.look(work, caller, asked, PAGE, after)
        further = {"q": asked, "cursor": place_of(results.after)} if results.after else None
        page = render_template(
            "investigation/search.html",
            text=asked,
            error=None,
            results=results,
            next_url=f"/investigation/search?{urlencode(further)}" if further else None,
        )
    return make_response(page)
