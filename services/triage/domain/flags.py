"""What a reader of the list must notice at once."""

from collections.abc import Iterator

from services.triage.domain.claims import COMPLIANCE, RETALIATION
from services.triage.domain.country import Country
from services.triage.domain.facts import Respondent
from services.triage.domain.matter import Matter
from services.triage.domain.rechecks import recheck
from services.triage.domain.routing import OVER_THE_BODY, is_cross_region
from shared.contracts.terms import RECHECKED_BEFORE, Identity, RespondentKind

SEALS = frozenset({"G3", "G4", "G5", "G6"})
"""Gates that send the clue of discipline on."""


def flags(matter: Matter, gate: str | None, rechecked: bool) -> tuple[str, ...]:
    """Upper snake case, sorted, each once."""
    found = {*_people(matter), *_places(matter), *_circumstances(matter)}
    if sealed(matter, gate):
        found.add("SEALED")
    if (recheck(matter) if rechecked else matter.settled).escalated:
        found.add("RECUSAL_BODY")
    return tuple(sorted(found))


def sealed(matter: Matter, gate: str | None) -> bool:
    """Nothing but discipline or crime is alleged, and it goes to the discipline organ (G6)."""
    return matter.facts.circumstances.discipline_clue == "only" and gate in SEALS


def seat_conflict(matter: Matter) -> bool:
    """The desk that received it belongs to a department that must not learn of it (domain §4.5)."""
    received = matter.facts.received_at
    codes = matter.country.current(received) if received else ()
    return any(f"DEP-{code}" in matter.barred for code in codes)


def _people(matter: Matter) -> Iterator[str]:
    kinds = {respondent.kind for respondent in matter.accused}
    if RespondentKind.LEADER in kinds:
        yield "LEADER"
    if kinds & OVER_THE_BODY:
        yield "SUPERVISOR_ACCUSED"
    if matter.overdue_handler is not None:
        yield "OVERDUE_HANDLER"
        yield "PRIORITY"
    if any(
        one.rule == "R3" and one.key == "R3.collective"
        for each in matter.requirements
        for one in each.reasons
    ):
        yield "ESCALATED_COLLECTIVE"
    if seat_conflict(matter):
        yield "SEAT_CONFLICT"


def _places(matter: Matter) -> Iterator[str]:
    if is_cross_region(matter.requirements, matter.country):
        yield "CROSS_REGION"
    if any(not one.place.clear for one in matter.requirements):
        yield "REGION_UNCLEAR"
    if any(_retired(one, matter.country) for one in matter.facts.respondents):
        yield "CODE_RETIRED"
    specials = {special for one in matter.facts.respondents for special in _specials(one, matter.country)}
    if "SPECIAL_AREA" in specials:
        yield "SPECIAL_AREA"
    if specials & {"XPCC", "XPCC_CITY"}:
        yield "XPCC"


def _retired(respondent: Respondent, country: Country) -> bool:
    return country.is_retired(respondent.division) or country.is_retired(respondent.entrusted_by)


def _specials(respondent: Respondent, country: Country) -> Iterator[str]:
    for code in (respondent.entrusted_by, respondent.division):
        if code is not None:
            for current in country.current(code):
                yield country.special(current)


def _circumstances(matter: Matter) -> Iterator[str]:
    about, claimed = matter.facts.circumstances, matter.claims.meant
    if not matter.facts.contactable or matter.facts.identity == Identity.ANONYMOUS:
        yield "NO_NOTICE"
    if about.imminent_danger or about.deaths or matter.facts.told_danger:
        yield "PRIORITY"
    if RETALIATION in claimed:
        yield "RETALIATION"
        yield "PRIORITY"
    if matter.taken_to_law or COMPLIANCE in claimed:
        yield "TRACK_ART18"
    if about.review == "eligible":
        yield "GUIDE_REVIEW"
    if matter.rechecked_before:
        yield RECHECKED_BEFORE
    if matter.assigned or matter.clustered:
        yield "ART12_SPECIAL"
    if matter.reports_back:
        yield "REPORT_BACK"
