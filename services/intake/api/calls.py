"""Hooks for the telephone system, and drafts of calls for desks of another make."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.intake.hotline import drafts, rings
from services.intake.hotline_models import SeatDraft, SeatRing
from services.intake.schemas.hotline import (
    RingBodySchema,
    RingSchema,
    SeatDraftBodySchema,
    SeatDraftSchema,
    SeatDraftsSchema,
)
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, works
from shared.web.api import VERSION, Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint(
    "hotline_drafts", __name__, url_prefix="/api/v1/hotline", description="Drafts of calls, and the telephone"
)
NO_SEAT = N_("This department has no active seat of that user name.")


@blueprint.get("/drafts")
@require_role(Role.HOTLINE)
@blueprint.response(200, SeatDraftsSchema)
def listed() -> Response:
    """The caller's own drafts; nobody else's are ever found."""
    with works().begin(acting()) as work:
        return jsonify(items=[line(draft) for draft in drafts.waiting(work, staff())])


@blueprint.post("/drafts")
@require_role(Role.HOTLINE)
@blueprint.arguments(SeatDraftBodySchema)
@once
@blueprint.response(201, SeatDraftSchema)
@blueprint.gives(Location="The draft.", ETag=VERSION)
def begin(body: dict[str, Any]) -> Response:
    """Begin a draft; it is forgotten seven days after its last change. Its call's clock runs from now."""

    def do(work: Work) -> Answer:
        draft = drafts.begin(work, staff(), body["entries"])
        where = {"Location": f"/api/v1/hotline/drafts/{draft.id}"}
        return whole(draft), 201, where | {"ETag": f'"v{draft.version}"'}

    return sent(answer_once(acting(), do))


@blueprint.get("/drafts/<uuid:draft_id>")
@require_role(Role.HOTLINE)
@blueprint.response(200, SeatDraftSchema)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def show(draft_id: UUID) -> Response:
    """What stands in a draft of the caller's own."""
    with works().begin(acting()) as work:
        draft = _own(work, draft_id)
        return etags.stamp(jsonify(whole(draft)), draft.version)


@blueprint.put("/drafts/<uuid:draft_id>")
@require_role(Role.HOTLINE)
@blueprint.arguments(SeatDraftBodySchema)
@blueprint.response(200, SeatDraftSchema)
@blueprint.versioned
@blueprint.refuses(404)
def replace(body: dict[str, Any], draft_id: UUID) -> Response:
    """Put this in its place; 412 when another tab or program was quicker, whose text then stays."""
    with works().begin(acting()) as work:
        draft = _own(work, draft_id)
        etags.check(draft.version)
        draft = drafts.replace(work, staff(), draft_id, draft.version, body["entries"])
        return etags.stamp(jsonify(whole(draft)), draft.version)


@blueprint.delete("/drafts/<uuid:draft_id>")
@require_role(Role.HOTLINE)
@blueprint.response(204, description=N_("It is forgotten."))
@blueprint.versioned
@blueprint.refuses(404)
def discard(draft_id: UUID) -> Response:
    """Forget it, as is done by itself when its call is saved at the desk."""
    with works().begin(acting()) as work:
        etags.check(_own(work, draft_id).version)
        drafts.discard(work, staff(), draft_id)
    return Response(status=204)


@blueprint.post("/calls")
@require_role(Role.HOTLINE)
@blueprint.arguments(RingBodySchema)
@once
@blueprint.response(201, RingSchema)
def announce(body: dict[str, Any]) -> Response:
    """Say that a call comes in: the seat's open page shows it; `screen_pop` opens it in another."""

    def do(work: Work) -> Answer:
        try:
            return ring_json(rings.announce(work, staff().home, body["number"], body["seat"])), 201, {}
        except rings.NoSeat:
            error = {"pointer": "/seat", "message": gettext(NO_SEAT), "code": "unknown_seat"}
            raise problem(422, "invalid", errors=[error]) from None

    return sent(answer_once(acting(), do))


@blueprint.post("/calls/<uuid:call_id>/end")
@require_role(Role.HOTLINE)
@once
@blueprint.response(200, RingSchema)
@blueprint.refuses(404)
def end(call_id: UUID) -> Response:
    """Say that the line is closed: an unanswered call stops ringing, a taken one stops its clock."""

    def do(work: Work) -> Answer:
        try:
            return ring_json(rings.end(work, staff().home, call_id)), 200, {}
        except rings.Unknown:
            raise problem(404, "not_found") from None

    return sent(answer_once(acting(), do))


def _own(work: Work, draft_id: UUID) -> SeatDraft:
    try:
        return drafts.load(work, staff(), draft_id)
    except drafts.Unknown:
        raise problem(404, "not_found") from None


def line(draft: SeatDraft) -> dict[str, Any]:
    return {
        "id": str(draft.id),
        "version": draft.version,
        "began_at": draft.began_at.isoformat(),
        "changed_at": draft.changed_at.isoformat(),
        "on_hold": draft.held_since is not None,
        "held_seconds": draft.held_seconds,
    }


def whole(draft: SeatDraft) -> dict[str, Any]:
    return line(draft) | {"fields": draft.fields}


def ring_json(ring: SeatRing) -> dict[str, Any]:
    return {
        "id": str(ring.id),
        "rang_at": ring.rang_at.isoformat(),
        "taken_at": ring.taken_at.isoformat() if ring.taken_at else None,
        "ended_at": ring.ended_at.isoformat() if ring.ended_at else None,
        "screen_pop": f"/hotline/?ring={ring.id}",
    }
