"""Which outcomes the findings call for, which are open, and which are not: how the proposal form lists them.

Told by the rules of combination (`proposal.py`), which decide when it is handed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from services.investigation.domain.case import Fault
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Group, Outcome
from services.investigation.domain.proposal import ANSWERED, NO_MEASURE, NOT_ACCEPTED, answers, first_judged
from services.investigation.domain.revocation import By, Verdict
from services.investigation.domain.standing import Stands

Revokers = Mapping[str, Mapping[By, Verdict]]


class Fit(IntEnum):
    """How near an outcome is; the form lists the nearest first."""

    CALLED_FOR = 0
    OPEN = 1
    NOT_OPEN = 2


@dataclass(frozen=True)
class Fitting:
    """One outcome, how it fits, and the rule that says so, where one does."""

    code: str
    fit: Fit
    why: Fault | None = None


def fitting(
    findings: Mapping[str, Found | None],
    withdrawn: bool = False,
    revokers: Revokers | None = None,
    stands: Stands | None = None,
) -> list[Fitting]:
    """Every outcome once. Of those that fit alike, what ends the case early comes last. What an opinion
    before ordered and a recheck can let stand calls for nothing."""
    called = dict(_called_for(findings, stands or {}))
    found = [
        Fitting(code, Fit.CALLED_FOR, called[code])
        if code in called
        else Fitting(code, Fit.NOT_OPEN if why else Fit.OPEN, why)
        for code in SPECS
        for why in [_closed(code, findings, withdrawn, revokers or {})]
    ]
    return sorted(found, key=lambda each: (each.fit, SPECS[each.code].group is Group.END))


def _called_for(findings: Mapping[str, Found | None], stands: Stands) -> Iterator[tuple[str, Fault]]:
    """The last word on an outcome is the first matter's."""
    for allegation, found in reversed(list(findings.items())):
        if found is None:
            continue
        if found.serious and all(order.code != "O2" for order in stands.get(allegation, ())):
            yield "O2", Fault("/outcomes", "opinion_missing", "measures:14(2)", {"allegation": allegation})
        if wanted := NO_MEASURE.get(found.finding):
            detail = {"allegation": allegation, "code": wanted}
            yield wanted, Fault("/outcomes", "outcome_missing", "measures:4", detail)


def _closed(
    code: str, findings: Mapping[str, Found | None], withdrawn: bool, revokers: Revokers
) -> Fault | None:
    """What would be held against it whatever else is proposed."""
    article = SPECS[code].article
    if code == "O14" and not withdrawn:
        return Fault("/outcomes", "not_withdrawn", article)
    breach = any(found is not None and found.breach for found in findings.values())
    if SPECS[code].group is Group.END and breach:
        return Fault("/outcomes", "breach_found", "measures:7(4)")
    if code == NOT_ACCEPTED and (judged := first_judged(findings)) is not None:
        return Fault("/outcomes", "judged_already", ANSWERED, {"allegation": judged})
    if code == "O14":
        return None
    fits = [each for each, found in findings.items() if answers(Outcome(code, (), {}), found)]
    if not fits:
        open_still = not findings or None in findings.values()
        return None if open_still else Fault("/outcomes", "answers_nothing", article)
    return _nobody_revokes(fits, revokers) if code == "O7" else None


def _nobody_revokes(fits: Iterable[str], revokers: Revokers) -> Fault | None:
    ways = [verdict for each in fits if each in revokers for verdict in revokers[each].values()]
    if not ways or any(verdict.open for verdict in ways):
        return None
    return Fault("/outcomes", ways[0].code, ways[0].article)
