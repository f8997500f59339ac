"""What a case has to keep to, in days, and how long it is kept, in years: the settings of its province on the
day of acceptance (art. 22)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from services.investigation.domain.chain import Office
from shared.contracts.pauses import key_of
from shared.contracts.provinces import NATION, Change, in_force
from shared.contracts.retention import YEARS, Rule
from shared.contracts.terms import PauseGround
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
    transfer_receipt: int = 7
    """Days for the receipt of what was transferred, as a paper is handed over within seven (penalties 61)."""
    advice_answer: int = 30
    """Days for the answer of who decides on persons, or on a commendation."""
    keep_measures: int = YEARS[Rule.MEASURES]
    """Years, as the next."""
    keep_cases: int = YEARS[Rule.CASES]
    approval_chain: str = Office.HEAD
    """By whose hands a proposal goes (`domain.chain`)."""
    pause_hearing: int = 0
    """Days for which the clock may stand still on this ground (`domain.pauses`), as the next; 0: none."""
    pause_appraisal: int = 0
    pause_complainant: int = 0
    pause_litigation: int = 0
    pause_other_authority: int = 0
    pause_force_majeure: int = 0
    pause_person_away: int = 0
    pause_in_all: int = 0
    pause_second_hearing: int = 30

    def pause_of(self, ground: PauseGround) -> int:
        """The most that one pause on this ground may have."""
        return int(getattr(self, key_of(ground)))

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


def own_limits(changes: Iterable[Change], province: str, day: date) -> Limits:
    """What a case keeps to that no complaint began: its province's settings of the day, over the nation's."""
    known = tuple(changes)
    held = in_force(known, NATION, day) | in_force(known, province, day)
    return limits({key: change.value for key, change in held.items()})


def last_day(
    limit: Limits, accepted: date, extended_by: int | None, calendar: Workdays, not_counted: int = 0
) -> date:
    """The last day of an investigation: its term from acceptance without the days that do not count, and
    from there what was granted."""
    end = calendar.add_days(accepted, limit.investigation + not_counted)
    return end if extended_by is None else calendar.add_days(end, extended_by)


def limits(kept: Mapping[str, Any] | None) -> Limits:
    """From what came with the acceptance; names that came later are passed over."""
    known = {each.name for each in fields(Limits)}
    return Limits(**{name: value for name, value in (kept or {}).items() if name in known})
