"""Who tries: hands, heads, deputies, offices, whoever may do nothing, and whoever must not know of the cases."""

from collections.abc import Callable
from typing import Any

from shared.contracts.terms import Role
from tests.investigation.conflicts.posts import post

BOTH = (Role.INVESTIGATOR, Role.HEAD)
READERS = ("anna", "bert", "carl", "dora", "sara", "head", "gone", "acting", "later", "tied", "lapsed")
NOWHERE = ("accused", "serving", "neighbour", "withdrawn", "clerk")
ACCUSED = "王某"
Seats = dict[str, Any]


def come(seat: Callable[..., Any], serve: Callable[..., None], away: Callable[..., None]) -> Seats:
    """Deputies: one decides today, one later, one is tied to the accused unit; sara holds an office."""
    found = {name: seat(name) for name in READERS if name not in ("head", "gone", "lapsed")}
    found |= {name: seat(name, Role.HEAD) for name in ("head", "gone", "gone2", "gone3")}
    found["lapsed"] = seat("lapsed", certified=False)
    found["withdrawn"] = seat("withdrawn")
    found["accused"] = seat("accused", *BOTH, name=ACCUSED)
    found["serving"] = seat("serving", *BOTH)
    found["neighbour"] = seat("neighbour", *BOTH, home="SUP-330110")
    found["clerk"] = seat("clerk", Role.STATISTICIAN)
    serve("tied", post())
    serve("serving", post(None))
    assert found["head"].post("/offices", {"office": "section", "username": "sara"}).status_code == 201
    away(found["gone"], "acting")
    away(found["gone2"], "later", first="2026-12-01", last="2026-12-05")
    away(found["gone3"], "tied")
    return found
