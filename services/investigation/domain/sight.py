"""May this caller know that this case exists? The shell asks the same question inside its queries."""

from services.investigation.domain.case import Caller, CaseFacts
from shared.contracts.terms import Role

DESK_ROLES = frozenset({Role.INVESTIGATOR, Role.HEAD})


def parties_of(caller: Caller) -> frozenset[str]:
    """The codes under which a caller may stand in the barred set of a case."""
    division = caller.home.partition("-")[2]
    return frozenset({caller.home, f"PERSON-{division}:{caller.name}", f"STAFF-{caller.staff_id}"})


def sees(facts: CaseFacts, caller: Caller) -> bool:
    """Of the case's own body, with a desk role, and neither they nor their house is accused."""
    return (
        caller.home == facts.body
        and bool(caller.roles & DESK_ROLES)
        and facts.barred.isdisjoint(parties_of(caller))
    )
