"""Reasons, faults and entries as sentences in the reader's language."""

from collections.abc import Mapping
from typing import Any

from services.investigation.domain import standing
from services.investigation.domain.case import Closed, Fault, State
from services.investigation.domain.correction_terms import DayOff, Unusual
from services.investigation.domain.revocation import Verdict
from services.investigation.words.archive import MARKS
from services.investigation.words.course import ENTRIES
from services.investigation.words.desk import OFFICES
from services.investigation.words.faults import FAULTS, TICK
from services.investigation.words.law import (
    ORDERED_AGAIN,
    OUTCOMES,
    REASONS,
    REVOKERS,
    ROLES,
    TERM_ON_A_DAY_OFF,
    UNUSUAL_TERM,
)
from services.investigation.words.terms import (
    CHECK_ENDED,
    DOCUMENTS,
    FINDINGS,
    FIRST_RESULTS,
    GROUNDS,
    NATURES,
    PARTS,
    STATES,
    TIES,
)
from shared.contracts.articles import cite
from shared.days import day
from shared.i18n import gettext, locale, ngettext

ABOUT_TIES = frozenset(
    {
        "answered_it",
        "decided_it",
        "handled_the_act",
        "reviewed_the_act",
        "unit_reviewed",
        "worked_there",
        "works_there",
    }
)
WITH_ARTICLE = ABOUT_TIES | set(REVOKERS)
"""Faults that keep a person away from a case, or an act from being revoked: told with the article."""
Positions = Mapping[str, int]
"""The number under which each allegation is shown."""


def article(key: str | None) -> str:
    """The article in words: 《…监督办法…》第二条 / Measures art. 2."""
    return cite(key, locale()) if key else ""


def official_article(key: str | None) -> str:
    """The article as documents cite it, whatever language the desk is set to."""
    return cite(key, "zh") if key else ""


def join(words: list[str]) -> str:
    return gettext(", ").join(words)


def reason(closed: Closed) -> str:
    """Why an action is closed, as a sentence."""
    detail = dict(closed.detail or {})
    if closed.code == "role":
        detail = {"roles": join([gettext(ROLES[role]) for role in detail["roles"]])}
    if closed.code == "state":
        now = (
            CHECK_ENDED
            if detail.get("own") and detail["state"] == State.PASSED_UP
            else STATES[detail["state"]]
        )
        detail = {"state": gettext(now)}
    if "office" in detail:
        office = OFFICES[detail["office"]]
        detail = {"office": gettext(office)}
    for name in ("until", "day"):
        if detail.get(name):
            detail[name] = day(detail[name])
    return gettext(REASONS[closed.code], **detail)


def closed(why: Closed) -> dict[str, Any]:
    """A closed action as the JSON door tells it."""
    return {
        "open": False,
        "code": why.code,
        "article": why.article,
        "text": reason(why),
        "article_text": article(why.article),
    }


def revoker(verdict: Verdict) -> dict[str, Any]:
    """Who may revoke an act, or why not, as the JSON door tells it."""
    why = REVOKERS[verdict.code]
    return {
        "by": verdict.by,
        "open": verdict.open,
        "code": verdict.code,
        "article": verdict.article,
        "text": gettext(why),
        "article_text": article(verdict.article),
    }


def fault(wrong: Fault, positions: Positions) -> str:
    """What to do about a fault, as a sentence."""
    detail = dict(wrong.detail or {})
    if wrong.code == "required" and detail.get("tick"):
        return gettext(TICK)
    if "allegation" in detail:
        detail["number"] = positions.get(detail["allegation"], 0)
    if "code" in detail:
        missing = OUTCOMES[detail["code"]]
        detail["outcome"] = gettext(missing)
    for name in ("first", "last"):
        if name in detail:
            detail[name] = day(detail[name])
    if "allowed" in detail:
        detail["allowed"] = join([gettext(NATURES[nature]) for nature in detail["allowed"]])
    if detail.get("until"):
        detail["until"] = day(detail["until"])
    if "kind" in detail:
        named = DOCUMENTS[detail["kind"]]
        detail["kind"] = gettext(named)
    said = gettext(FAULTS[wrong.code], **detail)
    return f"{said} {article(wrong.article)}" if wrong.code in WITH_ARTICLE else said


def unusual(outcome: str, term: Unusual) -> dict[str, Any]:
    """A term that the head should look at, as the JSON door tells it."""
    name = OUTCOMES[outcome]
    return {
        "pointer": f"/outcomes/{term.place}/fields/carry_out_by",
        "code": "term_unusual",
        "message": gettext(UNUSUAL_TERM, outcome=gettext(name), days=term.days, usual=term.usual),
        "article": term.article,
        "article_text": article(term.article),
    }


def on_a_day_off(outcome: str, term: DayOff, pointer: str = "") -> dict[str, Any]:
    """A term that ends on a day off, and which working day follows, as the JSON door tells it; `pointer`:
    where it is not said by an outcome of a proposal."""
    said = {"outcome": gettext(OUTCOMES[outcome]), "day": day(term.due), "next": day(term.next)}
    return {
        "pointer": pointer or f"/outcomes/{term.place}/fields/carry_out_by",
        "code": "term_on_a_day_off",
        "message": gettext(TERM_ON_A_DAY_OFF, **said),
        "article": term.article,
        "article_text": article(term.article),
    }


def ordered_again(outcome: str, place: int) -> dict[str, Any]:
    """An order that stands already, as the JSON door tells it."""
    name = OUTCOMES[outcome]
    return {
        "pointer": f"/outcomes/{place}",
        "code": "ordered_again",
        "message": gettext(ORDERED_AGAIN, outcome=gettext(name)),
        "article": standing.ARTICLE,
        "article_text": article(standing.ARTICLE),
    }


def errors(faults: tuple[Fault, ...], positions: Positions) -> list[dict[str, str]]:
    """The faults as RFC 9457 error items."""
    return [
        {"pointer": each.pointer, "message": fault(each, positions), "code": each.code} for each in faults
    ]


def entry(kind: str, detail: Mapping[str, Any]) -> str:
    """A timeline entry's title."""
    title = gettext(ENTRIES.get(kind, kind))
    if kind == "record_finding":
        found = FINDINGS[detail["finding"]]
        return _colon(title, gettext(found))
    if kind == "propose_outcome":
        return _proposed(title, detail)
    if "ground" in detail:
        ground = GROUNDS[detail["ground"]]
        return _colon(title, gettext(ground))
    if "office" in detail:
        office = OFFICES[detail["office"]]
        return _colon(title, gettext(office))
    if "number" in detail:
        return gettext("%(line)s (no. %(number)d)", line=title, number=detail["number"])
    if "days" in detail:
        return _colon(title, ngettext("%(num)d day", "%(num)d days", detail["days"]))
    if "document" in detail:
        return _colon(title, detail["document"])
    if "tie" in detail:
        tie = TIES[detail["tie"]]
        return _colon(title, gettext(tie))
    if kind in ("assign", "hand_over"):
        part = PARTS[detail["part"]]
        return _colon(title, gettext("%(line)s (%(many)s)", line=detail["to"], many=gettext(part)))
    if kind == "rated":
        return _colon(title, gettext(MARKS, **{name: detail[name] for name in ("manner", "speed", "result")}))
    return title


def _proposed(title: str, detail: Mapping[str, Any]) -> str:
    """Of a recheck also what becomes of the opinion before: it may order nothing."""
    result = FIRST_RESULTS.get(detail.get("first_result") or "")
    said = [gettext(each) for each in [result, *(OUTCOMES[code] for code in detail["codes"])] if each]
    return _colon(title, join(said)) if said else title


def _colon(title: str, rest: str) -> str:
    return f"{title}{gettext(': ')}{rest}"
