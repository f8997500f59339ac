"""What a case has to keep to, in days, and how long it is kept, in years: the settings of its province on the
day of acceptance (art. 22)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from services.investigation.domain.chain import Office
from shared.contracts.provinces import NATION, Change, in_force
from shared.contracts.retention import YEARS, Rule
from shared.workdays import Workdays


@dataclass(frozen=True)
class Limits:
    """Without a word from triage, the law's own numbers and the usual ones (`policy` None)."""

    policy: str | None = None
    investigation: int = 60
    extension: int = 30
    rectification: int = 30
    unit_objection: int = 15
    unit_objection_answer: int = 15
    recheck_application: int = 30
    keep_measures: int = YEARS[Rule.MEASURES]
    """Years, as the next."""
    keep_cases: int = YEARS[Rule.CASES]
    approval_chain: str = Office.HEAD
    """By whose hands a proposal goes (`domain.chain`)."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def own_limits(changes: Iterable[Change], province: str, day: date) -> Limits:
    """What a case keeps to that no complaint began: its province's settings of the day, over the nation's."""
    known = tuple(changes)
    held = in_force(known, NATION, day) | in_force(known, province, day)
    return limits({key: change.value for key, change in held.items()})


def last_day(limit: Limits, accepted: date, extended_by: int | None, calendar: Workdays) -> date:
    """The last day of an investigation: its term from acceptance, and from there what was granted."""
    end = calendar.add_days(accepted, limit.investigation)
    return end if extended_by is None else calendar.add_days(end, extended_by)


def limits(kept: Mapping[str, Any] | None) -> Limits:
    """From what came with the acceptance; names that came later are passed over."""
    known = {each.name for each in fields(Limits)}
    return Limits(**{name: value for name, value in (kept or {}).items() if name in known})
