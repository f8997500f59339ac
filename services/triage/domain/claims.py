"""What the complainant says is wrong, in the codes of Measures art. 8."""

from dataclasses import dataclass, field

from services.triage.domain.facts import Facts
from shared.contracts.taxonomy import CATEGORIES

RETALIATION = "C6.4"
COMPLIANCE = "C8.1"
RULINGS = "C8"
"""The chapter on review and lawsuits: conduct towards them, never the act that they are about."""


@dataclass(frozen=True)
class Claims:
    """Natures and categories; `proposed` when the natures follow from the categories only."""

    natures: tuple[str, ...]
    categories: tuple[str, ...]
    proposed: bool = False
    hinted: tuple[str, ...] = field(default=(), compare=False)

    @property
    def meant(self) -> tuple[str, ...]:
        """As claimed; else as the words of the statement tell."""
        return self.categories or self.hinted

    @property
    def about_rulings(self) -> tuple[str, ...]:
        return tuple(code for code in self.meant if code.partition(".")[0] == RULINGS)

    @property
    def only_about_rulings(self) -> bool:
        return bool(self.meant) and self.about_rulings == self.meant


def claims(facts: Facts) -> Claims:
    """As claimed; natures that are not claimed are proposed where a category allows just one."""
    if facts.natures:
        return Claims(facts.natures, facts.categories, hinted=facts.hinted)
    known = (CATEGORIES[code].natures for code in facts.categories if code in CATEGORIES)
    single = {str(nature) for natures in known if len(natures) == 1 for nature in natures}
    return Claims(tuple(sorted(single)), facts.categories, proposed=bool(single), hinted=facts.hinted)
