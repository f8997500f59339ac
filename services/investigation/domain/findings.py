"""What was found about each allegation (Measures art. 4: facts clear, evidence solid, nature accurate)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.investigation.domain.case import Fault
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Finding, Nature

ARTICLE = "measures:4"
BREACH = frozenset({Finding.SUBSTANTIATED, Finding.PARTLY})
"""Findings that say: there was a breach."""


@dataclass(frozen=True)
class Found:
    """The finding on one allegation. `nature` is determined anew, whatever the complainant chose.

    `told` is what the complainant reads of it besides the finding itself; it must not tell of third persons.
    `serious` distinguishes art. 14(2) from art. 14(1).
    """

    allegation: str
    finding: Finding
    facts: str
    reasons: str
    category: str | None = None
    nature: Nature | None = None
    serious: bool = False
    told: str = ""

    @property
    def breach(self) -> bool:
        return self.finding in BREACH


def faults(found: Found, allegations: Collection[str]) -> list[Fault]:
    """What is missing or contradicts itself in a finding."""
    wrong = []
    if found.allegation not in allegations:
        wrong.append(Fault("/allegation", "unknown_allegation"))
    for name in ("facts", "reasons"):
        if not getattr(found, name).strip():
            wrong.append(Fault(f"/{name}", "required", ARTICLE))
    if found.category is not None and found.category not in CATEGORIES:
        wrong.append(Fault("/category", "unknown_category"))
    return wrong + (_breach_faults(found) if found.breach else _no_breach_faults(found))


def _breach_faults(found: Found) -> list[Fault]:
    if found.category is None:
        return [Fault("/category", "required", "measures:8")]
    if found.nature is None:
        return [Fault("/nature", "required", "measures:7(4)")]
    category = CATEGORIES.get(found.category)
    if category is not None and found.nature not in category.natures:
        allowed = sorted(category.natures)
        return [Fault("/nature", "nature_not_of_category", category.article, {"allowed": allowed})]
    return []


def _no_breach_faults(found: Found) -> list[Fault]:
    wrong = []
    if found.nature is not None:
        wrong.append(Fault("/nature", "nature_without_breach", ARTICLE))
    if found.serious:
        wrong.append(Fault("/serious", "serious_without_breach", ARTICLE))
    return wrong
