"""Where the desk's pages hang, and the words that every one of them uses."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint

from services.investigation.answering import refusal
from services.investigation.domain import numbers, unit
from services.investigation.domain.documents import handed_over
from services.investigation.domain.outcomes import SPECS
from services.investigation.domain.states import Forbidden
from services.investigation.wording import article, join
from services.investigation.words import course as words_course
from services.investigation.words import desk as words_desk
from services.investigation.words import law as words_law
from services.investigation.words import own as words_own
from services.investigation.words import terms as words
from services.investigation.words import unit as words_unit
from services.investigation.words import work as words_work
from shared.i18n import N_, gettext, ngettext
from shared.web.problems import respond

blueprint = Blueprint("desk", __name__, url_prefix="/investigation", template_folder="../templates")


@blueprint.errorhandler(Forbidden)
def on_forbidden(error: Forbidden) -> Any:
    return respond(refusal(error))


LABELLED = words_law.FIELDS | {"numbers": N_("Only for certain matters")}
"""What the fields of an outcome are called."""
OF_TABS: Mapping[str, Mapping[str, str]] = {
    "work": words_work.FIELDS
    | {
        "supervisors": N_("Who of you was there"),
        "file": N_("Files of this piece"),
        "days": N_("Days asked for"),
        "ground": N_("Ground of the pause"),
        "until": N_("Expected to be over on"),
        "resumed_on": N_("The clock runs again from"),
    },
    "documents": {
        "recipient": N_("Who received it"),
        "way": N_("In which way"),
        "served_on": N_("On which day"),
    },
    "timeline": {"username": N_("Certified investigator"), "part": N_("In which part"), "reason": N_("Why")},
    "people": {
        "username": N_("Who should withdraw"),
        "side": N_("Who says so"),
        "tie": N_("Which tie"),
        "proposed": N_("Which body is in charge"),
        "basis": N_("Why your body is not in charge"),
    },
    "messages": {"text": N_("Message to the complainant")},
}
"""What the fields of one tab's forms are called; the same name may mean another thing elsewhere."""
OF_FORMS: Mapping[str, Mapping[str, str]] = {
    "report": {"text": N_("What the unit reported, with its proof")},
    "check": {"text": N_("What proves it, or why it does not"), "visit": N_("Checked on site by")},
    "urge": {"text": N_("What you demand"), "until": N_("Last day")},
    "enter": {
        "request": N_("What it asks for"),
        "who": N_("Who signed it"),
        "reasons": N_("Reasons of the unit"),
        "until": N_("For more time: until when"),
        "received": N_("When it came in, if not today"),
    },
    "ruling": {
        "ruling": N_("Decision"),
        "answer": N_("Reasons, as the unit reads them"),
        "until": N_("New last day, where there is one"),
    },
    "call": {
        "way": N_("In which way"),
        "answer": N_("How the complainant sees it"),
        "text": N_("What was said, and what follows from it"),
    },
    "back": {"text": N_("What was found and done")},
    "absence": {"first": N_("First day"), "last": N_("Last day away"), "deputy": N_("Who stands in")},
    "own": {
        "origin": N_("Kind of case"),
        "matter": N_("What is to be looked into"),
        "reason": N_("Why"),
        "assigner": N_("Who assigned it"),
        "report_by": N_("To be reported by"),
        "kind": N_("Whom it is about"),
        "division": N_("Of which place"),
        "name": N_("Name of the unit or person"),
        "categories": N_("Categories"),
        "numbers": N_("Complaints that it binds, one number a line"),
    },
}
"""The same for several forms of one tab, by the name that each sends with it."""


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    return {
        "desk": "investigation",
        "words": words,
        "law": words_law,
        "of_unit": words_unit,
        "of_course": words_course,
        "of_own": words_own,
        "of_desk": words_desk,
        "specs": SPECS,
        "handed_over": handed_over,
        "shows": unit.shows,
        "article": article,
        "category_name": category_name,
        "matter": matter,
        "positions_of": positions_of,
        "labels_of": labels_of,
    }


def category_name(code: str | None) -> str:
    return gettext(words_law.CATEGORIES.get(code or "", code or ""))


def matter(kinds: Iterable[str], categories: Iterable[str], count: int) -> str:
    """One line for a list: whom it is about, and what."""
    who = join([gettext(words.RESPONDENTS.get(kind, kind)) for kind in kinds])
    what = join([category_name(code) for code in categories])
    line = gettext("%(who)s: %(what)s", who=who, what=what) if who and what else who or what
    line = line or gettext("Not yet classified")
    many = ngettext("%(num)d matter", "%(num)d matters", count)
    return gettext("%(line)s (%(many)s)", line=line, many=many) if count > 1 else line


def positions_of(refs: Iterable[str], allegations: Iterable[Mapping[str, Any]]) -> str:
    """These matters by their numbers, as short as it can be said."""
    wanted = set(refs)
    return numbers.write(each["position"] for each in allegations if each["id"] in wanted)


def with_load(name: str, count: int) -> str:
    """A colleague and how many cases they have in hand."""
    many = ngettext("%(num)d case", "%(num)d cases", count)
    return gettext("%(line)s (%(many)s)", line=name, many=many)


def labels_of(fields: Iterable[str], tab: str = "", form: str = "") -> dict[str, str]:
    """What fields of the long forms are called; an outcome's field with the name of the outcome."""
    found, here = {}, {**OF_TABS.get(tab, {}), **OF_FORMS.get(form, {})}
    for field in fields:
        code, _, name = field.partition("-")
        if name in LABELLED and code in words_law.OUTCOMES:
            outcome, label = gettext(words_law.OUTCOMES[code]), gettext(LABELLED[name])
            found[field] = gettext("%(outcome)s, %(label)s", outcome=outcome, label=label)
        elif field in here:
            found[field] = gettext(here[field])
        elif field in words.LABELS:
            found[field] = gettext(words.LABELS[field])
    return found


def choices(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Value and translated text, for a select."""
    return [(value, gettext(text)) for value, text in labels.items()]
