"""Whoever may try something in a walk: certified or not, accused, head, deputy, of another body, or above."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from services.investigation.domain.absence import Away
from services.investigation.domain.case import Caller
from services.investigation.domain.chain import Office
from shared.contracts.terms import Role
from tests.investigation.builders import BODY

NAMES = UUID("6c1a6a0e-6a0d-4b8e-9a41-0a5a3f1f2b11")
"""As the seats of conftest.py are numbered."""
ELSEWHERE, ABOVE = "SUP-330110", "SUP-330100"
ACCUSED = "王某"
BOTH = (Role.INVESTIGATOR, Role.HEAD)


@dataclass(frozen=True)
class Person:
    """One account of the directory."""

    username: str
    roles: frozenset[Role]
    home: str = BODY
    name: str = ""
    valid_to: date | None = date(2028, 1, 1)

    @property
    def id(self) -> str:
        return str(uuid5(NAMES, self.username))

    @property
    def caller(self) -> Caller:
        return Caller(self.id, self.name or self.username, self.home, self.roles, self.valid_to)


def _person(username: str, *roles: Role, **said: object) -> Person:
    return Person(username, frozenset(roles or (Role.INVESTIGATOR,)), **said)  # type: ignore[arg-type]


PEOPLE = {
    each.username: each
    for each in (
        _person("ida"),
        _person("jan"),
        _person("kai"),
        _person("sue"),
        _person("dan"),
        _person("bo", *BOTH),
        _person("hua", Role.HEAD, valid_to=None),
        _person("gu", Role.HEAD, valid_to=None),
        _person("uncertified", valid_to=None),
        _person("expired", valid_to=date(2026, 11, 1)),
        _person("accused", *BOTH, name=ACCUSED),
        _person("ella", *BOTH, home=ELSEWHERE),
        _person("emil", home=ELSEWHERE),
        _person("superior", Role.HEAD, home=ABOVE, valid_to=None),
        _person("clerk", Role.STATISTICIAN, valid_to=None),
    )
}
CALLERS = {name: each.caller for name, each in PEOPLE.items()}
BY_ID = {each.id: name for name, each in PEOPLE.items()}
HEAD_AWAY = "hua"
TIED, ACCUSED_UNIT, LEFT, TIED_UNTIL = "jan", "执法大队", date(2023, 12, 15), date(2026, 12, 15)
"""Who worked in the accused unit, until when, and until when that ties them."""
HOLDERS = {Office.SECTION: "sue", Office.DIVISION: "dan"}
"""Who holds which office of BODY."""
CHAIN = "section-division-head"
"""By which a proposal goes in the second case of a walk."""


def caller_on(username: str, away: Away | None, day: date) -> Caller:
    """As the shell knows the account on that day: a deputy is a head while the head is away, who is none."""
    found = CALLERS[username]
    if away is not None and away.head == found.staff_id and away.on(day):
        return replace(found, away_until=away.last)
    if away is None or away.deputy != found.staff_id or not away.on(day):
        return found
    return replace(
        found,
        roles=found.roles | {Role.HEAD},
        stands_in_for=None if Role.HEAD in found.roles else away.head_name,
    )
