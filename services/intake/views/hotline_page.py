"""What the hotline's page shows: the call and the caller, the form, and what is known beside it."""

from typing import Any

from flask import render_template

from services.intake import history, seats, tickets
from services.intake.domain.calling import clock, masked
from services.intake.domain.likeness import Matter
from services.intake.drafts import Values
from services.intake.form import faults, places
from services.intake.hotline import drafts, rings, scripts
from services.intake.hotline_models import SeatDraft
from services.intake.views import choices, readback
from services.intake.views.cookies import SEAT_RECEIPT
from services.intake.views.hotline_sheet import WHO, shown
from shared.clock import china_day
from shared.divisions import division_of
from shared.staff.web import acting, staff
from shared.web import settings, works
from shared.work import Work


def found(values: Values, errors: faults.Faults, *, looked: bool) -> str:
    """The parts of the page that follow what is typed, for its script."""
    with works().begin(acting()) as work:
        known = _known(work, values, errors) if looked else None
    text = readback.sentences(values)
    return render_template("intake/hotline/found.html", known=known, readback=text)


def page(values: Values, errors: faults.Faults, *, looked: bool = False) -> str:
    with works().begin(acting()) as work:
        recent = seats.recent(work, staff(), 20)["items"]
        looked = looked or bool(values.get("call_number"))
        known = _known(work, values, errors) if looked else None
        waiting = [_listed(work, draft) for draft in drafts.waiting(work, staff())]
        ringing = ringing_now(work)
        words = scripts.of(work.session, division_of(staff().home))
    open_draft = next((draft for draft in waiting if draft["id"] == values.get("draft")), None)
    context: dict[str, Any] = {
        "known": known,
        "values": values,
        "errors": errors,
        "choices": choices,
        "scripts": words,
        "recent": recent,
        "waiting": [draft for draft in waiting if draft is not open_draft],
        "course": open_draft,
        "ringing": ringing,
        "readback": readback.sentences(values),
        # Whoever takes another call meanwhile finds the receipt again on the empty page.
        "receipt": None if values else SEAT_RECEIPT.read(),
        "ticket": values.get("ticket") or new_ticket(),
        "year": china_day(works().clock()).year,
        "demo": settings().demo,
        "who_choices": places.of(values, f"{WHO}place").choices,
        "entrusted_choices": places.of(values, f"{WHO}entrusted_by").choices,
        "place_choices": places.of(values, "place").choices,
    }
    return render_template("intake/hotline/desk.html", **context)


def ringing_now(work: Work) -> list[dict[str, Any]]:
    """Calls that the seat may take, with the number as it may stand on a screen."""
    return [
        {"id": str(ring.id), "number": masked(ring.number or ""), "rang_at": ring.rang_at}
        for ring in rings.ringing(work, staff())
    ]


def _listed(work: Work, draft: SeatDraft) -> dict[str, Any]:
    """A draft as its own seat sees it in the list."""
    course = drafts.course_of(draft)
    fields = shown(draft.fields)
    words = fields.get("what") or fields.get("who_name") or ""
    return {
        "id": str(draft.id),
        "words": " ".join(words.split())[:30],
        "number": masked(fields.get("call_number") or ""),
        "changed_at": draft.changed_at,
        "began_at": draft.began_at,
        "held": draft.held_since is not None,
        "seconds": course.lasted(work.now),
        "held_seconds": course.held(work.now),
        "lasted": clock(course.lasted(work.now)),
        "waited": clock(course.held(work.now)),
    }


def _known(work: Work, values: Values, errors: faults.Faults) -> dict[str, Any]:
    """What the seat may know already of this caller and of complaints like this."""
    number = "" if "call_number" in errors else values.get("call_number", "").strip()
    where = {places.of(values, name).code for name in (f"{WHO}place", "place")}
    matter = Matter(values.get("what", ""), {code for code in where if code})
    said = matter.text.strip() or matter.divisions
    return {
        "earlier": history.of_caller(work, staff(), number) if number else [],
        "alike": history.like(work, staff(), matter) if said else [],
    }


def new_ticket() -> str:
    return tickets.draw(works().clock()).sealed()
