"""The desk's forms for a decision, read as the JSON door would get it: nobody types a code."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from services.triage import words
from services.triage.api import wish
from services.triage.deciding import Wish
from services.triage.facts.form import NO_PLACE, WHICH_PLACE, called
from services.triage.schemas.requests import DecisionSchema
from services.triage.wording import in_language
from shared import i18n
from shared.divisions import Names, body_code, divisions
from shared.divisions.typed import find
from shared.i18n import N_, gettext
from shared.web.validation import field_errors

WHICH_BODY = N_("Name the district, county, city or province of the body.")
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
    typed = _Typed(form, known)
    asked = form.get("decision", "confirm")
    body = {
        "decision": asked,
        "reason": form.get("reason", ""),
        "text": _text(form),
        "to": typed.addressees(),
        "body": typed.body(),
        "merged_into": form.get("merged_into", "").strip().upper() or None,
    }
    if form.get("sender") == GENERAL_LINE and body["to"] and GENERAL_LINE not in body["to"]:
        body["to"] = [GENERAL_LINE, *body["to"]]  # back to the sender, with the addressee proposed
    try:
        loaded = DecisionSchema().load(body)
    except ValidationError as error:
        typed.errors |= _said(error)
    if typed.errors:
        raise Mistyped(typed.errors, typed.choices)
    return wish(loaded)


def _said(error: ValidationError) -> dict[str, str]:
    wrong = {one["pointer"].split("/")[1]: one["message"] for one in field_errors({"form": error.messages})}
    if "decision" in wrong:
        wrong["decision"] = gettext("Choose a decision.")  # not the codes that a program would send
    return wrong


def _text(form: Form) -> str:
    """The common questions that were ticked, and what was written besides; in the complainant's language."""
    ticked = [name for name in words.QUESTIONS if name in form.getlist("questions")]
    asked = in_language(i18n.DEFAULT, lambda: [gettext(words.QUESTIONS[name]) for name in ticked])
    return "\n".join([*asked, *([form["text"]] if form.get("text", "").strip() else [])])


def body_and_text(form: Form, place: str, reason: str, known: Names) -> tuple[str, str]:
    """A supervision body by its place, and why. Raises Mistyped."""
    typed = _Typed(form, known)
    body = typed.body(place)
    if body is None:
        typed.errors.setdefault(place, gettext(WHICH_BODY))
    try:
        why = str(DecisionSchema().load({"decision": "confirm", "reason": form.get(reason, "")})["reason"])
    except ValidationError as error:
        typed.errors[reason] = next(iter(_said(error).values()))
    if typed.errors:
        raise Mistyped(typed.errors, typed.choices)
    return str(body), why


class _Typed:
    """Places and authorities as they were typed, and what is wrong with them."""

    def __init__(self, form: Form, known: Names) -> None:
        self.form, self.known = form, known
        self.errors: dict[str, str] = {}
        self.choices: dict[str, Any] = {}

    def addressees(self) -> list[str]:
        """The kind and the place that were chosen; or codes, as the JSON door takes them."""
        kind, typed = self.form.get("to_kind", ""), self.form.get("to", "")
        if not kind:
            return typed.replace("，", ",").replace(",", " ").split()
        if kind in words.WITHOUT_PLACE or kind not in words.ADDRESSEES:
            return [kind]
        place = self._place("to")
        return [f"{kind}:{place}"] if place else []

    def body(self, name: str = "body") -> str | None:
        typed = self.form.get(name, "").strip().upper()
        if not typed:
            return None
        code = typed.removeprefix("SUP-") if typed.startswith("SUP-") else self._place(name)
        found = divisions().get(code or "")
        if found is not None and found.has_body:
            return body_code(found.code)
        self.errors.setdefault(name, gettext(NO_BODY))
        return None

    def _place(self, name: str) -> str | None:
        picked = self.form.get(f"{name}_code", "")
        place = find(self.form.get(name, ""), picked, lambda code: called(code, self.known))
        if place.code is None:
            self.choices[name] = place.choices
            self.errors[name] = gettext(WHICH_PLACE if place.choices else NO_PLACE)
        return place.code
