"""The sheet as the complaint it becomes, in the words of the JSON door (contract §3)."""

import unicodedata
from datetime import date
from typing import Any

from services.intake.drafts import Sheet, Values
from services.intake.form import places
from services.intake.form.steps import CONTACT, NAMED
from shared.contracts.terms import Identity

MARKS = ("imminent_danger", "hazard", "deaths", "collective_decision")
UNKNOWN = "unknown"
"""Chosen where nobody knows who it was."""

# The statement is the official record and is read by officials: its headings are Chinese in every language.
TIME, SPOT, EVIDENCE = "时间补充：", "具体地点：", "证据说明："


def payload(sheet: Sheet) -> dict[str, Any]:
    """The body that POST /api/v1/complaints would take for the same complaint."""
    identity = sheet.said("you", "identity")
    return {
        "channel": "web",
        "identity": identity,
        "complainant": complainant(sheet.steps.get("you", {})),
        "statement": statement(sheet),
        "occurred_on": day(sheet.steps.get("when", {})),
        "occurred_in": places.of(sheet.steps.get("when", {}), "place").code,
        "respondents": [respondent(values) for values in sheet.respondents],
        "claims": {"natures": sheet.said("what", "natures") or []},
        "circumstances": circumstances(sheet.steps.get("circumstances", {})),
        "earlier_tracking_number": sheet.said("circumstances", "earlier") or None,
    }


def statement(sheet: Sheet) -> str:
    """What happened, followed by what has no field of its own, under headings."""
    parts = [
        ("", sheet.said("what", "what")),
        (TIME, sheet.said("when", "when_words")),
        (SPOT, sheet.said("when", "spot")),
        (EVIDENCE, sheet.said("evidence", "evidence")),
    ]
    return "\n\n".join(heading + text.strip() for heading, text in parts if text and text.strip())


def respondent(values: Values) -> dict[str, Any]:
    kind = values.get("kind")
    place = places.of(values, "place").code
    return {
        "kind": kind,
        "division": place,
        "name": values.get("name") or None,
        "role": values.get("role") or None,
        "entrusted_by": places.of(values, "entrusted_by").code if kind == "entrusted_agency" else None,
        "sector": (values.get("sector") or None) if kind == "other_agency" else None,
        "division_known": place is not None,
    }


def circumstances(values: Values) -> dict[str, Any]:
    return {
        "review": values.get("review") or "none",
        "litigation": values.get("litigation") or "none",
        **{mark: mark in values.get("marks", ()) for mark in MARKS},
    }


def complainant(values: Values) -> dict[str, str] | None:
    """The fields of the chosen way to be known; what stands in the others is nobody's business."""
    identity = values.get("identity")
    if identity not in NAMED:
        return None
    given = {name: values.get(f"{identity}_{name}") or "" for name in CONTACT}
    return given | {"kind": given["kind"] or "citizen"}


def day(values: Values, name: str = "occurred_on") -> str | None:
    """The day as an ISO date; text that is none is given back as it stands, to be refused by the schema."""
    year, month, day = (
        unicodedata.normalize("NFKC", values.get(f"{name}_{part}") or "").strip()
        for part in ("year", "month", "day")
    )
    if not any((year, month, day)):
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{month}-{day}"


def without_identity(values: Values) -> Values:
    """What may be kept of the last step: an anonymous complainant leaves no name even in a draft."""
    if values.get("identity") != Identity.ANONYMOUS:
        return values
    return {"identity": values["identity"]}
