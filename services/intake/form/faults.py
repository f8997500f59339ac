"""What is wrong with a sheet: for each step (and respondent) its fields with a message each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from marshmallow import ValidationError

from services.intake import wording
from services.intake.domain import complaint as rules
from services.intake.domain.complaint import STATEMENT_LIMIT
from services.intake.drafts import Sheet, Values
from services.intake.fields import Email, Phone, TrackingNumber
from services.intake.form import places
from services.intake.form.payload import UNKNOWN, day, payload, statement
from services.intake.form.steps import CONTACT, NAMED
from services.intake.schemas.submitting import NAME_LIMIT, ComplaintSchema
from shared.contracts.terms import Identity, Nature, RespondentKind
from shared.divisions.typed import is_division
from shared.i18n import N_, gettext
from shared.web.validation import Day, Text

Faults = dict[str, str]

LIMITS = {"what": STATEMENT_LIMIT, "when_words": 200, "spot": 300, "evidence": 2000}

SAY_WHO = N_("Choose what fits best. “I do not know” is an answer too.")
SAY_WHERE = N_("Name the place, or tick that you do not know it.")
WHICH_PLACE = N_("Several places have this name. Choose the one you mean.")
NO_PLACE = N_("No place of this name was found. Try the name of the district, county or city.")
SAY_WHAT = N_("Write what happened.")
TOO_LONG = N_("Together with the other answers this is too long by %(count)d characters. Shorten it.")
REAL_DAY = N_("Give a real day in figures, such as 2026 10 1, or leave all three boxes empty.")
SAY_IDENTITY = N_("Choose one of the three.")
SAY_NAME = N_("Write your name, or choose to stay anonymous.")
SAY_CONTACT = N_("Give one way to reach you: telephone, e-mail or address. Or choose to stay anonymous.")


def of_step(sheet: Sheet, step: str, today: date) -> Faults:
    """The faults of one step, by field; for `who`, of having named anyone at all."""
    check = _CHECKS.get(step)
    return check(sheet.steps.get(step, {}), sheet, today) if check else {}


def of_respondent(values: Values) -> Faults:
    """The faults of one respondent, by field."""
    faults: Faults = {}
    kind = values.get("kind")
    if kind not in (*RespondentKind, UNKNOWN):
        return {"kind": gettext(SAY_WHO)}
    if kind == UNKNOWN:
        return {}
    if not values.get("place_unknown"):
        faults |= _place(values, "place", required=True)
    if kind == RespondentKind.ENTRUSTED_AGENCY:
        faults |= _place(values, "entrusted_by", required=False)
    for name in ("name", "role", "sector"):
        faults |= _text(values, name, NAME_LIMIT)
    return faults


def first_fault(sheet: Sheet, today: date) -> str | None:
    """The first step that must be gone back to before sending."""
    if any(of_respondent(values) for values in sheet.respondents):
        return "who"
    return next((step for step in _CHECKS if of_step(sheet, step, today)), None)


def _who(values: Values, sheet: Sheet, today: date) -> Faults:
    return {} if sheet.respondents or values.get("kind") == UNKNOWN else {"kind": gettext(SAY_WHO)}


def _what(values: Values, sheet: Sheet, today: date) -> Faults:
    faults = _text(values, "what", LIMITS["what"])
    if not faults and not rules.visible(values.get("what", "")):
        faults["what"] = gettext(SAY_WHAT)
    too_many = len(statement(sheet)) - STATEMENT_LIMIT
    if not faults and too_many > 0:
        faults["what"] = gettext(TOO_LONG, count=too_many)
    if any(nature not in list(Nature) for nature in values.get("natures", ())):
        faults["natures"] = gettext(SAY_IDENTITY)
    return faults


def _when(values: Values, sheet: Sheet, today: date) -> Faults:
    faults = _place(values, "place", required=False)
    for name in ("when_words", "spot"):
        faults |= _text(values, name, LIMITS[name])
    if (told := day(values)) is not None:
        try:
            if Day().deserialize(told) > today:
                faults["occurred_on"] = gettext(wording.FAULT[rules.Fault.IN_FUTURE])
        except ValidationError:
            faults["occurred_on"] = gettext(REAL_DAY)
    return faults


def _circumstances(values: Values, sheet: Sheet, today: date) -> Faults:
    faults: Faults = {}
    if values.get("earlier"):
        faults |= said(TrackingNumber(), values, "earlier")
    for name, choices in (("review", rules.Review), ("litigation", rules.Litigation)):
        if values.get(name) and values[name] not in list(choices):
            faults[name] = gettext(SAY_WHO)
    return faults


def _evidence(values: Values, sheet: Sheet, today: date) -> Faults:
    return _text(values, "evidence", LIMITS["evidence"])


def _you(values: Values, sheet: Sheet, today: date) -> Faults:
    identity = values.get("identity")
    if identity not in list(Identity):
        return {"identity": gettext(SAY_IDENTITY)}
    if identity not in NAMED:
        return {}
    name, phone, email, address = (f"{identity}_{field}" for field in CONTACT[1:])
    faults = _text(values, name, NAME_LIMIT) | _text(values, address, 300)
    faults |= said(Phone(), values, phone) | said(Email(), values, email)
    if not (values.get(name) or "").strip():
        faults[name] = gettext(SAY_NAME)
    if not any((values.get(field) or "").strip() for field in (phone, email, address)):
        faults[phone] = gettext(SAY_CONTACT)
    return faults


def _check(values: Values, sheet: Sheet, today: date) -> Faults:
    """What the steps did not see but the JSON door would: there must be nothing."""
    found = ComplaintSchema().validate(payload(sheet))
    return {"": gettext(SAY_WHAT)} if found else {}


def _place(values: Values, name: str, *, required: bool) -> Faults:
    found = places.of(values, name)
    if found.code is not None and is_division(found.code):
        return {}
    if found.choices:
        return {name: gettext(WHICH_PLACE)}
    if (values.get(name) or "").strip():
        return {name: gettext(NO_PLACE)}
    return {name: gettext(SAY_WHERE)} if required else {}


def _text(values: Values, name: str, most: int) -> Faults:
    return said(Text(most=most), values, name)


def said(field: Any, values: Values, name: str) -> Faults:
    """What `field` finds wrong with what was typed under `name`."""
    try:
        field.deserialize(values.get(name) or "")
    except ValidationError as error:
        return {name: str(error.messages[0])}
    return {}


_CHECKS: dict[str, Callable[[Values, Sheet, date], Faults]] = {
    "who": _who,
    "what": _what,
    "when": _when,
    "circumstances": _circumstances,
    "evidence": _evidence,
    "you": _you,
    "check": _check,
}
