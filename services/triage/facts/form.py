"""The form of a complaint's facts: from what is known to its fields, and from its fields to a correction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from services.triage.schemas.requests import CorrectionSchema
from shared.divisions import Names, divisions
from shared.divisions.typed import Place, find
from shared.i18n import N_, gettext, locale
from shared.web.validation import field_errors

MARKS = (
    "imminent_danger", "hazard", "deaths", "collective_decision", "separable_conduct",
    "legally_reviewed_by_body",
)  # fmt: skip
CHOICES = ("review", "litigation", "discipline_clue")
TEXTS = ("name", "role", "unit", "sector")
MOST = 100
WHICH_PLACE = N_("Which place is this? Choose one, or write more of its name.")
NO_PLACE = N_("There is no place of this name. Write the district, county, city or province.")

Values = dict[str, Any]


@dataclass
class Read:
    """What was typed: the correction, what is wrong with it, and the places a text may mean."""

    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    readable: bool = False
    """Every fact that was typed means something."""


def shown(facts: Mapping[str, Any], known: Names) -> Values:
    """The fields filled with what is known, and an empty respondent after the others."""
    respondents = [_respondent(one, known) for one in facts.get("respondents") or ()]
    claims, about = facts.get("claims") or {}, facts.get("circumstances") or {}
    return {
        "subject": facts.get("subject") or "",
        **_place("occurred_in", facts.get("occurred_in"), known),
        "natures": list(claims.get("natures") or ()),
        "categories": list(claims.get("categories") or ()),
        "marks": [name for name in MARKS if about.get(name)],
        **{name: about.get(name) or "none" for name in CHOICES},
        "count": len(respondents),
        **{f"r{at}_{name}": value for at, one in enumerate(respondents) for name, value in one.items()},
    }


def typed(form: MultiDict[str, str]) -> Values:
    """The fields as they were sent; a respondent typed into the empty place stays, one more place follows."""
    values: Values = form.to_dict() | {
        name: form.getlist(name) for name in ("natures", "categories", "marks")
    }
    count = _count(form)
    values["count"] = count + 1 if form.get(f"r{count}_kind") else count
    return values


def read(form: MultiDict[str, str], base: Mapping[str, Any], known: Names) -> Read:
    """The correction that the form means, over the facts it was made from."""
    result = Read()
    said: dict[str, Any] = {
        "reason": form.get("reason", ""),
        "subject": form.get("subject") or None,
        "occurred_in": _code(form, "occurred_in", known, result),
        "respondents": _respondents(form, base.get("respondents") or (), known, result),
        "claims": {name: form.getlist(name) for name in ("natures", "categories")},
        "circumstances": {name: name in form.getlist("marks") for name in MARKS}
        | {name: form.get(name) or "none" for name in CHOICES},
    }
    try:
        facts = CorrectionSchema().load(said)
        result.reason = facts.pop("reason")
        del facts["leaves_desk"]
        result.facts = facts
    except ValidationError as error:
        for one in field_errors({"form": error.messages}):
            result.errors.setdefault(_field(one["pointer"]), one["message"])
    result.readable = not result.errors
    return result


def _field(pointer: str) -> str:
    """/respondents/0/name is the field r0_name; what has no field of its own stands above the form."""
    parts = pointer.split("/")[1:]
    if parts[0] == "respondents" and len(parts) > 2:
        return f"r{parts[1]}_{parts[2]}"
    return parts[-1] if parts[0] == "circumstances" else parts[0]


def _respondents(form: MultiDict[str, str], base: Any, known: Names, result: Read) -> list[dict[str, Any]]:
    found = []
    for at in range(min(_count(form) + 1, MOST)):
        kind = form.get(f"r{at}_kind")
        if kind and not form.get(f"r{at}_remove"):
            held = dict(base[at]) if at < len(base) else {}
            found.append(held | _accused(form, f"r{at}_", known, result) | {"kind": kind})
    return found


def _accused(form: MultiDict[str, str], pre: str, known: Names, result: Read) -> dict[str, Any]:
    return {
        "division": _code(form, f"{pre}division", known, result),
        "division_known": not form.get(f"{pre}unsure"),
        "entrusted_by": _code(form, f"{pre}entrusted_by", known, result),
        **{name: form.get(f"{pre}{name}") or None for name in TEXTS},
    }


def _code(form: MultiDict[str, str], name: str, known: Names, result: Read) -> str | None:
    text = form.get(name, "").strip()
    place: Place = find(text, form.get(f"{name}_code", ""), lambda code: called(code, known))
    if place.code is None and text:
        result.choices[name] = place.choices
        result.errors[name] = gettext(WHICH_PLACE if place.choices else NO_PLACE)
    return place.code


def _count(form: MultiDict[str, str]) -> int:
    text = form.get("count", "")
    return min(int(text), MOST) if text.isdecimal() and len(text) < 4 else 0


def _respondent(one: Mapping[str, Any], known: Names) -> dict[str, Any]:
    division = one.get("division")
    return {
        "kind": one["kind"],
        **_place("division", division, known),
        "unsure": "yes" if division and one.get("division_known") is False else "",
        **_place("entrusted_by", one.get("entrusted_by"), known),
        **{name: one.get(name) or "" for name in TEXTS},
    }


def _place(name: str, code: str | None, known: Names) -> dict[str, str]:
    bare = (code or "").rpartition("-")[2]
    return {name: called(bare, known) if bare else "", f"{name}_code": bare}


def called(code: str, known: Names) -> str:
    """A place with those above it."""
    if code in divisions():
        return known.division_name(code, locale())
    retirement = divisions().retirement(code)
    return retirement.name if retirement else code
