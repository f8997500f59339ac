"""The forms of the case page. A refused form comes back with what was typed and what to do about it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from marshmallow import Schema, ValidationError
from werkzeug.wrappers import Response as AnyResponse

from services.investigation import wording
from services.investigation.answering import name_of, refusal
from services.investigation.api.cases import RECTIFYING
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, any_version, changing
from services.investigation.domain.case import Fault
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Group
from services.investigation.domain.records import RecordKind
from services.investigation.domain.states import Forbidden
from services.investigation.handlers import completion, decisions, matters, people
from services.investigation.handlers.steps import Rejected, require
from services.investigation.schemas import requests as schemas
from services.investigation.views import answered, typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.case import show
from shared.contracts.terms import Decision, Finding, Nature
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.problems import problem
from shared.web.validation import form_errors

Act = Callable[[Desk, dict[str, Any]], None]
CORRECTED = {
    "reported": N_("The unit's report is kept. Now check it."),
    "confirmed": N_("The correction is confirmed."),
    "not_accepted": N_("The proof is not accepted: the unit reports again."),
}
CHANGED = N_("Someone changed this case while you were writing. Look at the change, then send it again.")


class Stale(Exception):
    """The case is not at the version that the form was made for."""


def _as_shown(version: int) -> None:
    if request.form.get("version") != str(version):
        raise Stale


def submitted(
    case_id: UUID,
    tab: str,
    body: type[Schema],
    sent: Mapping[str, Any],
    act: Act,
    done: str,
    agree: Callable[[int], None] = _as_shown,
    anchor: str | None = None,
    leave: bool = False,
    record: str | None = None,
    opens: bool = False,
) -> AnyResponse:
    """Make the change and go on to `tab` (with `record`, to the form of one; with `leave`, to the queue), or
    show the form again. `opens` as in `changing`."""
    positions: dict[str, int] = {}
    try:
        given = body().load(sent)
        with changing(case_id, agree, opens=opens) as desk:
            positions.update({each.ref: each.position for each in desk.folder.allegations})
            act(desk, given)
    except ValidationError as error:
        return again(case_id, tab, form_errors(error.messages), 422)
    except Rejected as error:
        return again(case_id, tab, wording.errors(error.faults, positions), 422)
    except Forbidden as error:
        closed = refusal(error)
        return again(case_id, tab, [{"pointer": "", "message": closed.detail}], closed.status)
    except Stale:
        return again(case_id, tab, [{"pointer": "", "message": gettext(CHANGED)}], 412)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    flash(gettext(done), "done")
    if leave:
        return redirect(url_for("desk.desk"), 303)
    return redirect(url_for("desk.case", case_id=case_id, tab=tab, record=record, _anchor=anchor), 303)


def again(case_id: UUID, tab: str, errors: list[dict[str, str]], status: int) -> Response:
    """The page once more, with what was typed and what is wrong with it."""
    found: dict[str, str] = {}
    for each in errors:
        name = typed.field_of(each["pointer"], request.form)
        known = found.get(name)
        if known is None or each["message"] not in known:
            found[name] = f"{known} {each['message']}" if known else each["message"]
    return show(case_id, tab, found, typed.kept(request.form), status)


@blueprint.post("/cases/<uuid:case_id>/claim")
@require_role(*DESK)
def claim(case_id: UUID) -> AnyResponse:
    def act(at: Desk, _: dict[str, Any]) -> None:
        people.claim(at.work, at.folder, at.caller)

    done = N_("The case is yours.")
    return submitted(case_id, "timeline", schemas.Nothing, {}, act, done, any_version)


@blueprint.post("/cases/<uuid:case_id>/release")
@require_role(*DESK)
def release(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        people.release(at.work, at.folder, at.caller, body["reason"])

    sent = {"reason": request.form.get("reason", "")}
    return submitted(case_id, "timeline", schemas.Release, sent, act, N_("The case is back in the queue."))


@blueprint.post("/cases/<uuid:case_id>/assignment")
@require_role(*DESK)
def assign(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        people.assign(at.work, at.folder, at.caller, body["username"], body["part"])

    sent = {name: request.form.get(name, "") for name in ("username", "part")}
    done, wanted = N_("The assignment is kept."), request.form.get("record")
    if wanted not in set(RecordKind):
        return submitted(case_id, "timeline", schemas.Assignment, sent, act, done)
    # Whoever was missing for an interview or a visit is there now: back to its form.
    anchor = f"new-{wanted}"
    return submitted(case_id, "work", schemas.Assignment, sent, act, done, anchor=anchor, record=wanted)


@blueprint.post("/cases/<uuid:case_id>/declaration")
@require_role(*DESK)
def declare(case_id: UUID) -> AnyResponse:
    def act(at: Desk, _: dict[str, Any]) -> None:
        people.declare(at.work, at.folder, at.caller)

    done = N_("Your declaration is kept.")
    return submitted(case_id, "timeline", schemas.Nothing, {}, act, done, any_version)


@blueprint.post("/cases/<uuid:case_id>/findings")
@require_role(*DESK)
def record_finding(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        nature = Nature(body["nature"]) if body["nature"] else None
        found = Found(**body | {"finding": Finding(body["finding"]), "nature": nature})
        matters.record_finding(at.work, at.folder, at.caller, found)

    sent = typed.finding(request.form)
    done = N_("The finding is kept.")
    return submitted(case_id, "matters", schemas.FindingBody, sent, act, done, anchor="matters")


@blueprint.post("/cases/<uuid:case_id>/outcomes")
@require_role(*DESK)
def propose(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        outcomes = answered.outcomes(at.folder, body["outcomes"], request.form)
        ends = any(each.code in SPECS and each.spec.group is Group.END for each in outcomes)
        # A button once chosen cannot be left open again; who ends the case judges nothing by it.
        first = None if ends else body["first_result"]
        decisions.propose(at.work, at.folder, at.caller, outcomes, name_of, first)
        unsaid = at.folder.case.decision == Decision.RECHECK and not (first or ends)
        require([Fault("/first_result", "required", "petition:35")] if unsaid else [])

    sent = typed.outcomes(request.form, SPECS)
    sent |= {"first_result": request.form.get("first_result") or None}
    done = N_("The proposal lies before the head.")
    return submitted(case_id, "outcome", schemas.OutcomesBody, sent, act, done)


@blueprint.post("/cases/<uuid:case_id>/approval")
@require_role(*DESK)
def decide(case_id: UUID) -> AnyResponse:
    approving = request.form.get("decision") == "approve"

    def act(at: Desk, body: dict[str, Any]) -> None:
        if approving:
            decisions.decide(at.work, at.folder, at.caller, body["reason"], name_of, body["templates"])
        else:
            decisions.send_back(at.work, at.folder, at.caller, body["reason"])

    sent = {name: request.form.get(name, "") for name in ("decision", "reason")}
    sent |= {"templates": request.form["templates"]} if "templates" in request.form else {}
    approved = N_("Approved. The reply is on its way to the complainant.")
    others = {"below": N_("Passed on to the next step."), "own": N_("Approved. The outcome stands.")}
    yes = others.get(request.form.get("step", ""), approved)
    done = yes if approving else N_("Returned to the investigators.")
    return submitted(case_id, "outcome", schemas.ApprovalBody, sent, act, done, opens=True)


@blueprint.post("/cases/<uuid:case_id>/messages")
@require_role(*DESK)
def write(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        matters.message_complainant(at.work, at.folder, at.caller, body["text"])

    sent = {"text": request.form.get("text", "")}
    done = N_("The message is on its way.")
    return submitted(case_id, "messages", schemas.MessageBody, sent, act, done, any_version)


@blueprint.post("/cases/<uuid:case_id>/rectification")
@require_role(*DESK)
def rectify(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        act_on = RECTIFYING[body["status"]]
        act_on(at.work, at.folder, at.caller, body["item"], body["text"], body["visit"], body["received"])

    sent = typed.rectification(request.form)
    done = CORRECTED.get(sent["status"], CORRECTED["reported"])
    return submitted(case_id, "closing", schemas.RectificationBody, sent, act, done, anchor="corrections")


@blueprint.post("/cases/<uuid:case_id>/closure")
@require_role(*DESK)
def close(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        completion.close(at.work, at.folder, at.caller, body["checks"])

    sent = typed.closure(request.form)
    return submitted(case_id, "closing", schemas.ClosureBody, sent, act, N_("The case is closed."))
