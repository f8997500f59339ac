"""From form fields to the bodies of the JSON door, and from its pointers back to the fields."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import ImmutableMultiDict

from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.outcomes import Kind, Spec

Form = ImmutableMultiDict[str, str]


def finding(form: Form) -> dict[str, Any]:
    names = ("allegation", "finding", "facts", "reasons", "told")
    sent: dict[str, Any] = {name: form.get(name, "") for name in names}
    if not sent["finding"]:
        del sent["finding"]
    sent |= {name: form.get(name) or None for name in ("category", "nature")}
    return sent | {"serious": form.get("serious") == "yes"}


def outcomes(form: Form, specs: Mapping[str, Spec]) -> dict[str, Any]:
    """The ticked outcomes with their own fields; fields of others are left aside."""
    return {
        "outcomes": [
            {
                "code": code,
                "allegations": form.getlist(f"{code}-allegations"),
                "fields": _fields(form, specs[code]),
            }
            for code in form.getlist("outcomes")
            if code in specs
        ]
    }


def _fields(form: Form, spec: Spec) -> dict[str, str]:
    texts = {each.name: content(form, f"{spec.code}-{each.name}", each.kind) for each in spec.fields}
    return {name: text for name, text in texts.items() if text}


def content(form: Form, name: str, kind: Kind) -> str:
    """What was typed into one field."""
    return day(form, name) if kind in (Kind.DAY, Kind.PAST) else form.get(name, "").strip()


def day(form: Form, name: str) -> str:
    """The three boxes of a date as one day, as ISO writes it; wrong ones stay wrong."""
    year, month, day = (form.get(f"{name}_{part}", "").strip() for part in ("year", "month", "day"))
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year or month or day else ""


def rectification(form: Form) -> dict[str, Any]:
    sent: dict[str, Any] = {"text": form.get("text", ""), "item": form.get("item") or None}
    visit = form.get("visit", "")
    sent["visit"] = int(visit) if visit.isdecimal() and len(visit) < 5 else None
    return sent | {"status": form.get("status", ""), "received": day(form, "received") or None}


def closure(form: Form) -> dict[str, Any]:
    return {"checks": {str(check): form.get(check, "") for check in ClosingCheck}}


def field_of(pointer: str, form: Form) -> str:
    """The form field that a pointer into the body means; "" when it means the whole."""
    steps = [step for step in pointer.split("/") if step]
    if not steps:
        return ""
    if steps[0] == "outcomes":
        codes = form.getlist("outcomes")
        if len(steps) >= 4 and steps[2] == "fields" and int(steps[1]) < len(codes):
            return f"{codes[int(steps[1])]}-{steps[3]}"
        if len(steps) == 3 and steps[2] == "numbers" and int(steps[1]) < len(codes):
            return f"{codes[int(steps[1])]}-numbers"
        return "outcomes"
    if steps[0] == "fields":
        return steps[1] if len(steps) > 1 else ""
    if steps[0] == "checks":
        return steps[1] if len(steps) > 1 else ""
    if steps[0] == "findings":
        return "outcomes"
    return steps[0]


def kept(form: Form) -> dict[str, Any]:
    """What was typed, to be shown again: several values of one name as a list."""
    held, many = form.to_dict(flat=False), ("outcomes", "-allegations", "supervisors", "categories")
    return {name: values if name.endswith(many) else values[0] for name, values in held.items()}
