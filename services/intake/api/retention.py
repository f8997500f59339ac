"""How long a complaint is kept; what holds it; certificates of what was erased."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.intake.retention import certificates, holding
from services.intake.retention.certificates import NotTheirs as NoCertificate
from services.intake.retention.holding import Lifted, NotTheirs, Wanted
from services.intake.retention.showing import shown
from services.intake.schemas.retention import (
    CertificateOut,
    CertificateRows,
    HoldSchema,
    LiftSchema,
    RetentionOut,
)
from services.intake.sight import LOOKING
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint("retention", __name__, url_prefix="/api/v1", description="How long it is kept")
DESKS = tuple(sorted(LOOKING))
READERS = (Role.HEAD, Role.AUDITOR)
LIFTED = N_("This hold was ended before.")


@blueprint.get("/complaints/<string:tracking_number>/retention")
@require_role(*DESKS)
@blueprint.response(200, RetentionOut)
@blueprint.refuses(404)
def retention(tracking_number: str) -> Response:
    """Until when it is kept, why, and what holds it beyond that."""
    try:
        with works().begin(acting()) as work:
            told = shown(work, staff(), tracking_number)
            work.record("retention.read", told["tracking_number"], {"home": staff().home})
            return jsonify(told)
    except NotTheirs:
        raise problem(404, "not_found") from None


@blueprint.post("/complaints/<string:tracking_number>/holds")
@require_role(Role.HEAD)
@blueprint.arguments(HoldSchema)
@once
@blueprint.response(201, RetentionOut)
@blueprint.refuses(404)
def place(body: dict[str, Any], tracking_number: str) -> Response:
    """Keep it beyond its term. The head of a body that has it decides; the desks read it with the case."""

    def do(work: Work) -> Answer:
        holding.place(work, staff(), tracking_number, Wanted(**body))
        return shown(work, staff(), tracking_number), 201, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None


@blueprint.post("/complaints/<string:tracking_number>/holds/<uuid:hold_id>/lifting")
@require_role(Role.HEAD)
@blueprint.arguments(LiftSchema)
@once
@blueprint.response(200, RetentionOut)
@blueprint.refuses(404, 409)
def lift(body: dict[str, Any], tracking_number: str, hold_id: UUID) -> Response:
    """End a hold, with a reason."""

    def do(work: Work) -> Answer:
        holding.lift(work, staff(), tracking_number, hold_id, body["reason"])
        return shown(work, staff(), tracking_number), 200, {}

    try:
        return sent(answer_once(acting(), do))
    except NotTheirs:
        raise problem(404, "not_found") from None
    except Lifted:
        raise problem(409, "lifted_before", gettext(LIFTED)) from None


@blueprint.get("/erasure-certificates")
@require_role(*READERS)
@blueprint.response(200, CertificateRows)
def listed() -> Response:
    """The certificates of the caller's body, the newest first."""
    with works().reading() as session:
        rows = certificates.of(session, staff())
        items = [
            {"id": str(one.id), "number": one.number, "at": one.at.isoformat(), "count": one.count}
            for one in rows
        ]
    return jsonify({"items": items})


@blueprint.get("/erasure-certificates/<uuid:certificate_id>")
@require_role(*READERS)
@blueprint.response(200, CertificateOut)
@blueprint.refuses(404)
def certificate(certificate_id: UUID) -> Response:
    """What was erased, by number, day and rule; no content is kept to be shown."""
    try:
        with works().begin(acting()) as work:
            found = certificates.find(work.session, staff(), certificate_id)
            work.record("erasure.certificate_read", f"{found.body}:{found.number}")
            return jsonify(certificates.as_json(work.session, found))
    except NoCertificate:
        raise problem(404, "not_found") from None
