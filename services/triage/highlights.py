"""What the statement tells by its words, for the reader: marks in the text, each proposal with its words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from services.triage.domain.finding.proposals import AROUND, CATEGORIES, NATURES, PLACE, RESPONDENTS, SUBJECT
from services.triage.wording import KINDS
from services.triage.words import CATEGORIES as CATEGORY_WORDS
from services.triage.words import CIRCUMSTANCES, SUBJECTS
from services.triage.words import NATURES as NATURE_WORDS
from shared.divisions import Names, divisions
from shared.i18n import N_, gettext, locale

FACTS = {
    SUBJECT: N_("Kind of message"),
    RESPONDENTS: N_("About"),
    PLACE: N_("Place"),
    CATEGORIES: N_("Matter"),
    NATURES: N_("Nature"),
}
MOST_QUOTES = 6

Proposal = dict[str, Any]


def segments(statement: str, found: list[Proposal], known: Names) -> list[dict[str, str]]:
    """The statement cut where marks begin and end; `title` tells what the words propose, empty elsewhere."""
    marks = [(mark["start"], mark["end"], _title(one, known)) for one in found for mark in one["marks"]]
    cuts = sorted({0, len(statement), *(at for start, end, _ in marks for at in (start, end))})
    made: list[dict[str, str]] = []
    for start, end in pairwise(cuts):
        titles = [title for first, last, title in marks if first <= start and end <= last]
        title = "; ".join(dict.fromkeys(titles))
        if made and made[-1]["title"] == title:
            made[-1]["text"] += statement[start:end]
        else:
            made.append({"text": statement[start:end], "title": title})
    return made


def proposals(statement: str, found: list[Proposal], known: Names) -> list[dict[str, Any]]:
    """One line each: what is proposed, how sure the rules are, and the words."""
    return [_line(statement, one, known) for one in found if _is_worth_telling(one)]


def _is_worth_telling(one: Proposal) -> bool:
    """That everything is a complaint until it shows otherwise is no news."""
    return bool(one["marks"])


def _line(statement: str, one: Proposal, known: Names) -> dict[str, Any]:
    return {
        "fact": gettext(FACTS.get(one["pointer"], N_("Circumstances"))),
        "value": _value(one, known),
        "percent": round(one["score"] * 100),
        "quotes": list(dict.fromkeys(_quotes(statement, one)))[:MOST_QUOTES],
    }


def _quotes(statement: str, one: Proposal) -> Iterator[str]:
    for mark in one["marks"]:
        yield " ".join(statement[mark["start"] : mark["end"]].split())


def _title(one: Proposal, known: Names) -> str:
    fact = gettext(FACTS.get(one["pointer"], N_("Circumstances")))
    return gettext("%(fact)s: %(value)s", fact=fact, value=_value(one, known))


def _value(one: Proposal, known: Names) -> str:
    value, pointer = str(one["value"]), str(one["pointer"])
    match pointer:
        case "/subject":
            return gettext(SUBJECTS.get(value, value))
        case "/claims/categories":
            return f"{value} {gettext(CATEGORY_WORDS[value])}" if value in CATEGORY_WORDS else value
        case "/claims/natures":
            return gettext(NATURE_WORDS[value])
        case "/occurred_in":
            return _place(value, known)
        case "/respondents":
            return _respondent(one, known)
    return gettext(CIRCUMSTANCES.get(pointer.removeprefix(AROUND), pointer))


def _respondent(one: Proposal, known: Names) -> str:
    detail = one["detail"]
    place = _place(detail["division"], known) if "division" in detail else gettext("division not known")
    return " · ".join(part for part in (gettext(KINDS[one["value"]]), detail.get("name", ""), place) if part)


def _place(code: str, known: Names) -> str:
    return known.division_name(code, locale()) if code in divisions() else code
