"""The hotline seat's page: one form in the order people talk, and what the seat has taken."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, request, url_for
from marshmallow import ValidationError
from sqlalchemy.exc import IntegrityError

from services.intake import reception, seats, tickets
from services.intake.domain.calling import Course
from services.intake.drafts import Values
from services.intake.fields import Phone
from services.intake.form import faults
from services.intake.hotline import drafts, rings, scripts
from services.intake.hotline.drafts import Kept, Outcome
from services.intake.hotline.seat import Taken
from services.intake.hotline_models import SeatDraft
from services.intake.reception import OtherComplaint, Received, Refused, StaleTicket
from services.intake.schemas.seats import HotlineComplaintSchema
from services.intake.tickets import BadTicket, Ticket
from services.intake.views import hotline_sheet
from services.intake.views.cookies import SEAT_RECEIPT
from services.intake.views.hotline_page import found, new_ticket, page
from services.intake.views.hotline_sheet import WHO, key_in, key_of, version_of
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.divisions import division_of
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.work import Work

blueprint = Blueprint("hotline", __name__, url_prefix="/hotline")

SENT = N_("This form was sent before with other answers. Press save again to keep it as another complaint.")
SAYS: dict[str, tuple[str, str]] = {
    Outcome.KEPT: (N_("The draft is kept."), "done"),
    Outcome.APART: (
        N_(
            "This draft was changed in another tab. Nothing was overwritten: yours is a draft of its own now."
        ),
        "near",
    ),
    Outcome.SENT: (N_("This call was saved before, in another tab."), "near"),
}
DISCARDED = N_("The draft was discarded.")
GONE = N_("This draft is not there any more: it was saved, discarded, or its seven days are over.")


@blueprint.get("/")
@require_role(Role.HOTLINE)
def desk() -> Response:
    """Empty, or with a draft, or with the number of a call that comes in."""
    if (key := key_in(request.args.get("draft"))) is not None:
        return _draft_page(key)
    values: Values = {}
    if (ring := key_in(request.args.get("ring"))) is not None:
        with works().begin(acting()) as work:
            found = rings.find(work, staff(), ring)
            values = {"call_number": found.number or "", "ring": str(ring)} if found else {}
    elif number := request.args.get("number", "")[:40]:
        values = {"call_number": number}
    return make_response(page(values, faults.said(Phone(), values, "call_number")))


@blueprint.post("/")
@require_role(Role.HOTLINE)
def submit() -> Response:
    """What the pressed button asks for; without one, the call is saved as a complaint."""
    values = hotline_sheet.typed()
    if errors := stale():
        return make_response(page(values, errors), 400)
    return _DO.get(values.get("do", ""), _save)(values)


@blueprint.post("/next")
@require_role(Role.HOTLINE)
def next_call() -> Response:
    """Put the receipt away."""
    return SEAT_RECEIPT.drop(make_response(redirect(url_for("hotline.desk"), 303)))


def keep_draft(values: Values, held: bool | None = None) -> Kept:
    """Keep what the page holds; `held`: let the caller wait, or go on with them."""

    def attempt() -> Kept:
        with works().begin(acting()) as work:
            key, ring = key_of(values), key_in(values.get("ring"))
            fields, version = hotline_sheet.kept(values), version_of(values)
            found = drafts.keep(work, staff(), key, version, fields, ring)
            if found.draft and held is not None:
                drafts.hold(work, found.draft, held)
            work.session.flush()
            if found.draft:
                work.session.expunge(found.draft)
            return found

    try:
        return attempt()
    except IntegrityError:  # the same draft was begun twice at once: the slower one finds it there
        return attempt()


def _look(values: Values) -> Response:
    return make_response(page(values, faults.said(Phone(), values, "call_number"), looked=True))


def _find(values: Values) -> Response:
    return make_response(found(values, faults.said(Phone(), values, "call_number"), looked=True))


def _read(values: Values) -> Response:
    return make_response(found(values, {}, looked=False))


def _keep(values: Values) -> Response:
    return _to_draft(keep_draft(values))


def _enter(values: Values) -> Response:
    """Enter before any script runs: what was typed is kept, and before a call the one that rings is taken."""
    if not hotline_sheet.untouched(values, china_day(works().clock())):
        return _keep(values)
    with works().begin(acting()) as work:
        waiting = [ring.id for ring in rings.ringing(work, staff())]
    return make_response(redirect(url_for("hotline.desk", ring=next(iter(waiting), None)), 303))


def _hold(values: Values) -> Response:
    return _to_draft(keep_draft(values, held=True))


def _resume(values: Values) -> Response:
    return _to_draft(keep_draft(values, held=False))


def _aside(values: Values) -> Response:
    """Keep it and turn to another call."""
    keep_draft(values, held=True)
    return make_response(redirect(url_for("hotline.desk"), 303))


def _discard(values: Values) -> Response:
    with works().begin(acting()) as work:
        drafts.discard(work, staff(), key_of(values))
    flash(gettext(DISCARDED))
    return make_response(redirect(url_for("hotline.desk"), 303))


_DO = {
    "look": _look,
    "find": _find,
    "read": _read,
    "keep": _keep,
    "enter": _enter,
    "hold": _hold,
    "resume": _resume,
    "aside": _aside,
    "discard": _discard,
}


def _to_draft(kept: Kept) -> Response:
    text, tone = SAYS[kept.outcome]
    flash(gettext(text), tone)
    key = kept.draft.id if kept.draft else None
    return make_response(redirect(url_for("hotline.desk", draft=key), 303))


def _draft_page(key: UUID) -> Response:
    with works().begin(acting()) as work:
        try:
            draft = drafts.load(work, staff(), key)
        except drafts.Unknown:
            flash(gettext(GONE), "near")
            return make_response(redirect(url_for("hotline.desk"), 303))
        values = _values(draft)
    return make_response(page(values, {}))


def _values(draft: SeatDraft) -> Values:
    return hotline_sheet.shown(draft.fields) | {"draft": str(draft.id), "version": str(draft.version)}


def _save(values: Values) -> Response:
    """Keep what was said; the receipt is shown to be read out, the complaint itself not again."""
    today = china_day(works().clock())
    said = hotline_sheet.sheet(values, today)
    if errors := hotline_sheet.errors(values, said, today):
        return _refused(values, errors, 422)
    try:
        answer = _receive(values, said)
    except ValidationError as error:
        return _refused(values, hotline_sheet.by_field(error), 422)
    except (OtherComplaint, StaleTicket):
        return _refused(values | {"ticket": ""}, {"": gettext(SENT)}, 409)
    back = make_response(redirect(url_for("hotline.desk"), 303))
    return SEAT_RECEIPT.put(back, [answer.tracking_number, answer.receipt_code])


def _refused(values: Values, errors: faults.Faults, status: int) -> Response:
    """What was typed stands on the page and in the draft."""
    values = values | {"ticket": values.get("ticket") or new_ticket()}
    if draft := keep_draft(values).draft:
        values |= {"draft": str(draft.id), "version": str(draft.version)}
    return make_response(page(values, errors), status)


def _receive(values: Values, said: Any) -> Received:
    """Raises ValidationError with fields of this page, OtherComplaint, StaleTicket."""
    with works().begin(acting()) as work:
        taken = _taken(work, values)
        times = {"started_at": taken.began_at.isoformat(), "ended_at": taken.ended_at.isoformat()}
        body = hotline_sheet.body(values, said, times, work.today)
        paper = HotlineComplaintSchema.paper(body)
        seat = seats.seat_of(staff(), body["call"], body["external_order"], taken, paper)
        submission = HotlineComplaintSchema.submission(body)
        try:
            answer = reception.receive(work, submission, _ticket(values), seat)
        except Refused as refused:
            raise ValidationError({"": [str(refused)]}) from refused
        drafts.discard(work, staff(), key_of(values))
        return answer


def _taken(work: Work, values: Values) -> Taken:
    """How the call went, by its draft; a page without one was not timed."""
    ring = key_in(values.get("ring"))
    try:
        draft = drafts.load(work, staff(), key_of(values))
        course, ring = drafts.course_of(draft), draft.ring_id
    except drafts.Unknown:
        course = Course(rings.take(work, staff(), ring) or work.now)
    ended_at = rings.ended_at(work, ring) or work.now
    words = scripts.of(work.session, division_of(staff().home))
    return Taken(
        staff_id=staff().staff_id,
        began_at=course.began_at,
        ended_at=max(course.began_at, ended_at),
        held_seconds=course.held(work.now),
        read_back=bool(values.get("read_back")),
        asked=words.ticked(values.get(f"{WHO}kind", ""), values.get("asked", [])),
    )


def _ticket(values: Values) -> Ticket | None:
    try:
        return tickets.read(values.get("ticket", ""))
    except BadTicket:
        return None
