"""The year of a body in numbers (Measures art. 21, petition art. 41): pure counts over what happened."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from services.investigation.domain.case import State
from services.investigation.domain.clocks import RUNNING
from shared.contracts.terms import Decision

SMALLEST_CELL = 5
"""Whoever may not see the cases must not be able to tell them from the counts (domain §2.8)."""
Cells = dict[str, int | None]
Show = Callable[[int], int | None]


@dataclass(frozen=True)
class CaseRow:
    """What is counted of one case. `findings` are (finding, category, nature) of each allegation found."""

    state: State
    decision: str
    channel: str
    identity: str
    accepted: date
    investigate_by: date
    concluded: date | None = None
    extended: bool = False
    paused: bool = False
    special: bool = False
    categories: tuple[str, ...] = ()
    findings: tuple[tuple[str, str | None, str | None], ...] = ()
    outcomes: tuple[tuple[str, str | None], ...] = ()
    """(code, ground) of each approved outcome that stands."""
    fallen: tuple[str, ...] = ()
    """Codes of those that were annulled, revoked or lifted since."""
    annulled: bool = False
    """A recheck annulled the opinion: what it found does not stand either."""
    first_result: str | None = None
    corrections: tuple[tuple[date, date | None], ...] = ()
    """(due, carried out) of each correction: by which day, and on which (`in_time`); None while it is not
    confirmed."""
    lifted: int = 0
    """Corrections of which nothing is owed since they were lifted."""
    ratings: tuple[tuple[int, int, int], ...] = ()
    """(manner, speed, result)"""
    obstructions: int = 0
    transfers: int = 0


@dataclass(frozen=True)
class OwnRow:
    """What is counted of a case of the body's own besides what is of any case."""

    case: CaseRow
    origin: str
    bound: int = 0
    """Complaints that are handled together under it."""
    report_by: date | None = None
    reported: date | None = None


def in_time(due: date, carried_out: date) -> bool:
    """A unit is in time that reported by its day what was then confirmed, however long the body takes to look
    (Measures art. 14(2)): what counts is the day on which the report that was accepted came in, and the day
    that was last given to the unit. A report that was not accepted counts for nothing."""
    return carried_out <= due


def plain(count: int) -> int | None:
    return count


def suppressed(count: int) -> int | None:
    """None for a cell that is small enough to tell whom it is about."""
    return None if 0 < count < SMALLEST_CELL else count


def complaints(rows: Sequence[CaseRow], today: date, show: Show) -> dict[str, Cells | int | None]:
    """Received by channel, identity and category; decided in time, late, extended; how long it took."""
    done = [row for row in rows if row.concluded is not None]
    days = [(row.concluded - row.accepted).days for row in done if row.concluded]
    in_time = sum(row.concluded <= row.investigate_by for row in done if row.concluded)
    return {
        "received": show(len(rows)),
        "by_channel": _cells((row.channel for row in rows), show),
        "by_identity": _cells((row.identity for row in rows), show),
        "by_category": _cells((code for row in rows for code in set(row.categories)), show),
        "by_state": _cells((row.state for row in rows), show),
        "concluded": show(len(done)),
        "in_time": show(in_time),
        "late": show(len(done) - in_time),
        "overdue_now": show(sum(row.state in RUNNING and row.investigate_by < today for row in rows)),
        "extended": show(sum(row.extended for row in rows)),
        "paused": show(sum(row.paused for row in rows)),
        "median_days": round(median(days))
        if len(days) >= SMALLEST_CELL or (days and show is plain)
        else None,
        "rechecks": show(sum(row.decision == Decision.RECHECK for row in rows)),
        "recheck_results": _cells((row.first_result for row in rows if row.first_result), show),
    }


def outcomes(rows: Sequence[CaseRow], show: Show) -> dict[str, Cells | int | None]:
    """Findings by kind, nature and category found; outcomes by code, revocations by ground; corrections. What
    does not stand any more is counted apart from what does."""
    found = [each for row in rows for each in row.findings if not row.annulled]
    approved = [each for row in rows for each in row.outcomes]
    corrections = [each for row in rows for each in row.corrections]
    carried_out = [(due, on) for due, on in corrections if on is not None]
    return {
        "findings": _cells((finding for finding, _, _ in found), show),
        "natures": _cells((nature for _, _, nature in found if nature), show),
        "categories_found": _cells((code for _, code, _ in found if code), show),
        "by_code": _cells((code for code, _ in approved), show),
        "revocations_by_ground": _cells(
            (ground for code, ground in approved if code == "O7" and ground), show
        ),
        "annulled": show(sum(row.annulled for row in rows)),
        "findings_annulled": _cells(
            (finding for row in rows if row.annulled for finding, _, _ in row.findings), show
        ),
        "outcomes_fallen": _cells((code for row in rows for code in row.fallen), show),
        "corrections": show(len(corrections)),
        "corrections_lifted": show(sum(row.lifted for row in rows)),
        "carried_out": show(len(carried_out)),
        "carried_out_in_time": show(sum(in_time(due, on) for due, on in carried_out)),
    }


def besides(rows: Sequence[CaseRow], show: Show) -> dict[str, Cells | int | None]:
    """Special supervision, obstruction, transfers, and how complainants rated the handling."""
    ratings = [each for row in rows for each in row.ratings]
    return {
        "special_supervision": show(sum(row.special for row in rows)),
        "obstructions": show(sum(row.obstructions for row in rows)),
        "transfers": show(sum(row.transfers for row in rows)),
        "ratings": show(len(ratings)),
        **{
            name: _tenths([each[place] for each in ratings], show)
            for place, name in enumerate(("manner_tenths", "speed_tenths", "result_tenths"))
        },
    }


def own(rows: Sequence[OwnRow], today: date, show: Show) -> dict[str, Cells | int | None]:
    """Cases that no complaint began, by themselves: by kind, with what came of them and whether who assigned
    a matter was told in time."""
    here = (row for row in rows if row.case.state != State.PASSED_UP)  # else the body above owes it
    owed = [(row.report_by, row.reported) for row in here if row.report_by is not None]
    made = [(by, on) for by, on in owed if on is not None]
    came = outcomes([row.case for row in rows], show)
    return {
        "opened": show(len(rows)),
        "by_origin": _cells((row.origin for row in rows), show),
        "own_states": _cells((row.case.state for row in rows), show),
        "decided": show(sum(row.case.concluded is not None for row in rows)),
        "bound": show(sum(row.bound for row in rows)),
        "reports_due": show(len(owed)),
        "reports_made": show(len(made)),
        "reports_in_time": show(sum(on <= by for by, on in made)),
        "reports_late": show(sum(on is None and by < today for by, on in owed)),
        "own_findings": came["findings"],
        "own_outcomes": came["by_code"],
        "own_outcomes_fallen": came["outcomes_fallen"],
        "own_corrections": came["corrections"],
        "own_carried_out": came["carried_out"],
    }


def _tenths(marks: Sequence[int], show: Show) -> int | None:
    """The mean of marks from 1 to 5 in tenths, so that it stays a whole number."""
    return round(10 * sum(marks) / len(marks)) if marks and show(len(marks)) else None


def _cells(values: Iterable[str | None], show: Show) -> Cells:
    counted: Mapping[str, int] = Counter(str(each) for each in values)
    return {key: show(counted[key]) for key in sorted(counted)}
