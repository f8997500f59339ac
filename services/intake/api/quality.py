"""Quality samples: a supervisor draws and marks them, a seat reads its own marks."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.intake.domain.quality import score
from services.intake.hotline import quality, quality_counts
from services.intake.hotline.quality import NothingToDraw, NotTheirs, Sampled, Wanted
from services.intake.hotline.taken import home_of, told
from services.intake.schemas.quality import (
    DrawnSamplesSchema,
    MarkedSamplesSchema,
    SampleDrawSchema,
    SampleMarkSchema,
    SampleMonthsSchema,
    SampleSchema,
    SamplesQuerySchema,
    SamplesSchema,
)
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff import directory
from shared.staff.web import acting, require_role, staff
from shared.web import etags, works
from shared.web.api import VERSION, Blueprint, once, page
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.web.queries import bad_cursor
from shared.work import Work

blueprint = Blueprint("quality", __name__, url_prefix="/api/v1/hotline", description="Quality samples")
NOTHING = N_("No call of these days fits that was not drawn before.")
NO_SEAT = N_("This department has no active seat of that user name.")


@blueprint.post("/samples")
@require_role(Role.HEAD)
@blueprint.arguments(SampleDrawSchema)
@once
@blueprint.response(201, DrawnSamplesSchema)
@blueprint.refuses(409)
def draw(body: dict[str, Any]) -> Response:
    """Draw calls by lot among those of the last days that were not drawn before; seed and date are kept."""

    def do(work: Work) -> Answer:
        seat = _seat(work, body["seat"]) if body["seat"] else None
        made = quality.draw(work, staff(), Wanted(body["count"], body["days"], seat, body["kind"]))
        return {"items": [line(one) for one in made]}, 201, {}

    try:
        return sent(answer_once(acting(), do))
    except NothingToDraw:
        raise problem(409, "nothing_to_draw", gettext(NOTHING)) from None


def _seat(work: Work, username: str) -> UUID:
    for one in directory.colleagues(work.session, home_of(staff()), Role.HOTLINE):
        if one.username == username:
            found: UUID = one.staff_id
            return found
    error = {"pointer": "/seat", "message": gettext(NO_SEAT), "code": "unknown_seat"}
    raise problem(422, "invalid", errors=[error])


@blueprint.get("/samples")
@require_role(Role.HEAD)
@blueprint.arguments(SamplesQuerySchema, location="query")
@blueprint.response(200, SamplesSchema)
def listed(query: dict[str, Any]) -> Response:
    """What was drawn of the department's calls, newest first, without what the caller must not see."""
    with works().begin(acting()) as work:
        found = quality.listed(work, staff(), query["limit"] + 1, _cursor(query["cursor"]))
        answer = page(found, query["limit"], lambda one: str(one.sample.id))
        return jsonify(answer | {"items": [line(one) for one in answer["items"]]})


@blueprint.get("/samples/<uuid:sample_id>")
@require_role(Role.HEAD)
@blueprint.response(200, SampleSchema)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def show(sample_id: UUID) -> Response:
    """One sample with its statement; each reading is in the audit."""
    with works().begin(acting()) as work:
        found = find(work, sample_id)
        return etags.stamp(jsonify(whole(found)), found.sample.version)


@blueprint.put("/samples/<uuid:sample_id>/mark")
@require_role(Role.HEAD)
@blueprint.arguments(SampleMarkSchema)
@blueprint.response(200, SampleSchema)
@blueprint.versioned
@blueprint.refuses(404)
def mark(body: dict[str, Any], sample_id: UUID) -> Response:
    """Give every criterion a grade, and say why; both can be corrected, and the seat reads them."""
    with works().begin(acting()) as work:
        found = find(work, sample_id, lock=True)
        etags.check(found.sample.version)
        quality.mark(work, staff(), found, body["marks"], body["comment"])
        return etags.stamp(jsonify(whole(found)), found.sample.version)


@blueprint.get("/marks")
@require_role(Role.HOTLINE)
@blueprint.arguments(SamplesQuerySchema, location="query")
@blueprint.response(200, MarkedSamplesSchema)
def own(query: dict[str, Any]) -> Response:
    """How the caller's own calls were marked; nobody else's are ever found."""
    with works().begin(acting()) as work:
        found = quality.own_marks(work, staff(), query["limit"] + 1, _cursor(query["cursor"]))
        answer = page(found, query["limit"], lambda one: str(one.sample.id))
        return jsonify(answer | {"items": [marked(one) for one in answer["items"]]})


@blueprint.get("/sample-months")
@require_role(Role.HEAD, Role.STATISTICIAN)
@blueprint.response(200, SampleMonthsSchema)
def months() -> Response:
    """Samples, marks and misses by month and seat."""
    with works().begin(acting()) as work:
        return jsonify(items=[asdict(row) for row in quality_counts.by_month(work, staff())])


def find(work: Work, sample: UUID, *, lock: bool = False) -> Sampled:
    try:
        return quality.find(work, staff(), sample, lock=lock)
    except NotTheirs:
        raise problem(404, "not_found") from None


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise bad_cursor() from None


def marked(found: Sampled) -> dict[str, Any]:
    sample = found.sample
    return {
        "id": str(sample.id),
        "tracking_number": found.complaint.tracking_number,
        "called_at": found.call.ended_at.isoformat(),
        "marks": sample.marks,
        "score": score(sample.marks) if sample.marks else None,
        "comment": sample.comment,
        "marked_at": sample.marked_at.isoformat() if sample.marked_at else None,
    }


def line(found: Sampled) -> dict[str, Any]:
    return marked(found) | {
        "draw_id": str(found.drawn.id),
        "drawn_at": found.drawn.at.isoformat(),
        "seed": found.drawn.seed,
        "seconds": int((found.call.ended_at - found.call.began_at).total_seconds()),
        "read_back": found.call.read_back,
        "asked": found.call.asked,
    }


def whole(found: Sampled) -> dict[str, Any]:
    return line(found) | {"statement": told(found.complaint)}
