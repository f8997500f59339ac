"""Cases that no complaint began: assignments and specials (art. 12), spot checks, visits (art. 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.investigation.domain.case import Fault
from services.investigation.domain.outcomes import far_fault
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import RespondentKind

MOST_RESPONDENTS = 64


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


def faults(opening: Opening, today: date) -> list[Fault]:
    """What is missing before a case may be opened without a complaint."""
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
    kinds = {str(kind) for kind in RespondentKind}
    return wrong + [
        Fault(f"/respondents/{place}/kind", "unknown_choice")
        for place, each in enumerate(opening.respondents)
        if each.get("kind") not in kinds
    ]


def number(division: str, year: int, serial: int) -> str:
    """ZX-330106-2026-0001: told apart at sight from the number of a complaint."""
    return f"ZX-{division}-{year}-{serial:04}"


def numbers(lines: str) -> list[str]:
    """Tracking numbers as typed, one a line or apart by spaces and commas, each once."""
    apart = lines.replace("，", " ").replace(",", " ").replace("、", " ").split()
    return list(dict.fromkeys(each.upper() for each in apart))


def unknown(asked: Iterable[str], found: Iterable[str]) -> list[str]:
    held = set(found)
    return [each for each in asked if each not in held]
