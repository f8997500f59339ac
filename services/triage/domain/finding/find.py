"""Read a statement: every proposal that the tables make for it. Pure; equal texts, equal proposals."""

from collections.abc import Iterable

from services.triage.domain.finding import respondents
from services.triage.domain.finding.listed import listed
from services.triage.domain.finding.offices import Office, offices
from services.triage.domain.finding.places import Place, places
from services.triage.domain.finding.proposals import (
    AROUND,
    CATEGORIES,
    LEAST,
    NATURES,
    PLACE,
    Found,
    Mark,
    Proposal,
    Sign,
    score,
    weighed,
)
from services.triage.domain.finding.relative import anchor, divisions_of, leaves
from services.triage.domain.finding.roles import ADDRESSEE, Part, parts
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.subject import subject
from services.triage.domain.finding.table import Hit, hits
from shared.divisions import Divisions

MOST = 20_000
"""No statement is longer (contract §3); what stands behind it is not read."""


def find(written: str, table: Divisions, near: Iterable[str] = ()) -> Found:
    """Proposals with the words that led to them. `near`: codes of divisions known from elsewhere."""
    statement = Statement(written[:MOST])
    known = [code for code in near if code in table]
    fired = hits(statement)
    conduct = [hit for hit in fired if hit.rule.target in ("category", "nature")]
    named = offices(statement)
    spots = places(statement, table, {one.start for one in named}, known)
    roles = parts(statement, named)
    seen = respondents.sightings(statement, roles, conduct)
    seats: dict[Office, tuple[str | None, ...]] = {
        office: (code,) for office, code in divisions_of(named, spots, known, table).items()
    }
    seats |= listed(statement, named, spots, table)
    people = respondents.proposals(statement, seen, seats, anchor(spots, known, table))
    claimed = [*_categories(statement, conduct), *_natures(statement, conduct)]
    accused = any(one.score > LEAST for one in people)
    kind = subject(statement, fired, _sure(statement, conduct), accused)
    where = _place(statement, _told_of(spots, roles), table)
    return Found((kind, *people, *claimed, *where, *_around(statement, fired)))


def _sure(statement: Statement, conduct: list[Hit]) -> float:
    return score(Sign(hit.rule.target, hit.weight, hit.mark(statement)) for hit in conduct)


def _categories(statement: Statement, conduct: list[Hit]) -> list[Proposal]:
    return weighed(
        CATEGORIES,
        (
            Sign(value, hit.weight, hit.mark(statement))
            for hit in conduct
            if hit.rule.target == "category"
            for value in hit.rule.values
        ),
    )


def _natures(statement: Statement, conduct: list[Hit]) -> list[Proposal]:
    """What a category's rule says of the nature, and the words that say it outright."""
    signs = [
        Sign(value, hit.weight, hit.mark(statement))
        for hit in conduct
        for value in (hit.rule.natures if hit.rule.target == "category" else hit.rule.values)
    ]
    return weighed(NATURES, signs)


def _told_of(spots: list[Place], roles: list[Part]) -> list[Place]:
    """Not where an office is that is only written to, when the text names another place."""
    written_to = {one.office.start for one in roles if one.role == ADDRESSEE}
    told = [spot for spot in spots if spot.end not in written_to]
    return told or spots


def _place(statement: Statement, spots: list[Place], table: Divisions) -> list[Proposal]:
    """Where it happened: the lowest division that a name leads to for certain; several leave it open."""
    certain = {spot.code: spot for spot in spots if spot.code is not None}
    lowest = leaves(certain, table)
    weight = 0.75 if len(lowest) == 1 else LEAST
    marks = {code: Mark(*statement.span(certain[code].start, certain[code].end), "place") for code in lowest}
    return [Proposal(PLACE, code, weight, (marks[code],)) for code in lowest]


def _around(statement: Statement, fired: list[Hit]) -> list[Proposal]:
    found: list[Proposal] = []
    for value in ("hazard", "imminent_danger", "deaths"):
        signs = [
            Sign("true", hit.weight, hit.mark(statement))
            for hit in fired
            if hit.rule.target == "circumstance" and value in hit.rule.values
        ]
        found += weighed(AROUND + value, signs)
    return found
