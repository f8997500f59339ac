"""Cases that no complaint began: assignments and specials (art. 12), spot checks, visits (art. 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from services.investigation.domain.case import ENDED, Fault, State
from services.investigation.domain.outcomes import far_fault
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import RespondentKind
from shared.divisions import divisions

MOST_RESPONDENTS = 64
ONE_LEVEL_UP = frozenset(
    {
        RespondentKind.DEPARTMENT,
        RespondentKind.LEADER,
        RespondentKind.SUPERVISION_BODY,
        RespondentKind.SUPERVISION_STAFF,
    }
)
"""Of one's own division these are for the body above, as with a complaint: nobody looks into themselves."""


class Origin(StrEnum):
    """By what a case began."""

    COMPLAINT = "complaint"
    ASSIGNED = "assigned"
    SPECIAL = "special"
    DEDICATED = "dedicated"
    SPOT_CHECK = "spot_check"
    ENTERPRISE_VISIT = "enterprise_visit"


ARTICLES: Mapping[Origin, str] = {
    Origin.ASSIGNED: "measures:12",
    Origin.SPECIAL: "measures:12",
    Origin.DEDICATED: "measures:12",
    Origin.SPOT_CHECK: "measures:7(2)",
    Origin.ENTERPRISE_VISIT: "measures:11",
}
"""Each origin of one's own, with the article that allows it."""
BINDING = frozenset({Origin.ASSIGNED, Origin.SPECIAL, Origin.DEDICATED})
"""They may bind complaints that are handled at the same time."""


def told_of_the_end(reported: datetime | None, decided: datetime | None) -> bool:
    """Whether who assigned the matter was told how it ended: what was written before there was an outcome is
    no such report (办结报告, petition art. 22), and one stays owed."""
    return reported is not None and decided is not None and reported >= decided


REPORT = "petition:22"
AHEAD = timedelta(days=7)
"""So long before its day a report on how far it is can be written: earlier nothing is owed."""


def interim_possible(report_by: date | None, today: date) -> bool:
    """On the day that the assigner named the body owes a report on how far it is (进展情况), where there is
    no outcome to tell (petition art. 22); it is no report of the end."""
    return report_by is not None and today >= report_by - AHEAD


@dataclass(frozen=True)
class Opening:
    """What is looked into, why, about whom; for an assignment by whom, and by when it is reported on."""

    origin: Origin
    matter: str
    reason: str
    assigner: str
    report_by: date | None
    respondents: tuple[Mapping[str, str], ...]
    categories: tuple[str, ...] = ()


def at_home(opening: Opening, division: str) -> Opening:
    """Of whom no place is said, they are of the body's own: without a place nobody would be kept away."""
    placed = ({**each, "division": each.get("division") or division} for each in opening.respondents)
    return replace(opening, respondents=tuple(placed))


def faults(opening: Opening, home: str, today: date, binds: int = 0) -> list[Fault]:
    """What is missing before the body of the division `home` may open a case without a complaint, and what
    is not for it; `binds` complaints are bound at once."""
    article = ARTICLES.get(opening.origin)
    if article is None:
        return [Fault("/origin", "unknown_choice")]
    wrong = [
        Fault(f"/{name}", "required", article)
        for name in ("matter", "reason")
        if not getattr(opening, name).strip()
    ]
    if opening.origin is Origin.ASSIGNED and not opening.assigner.strip():
        wrong.append(Fault("/assigner", "required", article))
    if opening.report_by is not None:
        code = "day_is_past" if opening.report_by < today else far_fault(opening.report_by, today)
        wrong += [Fault("/report_by", code)] if code else []
    if opening.origin is Origin.ASSIGNED and opening.report_by is None:
        wrong.append(Fault("/report_by", "required", article))
    if not opening.respondents:
        wrong.append(Fault("/respondents", "required", "measures:2"))
    wrong += [
        Fault("/categories", "unknown_category") for each in opening.categories if each not in CATEGORIES
    ]
    if binds and opening.origin not in BINDING:
        wrong.append(Fault("/numbers", "binds_no_complaints", "measures:12"))
    for place, each in enumerate(opening.respondents):
        wrong += [
            Fault(f"/respondents/{place}/{name}", code, "measures:2" if code in REACH else None)
            for name, code in _of_whom(each, home)
        ]
    return wrong


NAMED = frozenset({RespondentKind.INTERNAL_UNIT, RespondentKind.ENTRUSTED_AGENCY})
"""Of these a place has several: unnamed, nobody knew which is meant, and nobody would be kept away."""
REACH = frozenset({"outside_the_reach", "one_level_up"})
"""Why somebody is not for this body, but for another."""


def _of_whom(respondent: Mapping[str, str], home: str) -> Iterable[tuple[str, str]]:
    """The superior looks below itself, a department into its own units and whom it entrusts (art. 2)."""
    kind, division = respondent.get("kind"), respondent.get("division") or home
    if kind not in {str(each) for each in RespondentKind}:
        yield "kind", "unknown_choice"
    elif division not in divisions():
        yield "division", "unknown_division"
    elif not divisions().lies_within(division, home):
        yield "division", "outside_the_reach"
    elif kind in ONE_LEVEL_UP and division == home:
        yield "kind", "one_level_up"
    if kind in NAMED and not respondent.get("name", "").strip():
        yield "name", "required"


def number(division: str, year: int, serial: int) -> str:
    """ZX-330106-2026-0001: told apart at sight from the number of a complaint."""
    return f"ZX-{division}-{year}-{serial:04}"


def numbers(lines: str) -> list[str]:
    """Tracking numbers as typed, one a line or apart by spaces and commas, each once."""
    apart = lines.replace("，", " ").replace(",", " ").replace("、", " ").split()
    return list(dict.fromkeys(each.upper() for each in apart))


def ended(found: Iterable[tuple[str, State]]) -> list[Fault]:
    """A case that is over is not handled together with anything any more."""
    over = [number for number, state in found if state in ENDED]
    return [Fault("/numbers", "ended_already", "measures:12", {"numbers": ", ".join(over)})] if over else []


def unknown(asked: Iterable[str], found: Iterable[str]) -> list[str]:
    held = set(found)
    return [each for each in asked if each not in held]
