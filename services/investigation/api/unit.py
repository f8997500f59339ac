"""Supervised units: what they ask for, what the head says, links that end; and the complainant called back.

A link is issued at the pages only: an answer kept for its Idempotency-Key would keep its secret.
"""

from typing import Any
from uuid import UUID

from services.investigation.answering import change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK
from services.investigation.domain.calling import Answer as Said
from services.investigation.domain.calling import Way
from services.investigation.domain.unit import Asked, Request, Ruling
from services.investigation.handlers import calling, unit_links, unit_requests, urging
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.requests import Nothing
from services.investigation.schemas.unit import CallBackBody, RequestBody, RulingBody, UrgingBody
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


@blueprint.post("/cases/<uuid:case_id>/unit-links/<uuid:link_id>/revocation")
@require_role(*DESK)
@once
@blueprint.arguments(Nothing)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def revoke_link(body: dict[str, Any], case_id: UUID, link_id: UUID) -> Answer:
    """Revoke the link that a unit was given; links are issued at the pages only."""
    return change(case_id, lambda at: unit_links.revoke(at.work, at.folder, at.caller, link_id))


@blueprint.post("/cases/<uuid:case_id>/unit-requests")
@require_role(*DESK)
@once
@blueprint.arguments(RequestBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def enter_request(body: dict[str, Any], case_id: UUID) -> Answer:
    """Enter the objection of a unit, or its application for more time, that came on paper."""
    asked = Asked(Request(body["request"]), body["who"], body["reasons"], body["until"])
    return change(
        case_id,
        lambda at: unit_requests.enter(at.work, at.folder, at.caller, body["item"], asked, body["received"]),
        status=201,
    )


@blueprint.post("/cases/<uuid:case_id>/unit-requests/<uuid:request_id>/ruling")
@require_role(*DESK)
@once
@blueprint.arguments(RulingBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def rule(body: dict[str, Any], case_id: UUID, request_id: UUID) -> Answer:
    """Decide what the unit asks for; it is answered in writing."""
    return change(
        case_id,
        lambda at: unit_requests.decide(
            at.work,
            at.folder,
            at.caller,
            request_id,
            Ruling(body["ruling"]),
            body["answer"],
            body["until"],
            name_of,
        ),
    )


@blueprint.post("/cases/<uuid:case_id>/urgings")
@require_role(*DESK)
@once
@blueprint.arguments(UrgingBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def urge(body: dict[str, Any], case_id: UUID) -> Answer:
    """Press a unit that has not reported by its day (督办函), with a last day."""
    return change(
        case_id,
        lambda at: urging.urge(
            at.work, at.folder, at.caller, body["item"], body["text"], body["until"], name_of
        ),
        status=201,
    )


@blueprint.post("/cases/<uuid:case_id>/call-back")
@require_role(*DESK)
@once
@blueprint.arguments(CallBackBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def call_back(body: dict[str, Any], case_id: UUID) -> Answer:
    """Keep what the complainant said when asked after the reply."""
    way, said = Way(body["way"]), Said(body["answer"])
    return change(
        case_id, lambda at: calling.keep(at.work, at.folder, at.caller, way, said, body["text"]), status=201
    )
