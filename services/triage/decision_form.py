"""The desk's forms for a decision, read as the JSON door would get it: nobody types a code."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from services.triage import words
from services.triage.api import wish
from services.triage.deciding import Wish
from services.triage.facts_form import NO_PLACE, WHICH_PLACE, called
from services.triage.schemas import DecisionSchema
from services.triage.wording import in_language
from shared import i18n
from shared.contracts.terms import Decision
from shared.divisions import Names, body_code, divisions
from shared.divisions.typed import find
from shared.i18n import N_, gettext
from shared.web.validation import field_errors

NO_BODY = N_("There is no supervision body in this place.")
GENERAL_LINE = "12345"

Form = MultiDict[str, str]


class Mistyped(ValueError):
    """What was typed cannot be read. `choices`: the places that a text may mean."""

    def __init__(self, errors: Mapping[str, str], choices: Mapping[str, Any] | None = None) -> None:
        super().__init__(", ".join(errors))
        self.errors, self.choices = dict(errors), dict(choices or {})


def read(form: Form, known: Names) -> Wish:
    """What the officer wants. Raises Mistyped."""
    asked = form.get("decision", "confirm")
    body = {
        "decision": asked,
        "reason": form.get("reason", ""),
        "text": _text(form),
        "to": _addressees(form, known),
        "body": _body(form, known),
        "merged_into": form.get("merged_into", "").strip().upper() or None,
    }
    if asked == Decision.RETURN and body["to"] and GENERAL_LINE not in body["to"]:
        body["to"] = [GENERAL_LINE, *body["to"]]  # back to the sender, with the addressee proposed
    try:
        return wish(DecisionSchema().load(body))
    except ValidationError as error:
        wrong = {
            one["pointer"].split("/")[1]: one["message"] for one in field_errors({"form": error.messages})
        }
        if "decision" in wrong:
            wrong["decision"] = gettext("Choose a decision.")  # not the codes that a program would send
        raise Mistyped(wrong) from error


def _text(form: Form) -> str:
    """The common questions that were ticked, and what was written besides; in the complainant's language."""
    ticked = [name for name in words.QUESTIONS if name in form.getlist("questions")]
    asked = in_language(i18n.DEFAULT, lambda: [gettext(words.QUESTIONS[name]) for name in ticked])
    return "\n".join([*asked, *([form["text"]] if form.get("text", "").strip() else [])])


def _addressees(form: Form, known: Names) -> list[str]:
    """The kind and the place that were chosen; or codes, as the JSON door takes them."""
    kind, typed = form.get("to_kind", ""), form.get("to", "")
    if not kind:
        return typed.replace("，", ",").replace(",", " ").split()
    if kind in words.WITHOUT_PLACE or kind not in words.ADDRESSEES:
        return [kind]
    return [f"{kind}:{_place(form, 'to', known)}"]


def _body(form: Form, known: Names) -> str | None:
    typed = form.get("body", "").strip()
    if not typed:
        return None
    code = (
        typed.upper().removeprefix("SUP-")
        if typed.upper().startswith("SUP-")
        else _place(form, "body", known)
    )
    found = divisions().get(code)
    if found is None or not found.has_body:
        raise Mistyped({"body": gettext(NO_BODY)})
    return body_code(code)


def _place(form: Form, name: str, known: Names) -> str:
    place = find(form.get(name, ""), form.get(f"{name}_code", ""), lambda code: called(code, known))
    if place.code is None:
        message = gettext(WHICH_PLACE if place.choices else NO_PLACE)
        raise Mistyped({name: message}, {name: place.choices})
    return place.code
