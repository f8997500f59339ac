"""The hotline seat's page: one form in the order people talk, and what the seat has taken."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from services.intake import history, reception, seats, tickets
from services.intake.domain.likeness import Matter
from services.intake.drafts import Sheet, Values
from services.intake.fields import Phone
from services.intake.form import faults, places
from services.intake.form.payload import payload
from services.intake.form.steps import BY_NAME, CONTACT, NAMED
from services.intake.reception import OtherComplaint, Received, Refused, StaleTicket
from services.intake.schemas import HotlineComplaintSchema
from services.intake.tickets import BadTicket, Ticket
from services.intake.views import choices
from services.intake.views.cookies import SEAT_RECEIPT
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.validation import Text, field_errors
from shared.work import Work

blueprint = Blueprint("hotline", __name__, url_prefix="/hotline")

OF_THE_CALL = {"call_number": Phone(), "order_system": Text(most=40), "order_number": Text(most=80)}
"""What is asked here and not of citizens."""
WHO = "who_"
"""Before the respondent's fields, since `place` and `name` stand twice on this page."""
LOOK = "look"
"""Pressed to see what is known already; nothing is kept."""
SENT = N_("This form was sent before with other answers. Press save again to keep it as another complaint.")


@blueprint.get("/")
@require_role(Role.HOTLINE)
def desk() -> str:
    return _page({}, {})


@blueprint.post("/")
@require_role(Role.HOTLINE)
def submit() -> Response:
    """Keep what was said; the receipt is shown to be read out, the complaint itself not again."""
    typed = request.form.to_dict() | {name: request.form.getlist(name) for name in ("marks", "natures")}
    if errors := stale():
        return make_response(_page(typed, errors), 400)
    if typed.get("do") == LOOK:
        return make_response(_page(typed, faults.said(Phone(), typed, "call_number"), looked=True))
    sheet = _sheet(typed)
    errors = _errors(typed, sheet)
    if errors:
        return make_response(_page(typed, errors), 422)
    try:
        answer = _receive(typed, sheet)
    except ValidationError as error:
        return make_response(_page(typed, _by_field(error)), 422)
    except (OtherComplaint, StaleTicket):
        return make_response(_page(typed | {"ticket": ""}, {"": gettext(SENT)}), 409)
    back = make_response(redirect(url_for("hotline.desk"), 303))
    return SEAT_RECEIPT.put(back, [answer.tracking_number, answer.receipt_code])


@blueprint.post("/next")
@require_role(Role.HOTLINE)
def next_call() -> Response:
    """Put the receipt away."""
    return SEAT_RECEIPT.drop(make_response(redirect(url_for("hotline.desk"), 303)))


def _sheet(typed: Values) -> Sheet:
    """The one page as the sheet that the citizens' form fills in steps."""
    who = {name.removeprefix(WHO): text for name, text in typed.items() if name.startswith(WHO)}
    identity = typed.get("identity", "")
    you = {"identity": identity}
    if identity in NAMED:
        you |= {f"{identity}_{name}": typed.get(f"person_{name}", "") for name in CONTACT}
    rest = {
        step: {name: typed[name] for name in (*BY_NAME[step].fields, *BY_NAME[step].lists) if name in typed}
        for step in ("what", "when", "circumstances", "evidence")
    }
    named = [who] if who.get("kind") and who["kind"] != "unknown" else []
    return Sheet("", rest | {"you": you, "who": {"kind": who.get("kind", "")}}, named)


def _errors(typed: Values, sheet: Sheet) -> faults.Faults:
    today = china_day(works().clock())
    found: faults.Faults = {}
    for step in ("who", "what", "when", "circumstances", "evidence"):
        before = WHO if step == "who" else ""
        found |= {f"{before}{name}": text for name, text in faults.of_step(sheet, step, today).items()}
    for values in sheet.respondents:
        found |= {f"{WHO}{name}": text for name, text in faults.of_respondent(values).items()}
    identity = typed.get("identity", "")
    for name, check in OF_THE_CALL.items():
        found |= faults.said(check, typed, name)
    for name, text in faults.of_step(sheet, "you", today).items():
        found[f"person_{name.removeprefix(identity + '_')}" if identity in NAMED else name] = text
    return found


def _receive(typed: Values, sheet: Sheet) -> Received:
    """Raises ValidationError with fields of this page, OtherComplaint, StaleTicket."""
    body = payload(sheet) | {"channel": typed.get("channel") or "hotline"}
    if typed.get("call_number") or typed.get("read_back"):
        body["call"] = {"number": typed.get("call_number") or None, "read_back": bool(typed.get("read_back"))}
    if typed.get("order_system") or typed.get("order_number"):
        body["external_order"] = {
            "system": typed.get("order_system", ""),
            "number": typed.get("order_number", ""),
        }
    said = HotlineComplaintSchema().load(body)
    seat = seats.seat_of(staff(), said["call"], said["external_order"])
    submission = HotlineComplaintSchema.submission(said)
    with works().begin(acting()) as work:
        try:
            return reception.receive(work, submission, _ticket(typed), seat)
        except Refused as refused:
            raise ValidationError({"": [str(refused)]}) from refused


def _ticket(typed: Values) -> Ticket | None:
    try:
        return tickets.read(typed.get("ticket", ""))
    except BadTicket:
        return None


_PLACES = {
    "/call/number": "call_number",
    "/external_order/system": "order_system",
    "/external_order/number": "order_number",
    "/channel": "channel",
}


def _by_field(error: ValidationError) -> faults.Faults:
    return {_PLACES.get(one["pointer"], ""): one["message"] for one in field_errors(error.messages)}


def _known(work: Work, typed: Values, errors: faults.Faults) -> dict[str, Any]:
    """What the seat may know already of this caller and of complaints like this."""
    number = "" if "call_number" in errors else typed.get("call_number", "").strip()
    where = {places.of(typed, name).code for name in (f"{WHO}place", "place")}
    matter = Matter(typed.get("what", ""), {code for code in where if code})
    return {
        "earlier": history.of_caller(work, staff().home, number) if number else [],
        "alike": history.like(work, staff().home, matter),
    }


def _page(typed: Values, errors: faults.Faults, *, looked: bool = False) -> str:
    with works().begin(acting()) as work:
        recent = seats.recent(work, staff().home, 20)["items"]
        known = _known(work, typed, errors) if looked else None
    context: dict[str, Any] = {
        "known": known,
        "values": typed,
        "errors": errors,
        "choices": choices,
        "recent": recent,
        "receipt": SEAT_RECEIPT.read(),
        "ticket": typed.get("ticket") or tickets.draw(works().clock()).sealed(),
        "who_choices": places.of(typed, f"{WHO}place").choices,
        "entrusted_choices": places.of(typed, f"{WHO}entrusted_by").choices,
        "place_choices": places.of(typed, "place").choices,
    }
    return render_template("intake/hotline/desk.html", **context)
