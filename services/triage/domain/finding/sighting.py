"""Someone whom the words may accuse."""

from dataclasses import dataclass

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit
from shared.contracts.terms import RespondentKind


@dataclass(frozen=True)
class Sighting:
    """The words at [start, end), what they make of whom, and how much they say."""

    kind: RespondentKind
    start: int
    end: int
    weight: float
    rule: str
    office: Office | None = None
    unit: str = ""
    sector: str = ""


def nearest(offices: list[Office], at: int) -> Office | None:
    """The last one named before this place, else the first."""
    before = [one for one in offices if one.start <= at]
    return before[-1] if before else (offices[0] if offices else None)


def tells_of(statement: Statement, office: Office, hit: Hit) -> bool:
    """Conduct told in the sentence of the office behind its name, or in the next one."""
    apart = statement.sentence_number(hit.start) - statement.sentence_number(office.start)
    return (apart == 0 and hit.start >= office.start) or apart == 1


def same_sentence(statement: Statement, one: int, other: int) -> bool:
    return statement.sentence_number(one) == statement.sentence_number(other)
