"""The hotline's one page as the sheet that the citizens' form fills in steps, and its faults by field."""

import unicodedata
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import request
from marshmallow import ValidationError

from services.intake import vault, wording
from services.intake.domain import arrival
from services.intake.domain.arrival import PaperDays
from services.intake.drafts import Sheet, Values
from services.intake.fields import Phone
from services.intake.form import faults
from services.intake.form.payload import day, payload
from services.intake.form.steps import BY_NAME, CONTACT, NAMED
from services.intake.schemas.seats import HotlineComplaintSchema
from shared.i18n import gettext
from shared.web.validation import Day, Text, field_errors

OF_THE_CALL = {"call_number": Phone(), "order_system": Text(most=40), "order_number": Text(most=80)}
"""What is asked here and not of citizens."""
OF_THE_PAPER = ("received_on", "dated_on")
WHO = "who_"
"""Before the respondent's fields, since `place` and `name` stand twice on this page."""
LISTS = ("marks", "natures", "asked")
NOT_KEPT = ("csrf_token", "do", "draft", "version", "ring")
"""What of the form is about the page, and not about the call."""
STANDS_THERE = {"channel": "hotline", "review": "none", "litigation": "none", "person_kind": "citizen"}
"""What an empty form says already, beside its ticket and the year of its days."""
LONGEST = 60_000
STEPS = ("what", "when", "circumstances", "evidence")


def typed() -> Values:
    """What stands in the form that was sent."""
    return request.form.to_dict() | {name: request.form.getlist(name) for name in LISTS}


def kept(values: Values) -> Values:
    """Of it, what a draft keeps."""
    names = [name for name in values if name not in NOT_KEPT and len(name) <= 40]
    return {name: values[name] if name in LISTS else values[name][:LONGEST] for name in names[:100]}


def untouched(values: Values, today: date) -> bool:
    """Whether the form is as it was before the call: no draft yet, and nothing said."""
    years = {name: str(today.year) for name in values if name.endswith("_year")}
    there = {"ticket": values.get("ticket"), **STANDS_THERE, **years}
    said = (name for name, text in kept(values).items() if text and text != there.get(name))
    return not values.get("draft") and not values.get("ring") and not any(said)


def shown(fields: Values) -> Values:
    """A draft's fields as the form holds them, whatever a program put in."""
    return {
        name: value for name, value in fields.items() if isinstance(value, list if name in LISTS else str)
    }


def key_of(values: Values) -> UUID:
    """The draft's identifier. Before the first answer it follows from the ticket, so that what is sent again
    because the answer was lost begins no second draft."""
    if key := key_in(values.get("draft")):
        return key
    ticket = values.get("ticket")
    return UUID(vault.word_hash("seat draft", ticket)) if ticket else uuid4()


def key_in(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def version_of(values: Values) -> int:
    text = values.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def sheet(values: Values, today: date) -> Sheet:
    who = {name.removeprefix(WHO): text for name, text in values.items() if name.startswith(WHO)}
    identity = values.get("identity", "")
    you = {"identity": identity}
    if identity in NAMED:
        you |= {f"{identity}_{name}": text for name, text in contact(values).items()}
    rest = {
        step: {name: values[name] for name in (*BY_NAME[step].fields, *BY_NAME[step].lists) if name in values}
        for step in STEPS
    }
    rest["when"] |= _told_day(rest["when"], "occurred_on", today)
    named = [who] if who.get("kind") and who["kind"] != "unknown" else []
    return Sheet("", rest | {"you": you, "who": {"kind": who.get("kind", "")}}, named)


def contact(values: Values) -> Values:
    """How to reach the caller: who rings and says nothing else is reached where they ring from."""
    given = {name: values.get(f"person_{name}", "") for name in CONTACT}
    if not any(given[name].strip() for name in ("phone", "email", "address")):
        given["phone"] = values.get("call_number", "")
    return given


def _told_day(values: Values, name: str, today: date) -> Values:
    """The boxes of a day. The year is there already when a call begins: alone it says nothing."""
    boxes = {f"{name}_{part}": values.get(f"{name}_{part}") or "" for part in ("year", "month", "day")}
    year, *rest = (unicodedata.normalize("NFKC", text).strip() for text in boxes.values())
    return boxes | {f"{name}_year": ""} if year == str(today.year) and not any(rest) else boxes


def paper(values: Values, today: date) -> tuple[dict[str, str], faults.Faults]:
    """The days of a letter as the JSON door takes them, and what is wrong with them."""
    said = {name: day(_told_day(values, name, today), name) for name in OF_THE_PAPER}
    given = {name: text for name, text in said.items() if text}
    found: faults.Faults = {}
    for name, text in given.items():
        try:
            Day().deserialize(text)
        except ValidationError:
            found[name] = gettext(faults.REAL_DAY)
    if found:
        return given, found
    days = PaperDays(**{name: date.fromisoformat(text) for name, text in given.items()})
    return given, {
        one.pointer[1:]: gettext(wording.FAULT[one.fault]) for one in arrival.refusals(days, today)
    }


def errors(values: Values, said: Sheet, today: date) -> faults.Faults:
    found: faults.Faults = {}
    for step in ("who", *STEPS):
        before = WHO if step == "who" else ""
        found |= {f"{before}{name}": text for name, text in faults.of_step(said, step, today).items()}
    for respondent in said.respondents:
        found |= {f"{WHO}{name}": text for name, text in faults.of_respondent(respondent).items()}
    identity = values.get("identity", "")
    for name, check in OF_THE_CALL.items():
        found |= faults.said(check, values, name)
    found |= paper(values, today)[1]
    for name, text in faults.of_step(said, "you", today).items():
        found[f"person_{name.removeprefix(identity + '_')}" if identity in NAMED else name] = text
    return found


def body(values: Values, said: Sheet, times: dict[str, str], today: date) -> dict[str, Any]:
    """What the JSON door would take for the same call. Raises ValidationError."""
    made = payload(said) | {"channel": values.get("channel") or "hotline"} | paper(values, today)[0]
    if values.get("call_number") or values.get("read_back") or made["channel"] == "hotline":
        made["call"] = {
            "number": values.get("call_number") or None,
            "read_back": bool(values.get("read_back")),
        }
        made["call"] |= times
    if values.get("order_system") or values.get("order_number"):
        made["external_order"] = {
            "system": values.get("order_system", ""),
            "number": values.get("order_number", ""),
        }
    loaded: dict[str, Any] = HotlineComplaintSchema().load(made)
    return loaded


_PLACES = {
    "/call/number": "call_number",
    "/external_order/system": "order_system",
    "/external_order/number": "order_number",
    "/channel": "channel",
}


def by_field(error: ValidationError) -> faults.Faults:
    return {_PLACES.get(one["pointer"], ""): one["message"] for one in field_errors(error.messages)}
