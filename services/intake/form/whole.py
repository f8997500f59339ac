"""The whole form on one page, for those who want nothing kept with us before it is sent."""

from collections.abc import Iterator
from datetime import date

from werkzeug.datastructures import MultiDict

from services.intake.drafts import Sheet, Values
from services.intake.form import faults, places
from services.intake.form.faults import Faults
from services.intake.form.payload import UNKNOWN
from services.intake.form.steps import BY_NAME, STEPS

WHO = "who_"
"""Before the respondent's fields, since `place` and `name` stand twice on this page."""
ASKED = [step for step in STEPS if step.fields]


def _before(step: str) -> str:
    return WHO if step == "who" else ""


FIELDS = tuple(_before(step.name) + name for step in ASKED for name in step.fields)
LISTS = tuple(name for step in ASKED for name in step.lists)


def typed(form: MultiDict[str, str]) -> Values:
    """What stands in the fields of the page, and nothing else that was sent."""
    values: Values = {name: form[name].replace("\r\n", "\n") for name in FIELDS if name in form}
    return values | {name: form.getlist(name) for name in LISTS}


def carried(values: Values) -> Iterator[tuple[str, str]]:
    """The same as hidden fields: a page hands on to the next what is kept nowhere."""
    for name, value in values.items():
        for each in value if name in LISTS else [value]:
            yield name, each


def sheet(values: Values) -> Sheet:
    """The page as the sheet that is otherwise filled in steps."""
    steps = {
        step.name: {
            name: values[_before(step.name) + name]
            for name in (*step.fields, *step.lists)
            if _before(step.name) + name in values
        }
        for step in ASKED
    }
    who = steps["who"]
    named = [who] if who.get("kind") != UNKNOWN and any(who.values()) else []
    return Sheet("", steps | {"who": {"kind": who.get("kind", "")}}, named)


def wrong(sheet: Sheet, today: date) -> Faults:
    """What is wrong with it, by the fields of the page."""
    found: Faults = {}
    for step in BY_NAME:
        of_it = faults.of_step(sheet, step, today) if not (step == "check" and found) else {}
        if step == "who" and sheet.respondents:
            of_it = faults.of_respondent(sheet.respondents[0])
        found |= {_before(step) + name: text for name, text in of_it.items()}
    return found


def choices_of_places(values: Values) -> dict[str, tuple[tuple[str, str], ...]]:
    """The places that a typed name may mean, where it may mean several."""
    names = (f"{WHO}place", f"{WHO}entrusted_by", "place")
    return {name: places.of(values, name).choices for name in names}
