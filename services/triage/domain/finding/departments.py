"""The department as such: what it does as an office, and what is told of nobody else."""

import re
from collections.abc import Iterator

from services.triage.domain.finding.offices import OURS, Office
from services.triage.domain.finding.people import ITS_PEOPLE
from services.triage.domain.finding.proposals import LEAST
from services.triage.domain.finding.roles import TURNED_TO, Part
from services.triage.domain.finding.sighting import Sighting, same_sentence, tells_of
from services.triage.domain.finding.stance import left
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit
from shared.contracts.terms import RespondentKind as Kind

_AS_AN_OFFICE = frozenset({"C1.1", "C2.1", "C3.5", "C5.1", "C5.2", "C6.1", "C6.2", "C8.1", "C8.2"})
"""Categories that a department commits as such when nobody of it is named in the sentence."""
_REPORTS = frozenset({"C6.1", "C6.2"})
"""What becomes of a report is done by whoever it was made to."""
_ACTS = re.compile(
    r"(?:于|在)?[^，,。]{0,10}?(?:却|又|还|就|也|竟然?)?(?:强制|要求|作出|做出|下达|印发|出台|规定|以|未|没有?|不|拒|明知"
    r"|认定|罚|查封|扣|逾期|连续|对|把|将|派|压根|从不|处罚)"
)
_HOUSE = re.compile(
    r"红头文件|(?:下发|印发|出台|发布)(?:了)?[^，,。]{0,8}(?:文件|通知|规定|方案)|集体(?:讨论|研究|决定)|以局(?:里)?名义"
    r"|局里(?:规定|要求|开会|下)"
)


def departments(
    statement: Statement, accused: list[Part], conduct: list[Hit], found: list[Sighting]
) -> Iterator[Sighting]:
    """Accused offices of ours with conduct of theirs; `found`: who else was seen in the text."""
    named = [one for one in accused if one.office.sector == OURS and not one.office.text.endswith("队")]
    others = [one.office for one in accused if not one.office.ours]
    persons = [one for one in found if one.weight >= LEAST and _is_a_person(one)]
    for part in named:
        office = part.office
        told = [hit for hit in conduct if len(named) == 1 or tells_of(statement, office, hit)]
        if part.role == TURNED_TO and others:
            told = [hit for hit in conduct if _of_whom_was_turned_to(statement, office, hit, others)]
            if not told:
                continue
        beside = any(same_sentence(statement, one.start, office.start) for one in persons)
        yield from _sightings(statement, office, told, persons, beside)
    if house := _HOUSE.search(statement.text):
        weight = 0.7 * left(statement, house.start(), house.end())
        office_named = named[0].office if named else None
        yield Sighting(Kind.DEPARTMENT, house.start(), house.end(), weight, "who-house", office_named)


def _of_whom_was_turned_to(statement: Statement, office: Office, hit: Hit, others: list[Office]) -> bool:
    """我向应急局反映住建局不作为: the report is about the other one, unless it tells what became of it."""
    if not tells_of(statement, office, hit):
        return False
    between = any(office.end <= one.start <= hit.start for one in others)
    return not between or bool(_REPORTS & set(hit.rule.values))


def _sightings(
    statement: Statement, office: Office, told: list[Hit], persons: list[Sighting], beside: bool
) -> Iterator[Sighting]:
    as_office = [hit for hit in told if _AS_AN_OFFICE & set(hit.rule.values)]
    if as_office and not beside:
        yield Sighting(Kind.DEPARTMENT, office.start, office.end, 0.75, "who-office-acts", office)
    elif told and not beside and _ACTS.match(statement.text, office.end):
        yield Sighting(Kind.DEPARTMENT, office.start, office.end, 0.65, "who-office-acts", office)
    elif not persons:
        weight = 0.65 if told else LEAST
        yield Sighting(Kind.DEPARTMENT, office.start, office.end, weight, "who-only-office", office)


def _is_a_person(one: Sighting) -> bool:
    return one.kind is not Kind.OTHER_AGENCY and one.rule != f"who-{ITS_PEOPLE}"
