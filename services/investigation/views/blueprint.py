"""Where the desk's pages hang, and the words that every one of them uses."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint

from services.investigation.answering import refusal
from services.investigation.domain import numbers
from services.investigation.domain.outcomes import SPECS
from services.investigation.domain.states import Forbidden
from services.investigation.wording import article, join
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
}
"""What the fields of one tab's forms are called; the same name may mean another thing elsewhere."""


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    return {
        "desk": "investigation",
        "words": words,
        "law": words_law,
        "of_unit": words_unit,
        "of_own": words_own,
        "of_desk": words_desk,
        "specs": SPECS,
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


def labels_of(fields: Iterable[str], tab: str = "") -> dict[str, str]:
    """What fields of the long forms are called; an outcome's field with the name of the outcome."""
    found, here = {}, OF_TABS.get(tab, {})
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
