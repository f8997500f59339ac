"""The desk's forms about a supervised unit, and about the complainant called back."""

from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from services.investigation.answering import name_of
from services.investigation.desk import DESK, Desk
from services.investigation.domain.calling import Answer, Way
from services.investigation.domain.unit import Asked, Request, Ruling, grouped
from services.investigation.handlers import calling, unit_links, unit_requests, urging
from services.investigation.models import Document
from services.investigation.replies import official
from services.investigation.schemas import requests as schemas
from services.investigation.schemas import unit as schemas_unit
from services.investigation.unit_text import BY_LINK
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.submit import submitted
from shared.i18n import N_
from shared.staff.web import require_role


@blueprint.post("/cases/<uuid:case_id>/unit-links")
@require_role(*DESK)
def issue_link(case_id: UUID) -> Response:
    """The one page that shows the link: to be printed and served with the document."""
    made: dict[str, Any] = {}

    def act(at: Desk, body: dict[str, Any]) -> None:
        token = unit_links.issue(at.work, at.folder, at.caller, body["item"])
        item = unit_links.find_item(at.folder, body["item"])
        document = at.work.session.get(Document, item.document_id) if item.document_id else None
        address = url_for("desk.unit_page", token=grouped(token), _external=True)
        made.update(link=address, item=item, until=at.folder.links[-1].until, document=document)
        made["page"] = render_template(
            "investigation/unit_link.html", case_id=case_id, told=official(BY_LINK), **made
        )

    answer = submitted(
        case_id, "closing", schemas_unit.LinkBody, _sent("item"), act, N_("The link is issued."),
        anchor="corrections",
    )  # fmt: skip
    return make_response(made["page"], 201) if answer.status_code == 303 else answer


@blueprint.post("/cases/<uuid:case_id>/unit-links/<uuid:link_id>/revocation")
@require_role(*DESK)
def revoke_link(case_id: UUID, link_id: UUID) -> Response:
    def act(at: Desk, _: dict[str, Any]) -> None:
        unit_links.revoke(at.work, at.folder, at.caller, link_id)

    done = N_("The link leads nowhere any more.")
    return submitted(case_id, "closing", schemas.Nothing, {}, act, done, anchor="corrections")


@blueprint.post("/cases/<uuid:case_id>/unit-requests")
@require_role(*DESK)
def enter_request(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        asked = Asked(Request(body["request"]), body["who"], body["reasons"], body["until"])
        unit_requests.enter(at.work, at.folder, at.caller, body["item"], asked, body["received"])

    sent: dict[str, Any] = _sent("item", "request", "who", "reasons")
    sent |= {name: typed.day(request.form, name) or None for name in ("until", "received")}
    done = N_("It lies before the head.")
    return submitted(case_id, "closing", schemas_unit.RequestBody, sent, act, done, anchor="corrections")


@blueprint.post("/cases/<uuid:case_id>/unit-requests/<uuid:request_id>/ruling")
@require_role(*DESK)
def rule(case_id: UUID, request_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        ruling = Ruling(body["ruling"])
        unit_requests.decide(
            at.work, at.folder, at.caller, request_id, ruling, body["answer"], body["until"], name_of
        )

    sent: dict[str, Any] = _sent("ruling", "answer") | {"until": typed.day(request.form, "until") or None}
    done = N_("Your decision is kept, and its letter written.")
    return submitted(case_id, "closing", schemas_unit.RulingBody, sent, act, done, anchor="corrections")


@blueprint.post("/cases/<uuid:case_id>/urgings")
@require_role(*DESK)
def urge(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        urging.urge(at.work, at.folder, at.caller, body["item"], body["text"], body["until"], name_of)

    sent = _sent("item", "text") | {"until": typed.day(request.form, "until")}
    done = N_("The letter is written: serve it.")
    return submitted(case_id, "closing", schemas_unit.UrgingBody, sent, act, done, anchor="corrections")


@blueprint.post("/cases/<uuid:case_id>/call-back")
@require_role(*DESK)
def call_back(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        calling.keep(at.work, at.folder, at.caller, Way(body["way"]), Answer(body["answer"]), body["text"])

    sent = _sent("way", "answer", "text")
    done = N_("It is kept in the file.")
    return submitted(case_id, "closing", schemas_unit.CallBackBody, sent, act, done, anchor="call-back")


def _sent(*names: str) -> dict[str, Any]:
    return {name: request.form.get(name, "") for name in names}
