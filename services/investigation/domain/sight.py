"""May this caller know that this case exists? The shell asks the same question inside its queries."""

from collections.abc import Iterable

from services.investigation.domain.case import Caller, CaseFacts
from shared.contracts.terms import Role

DESK_ROLES = frozenset({Role.INVESTIGATOR, Role.HEAD})
STAFF = "STAFF-"
"""Before an account, where somebody is barred by it."""


def parties_of(caller: Caller) -> frozenset[str]:
    """The codes under which a caller may stand in the barred set of a case, by whichever account of theirs:
    who must not know of it is a person (petition art. 28(3), 30(3))."""
    return caller.also | codes(caller.staff_id, caller.name, caller.home)


def codes(staff_id: str, name: str, home: str, *, active: bool = True) -> frozenset[str]:
    """Of one account; one that was closed is of no house any more."""
    division = home.partition("-")[2]
    known = frozenset({f"PERSON-{division}:{name}", f"{STAFF}{staff_id}"})
    return known | {home} if active else known


def parties_of_house(body: str, colleagues: Iterable[Caller]) -> frozenset[str]:
    """The codes under which a body, or anybody who works there, may stand in the barred set of a case.

    A body's own system tells nobody here whom it shows a case: one that any of its people must not know of
    stays at the desk, where each account has a sight of its own.
    """
    return frozenset({body}).union(*(parties_of(each) for each in colleagues))


def sees(facts: CaseFacts, caller: Caller) -> bool:
    """Of the case's own body, with a desk role, and neither they nor their house is accused."""
    return (
        caller.home == facts.body
        and bool(caller.roles & DESK_ROLES)
        and facts.barred.isdisjoint(parties_of(caller))
    )
