"""Sketches of what seats took, sealed too: thousands can be looked through without opening a statement."""

from array import array
from typing import Any
from uuid import UUID

from services.intake.domain.likeness import Matter, Sketch, sketch
from services.intake.hotline_models import SeatSketch
from shared.work import Work


def matter_of(statement: str, facts: dict[str, Any]) -> Matter:
    places = {facts.get("occurred_in"), *(each.get("division") for each in facts.get("respondents") or ())}
    categories = (facts.get("claims") or {}).get("categories") or ()
    return Matter(statement, {place for place in places if place}, categories)


def sealed_of(matter: Matter) -> dict[str, Any]:
    made = sketch(matter)
    return {
        "pairs": array("I", sorted(made.pairs)).tobytes().hex(),
        "divisions": sorted(made.divisions),
        "categories": sorted(made.categories),
    }


def opened(sealed: dict[str, Any]) -> Sketch:
    pairs = array("I")
    pairs.frombytes(bytes.fromhex(sealed["pairs"]))
    return Sketch(frozenset(pairs), frozenset(sealed["divisions"]), frozenset(sealed["categories"]))


def keep(work: Work, complaint_id: UUID, statement: str, facts: dict[str, Any]) -> None:
    work.keep(SeatSketch, complaint_id=complaint_id, sealed=sealed_of(matter_of(statement, facts)))
