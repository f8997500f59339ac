"""All answers of a sheet, to be checked before sending."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from services.intake import warnings
from services.intake.domain.complaint import Hint, hints
from services.intake.domain.elsewhere import Elsewhere, elsewhere
from services.intake.drafts import Sheet, Values
from services.intake.form import places
from services.intake.form.payload import UNKNOWN, complainant, day, payload
from services.intake.form.steps import CONTACT, NAMED
from services.intake.names import full_name
from services.intake.schemas.submitting import ComplaintSchema
from services.intake.views import choices
from shared.days import day as in_words
from shared.i18n import N_, gettext

HINTS = {
    Hint.NO_RESPONDENT: N_("You have not said who it was. Any clue helps: a uniform, a number plate."),
    Hint.NO_PLACE: N_("You have not said where. Without a place it is hard to find the body in charge."),
    Hint.NO_TIME: N_("You have not said when. Even “in spring 2026” helps to find the records."),
    Hint.SHORT: N_("Your description is short. Who did what, when, where, and how do you know?"),
    Hint.NOT_REACHABLE: N_("Nobody can ring you back. Look in with your receipt code for questions."),
}

ELSEWHERE = {
    Elsewhere.HAZARD: (
        N_("The safety tip line 12350 takes hazards at once, day and night."),
        N_("You can ring it as well as send this. We pass the hazard on."),
        "12350",
    ),
    Elsewhere.WAGES: (
        N_("Unpaid wages are the labour inspection's: 12333."),
        N_("If the way work safety was enforced is part of it, send this as well."),
        "12333",
    ),
    Elsewhere.OTHER_AGENCY: (
        N_("Another authority may be in charge of this."),
        N_(
            "You can send it here all the same: we pass it on and tell you to whom. "
            "The citizens' line 12345 knows who is in charge and may be quicker."
        ),
        "12345",
    ),
    Elsewhere.PENDING: (
        N_("About the decision itself the review or the court decides first."),
        N_("How people behaved we can look at all the same: send it."),
        "",
    ),
}

Row = dict[str, str]


def told_elsewhere(found: Iterable[Elsewhere]) -> list[dict[str, str]]:
    """Who else could be turned to, in words, with the number to ring."""
    return [
        {"title": gettext(title), "text": gettext(text), "number": number}
        for title, text, number in (ELSEWHERE[each] for each in found)
    ]


def summary(sheet: Sheet, files: list[dict[str, Any]], links: bool = True) -> dict[str, Any]:
    """The rows of every step, what would help, and whether someone is in danger."""
    submission = ComplaintSchema.submission(ComplaintSchema().load(payload(sheet)))
    rows = _rows(sheet, files)
    return {
        "rows": rows if links else [row | {"href": ""} for row in rows],
        "hints": [gettext(HINTS[hint]) for hint in hints(submission)],
        "telling": warnings.marked(submission, _own(sheet.steps.get("you", {}))),
        "danger": submission.circumstances.imminent_danger,
        "elsewhere": told_elsewhere(elsewhere(submission)),
    }


def _own(values: Values) -> list[str]:
    """All that was typed about oneself, also under a choice that was changed afterwards."""
    names = [f"{identity}_{field}" for identity in NAMED for field in CONTACT if field != "kind"]
    return [values.get(name) or "" for name in names]


def respondent_line(values: Values) -> str:
    """One respondent in one line."""
    place = places.of(values, "place").code
    parts = [
        choices.said(choices.KINDS, values.get("kind")),
        full_name(place) if place else gettext("place not known"),
        values.get("name"),
        values.get("role"),
    ]
    return " · ".join(part for part in parts if part)


def _rows(sheet: Sheet, files: list[dict[str, Any]]) -> list[Row]:
    when, around = sheet.steps.get("when", {}), sheet.steps.get("circumstances", {})
    who = [respondent_line(values) for values in sheet.respondents]
    if not who and sheet.said("who", "kind") == UNKNOWN:
        who = [choices.said(choices.KINDS, UNKNOWN)]
    marks = [choices.said(choices.MARKS, mark) for mark in around.get("marks", ())]
    natures = [choices.said(choices.NATURES, nature) for nature in sheet.said("what", "natures") or ()]
    return [
        _row(gettext("Whom it is about"), "\n".join(who), "who"),
        _row(gettext("What happened"), sheet.said("what", "what"), "what"),
        _row(gettext("What was wrong with it"), "\n".join(natures), "what"),
        _row(gettext("When"), "\n".join(filter(None, (in_words(day(when)), when.get("when_words")))), "when"),
        _row(gettext("Where"), "\n".join(filter(None, (_place(when), when.get("spot")))), "when"),
        _row(gettext("Does any of this apply?"), "\n".join(marks), "circumstances"),
        _row(gettext("Review"), choices.said(choices.REVIEWS, around.get("review")), "circumstances"),
        _row(gettext("Court"), choices.said(choices.LITIGATIONS, around.get("litigation")), "circumstances"),
        _row(gettext("Earlier complaint"), around.get("earlier"), "circumstances"),
        _row(gettext("Evidence"), sheet.said("evidence", "evidence"), "evidence"),
        _row(gettext("Files"), "\n".join(_file(file) for file in files), "evidence"),
        _row(gettext("Who you are"), _you(sheet.steps.get("you", {})), "you"),
    ]


def _file(file: dict[str, Any]) -> str:
    """One file in one line; what was not wholly sent is not handed in."""
    text = f"{file['name']} · {file['amount']}"
    return text if file["done"] else gettext("%(file)s (not wholly sent, so it is left out)", file=text)


def _row(key: str, value: str | None, step: str) -> Row:
    href = url_for("form.step", name=step, back_to="check")
    return {"key": key, "value": value or gettext("not given"), "href": href}


def _place(values: Values) -> str:
    code = places.of(values, "place").code
    return full_name(code) if code else ""


def _you(values: Values) -> str:
    given = complainant(values) or {}
    lines = [choices.said(choices.IDENTITIES, values.get("identity"))]
    return "\n".join(lines + [text for name, text in given.items() if text and name != "kind"])
