"""The six closing checks of Measures art. 4: a case is closed only when each is met, with its evidence."""

from collections.abc import Mapping
from enum import StrEnum

from services.investigation.domain.case import Fault

ARTICLE = "measures:4"


class ClosingCheck(StrEnum):
    """In the order of the article."""

    FACTS_CLEAR = "facts_clear"
    EVIDENCE_SOLID = "evidence_solid"
    PROCEDURE_LAWFUL = "procedure_lawful"
    NATURE_ACCURATE = "nature_accurate"
    HANDLING_PROPER = "handling_proper"
    FORMALITIES_COMPLETE = "formalities_complete"


def faults(checks: Mapping[str, str]) -> list[Fault]:
    """Checks without their evidence text, and names that are no check."""
    wrong = [Fault(f"/checks/{name}", "unknown_check") for name in checks if name not in set(ClosingCheck)]
    return wrong + [
        Fault(f"/checks/{check}", "required", ARTICLE)
        for check in ClosingCheck
        if not checks.get(check, "").strip()
    ]
