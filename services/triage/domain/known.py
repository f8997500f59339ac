"""What the registers tell about a complaint that it leaves out: who entrusted an agency, where an accused
person sits by now, and how many of a body's people may investigate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.triage.domain.country import Country
from services.triage.domain.recusal import PERSONS
from shared.contracts.terms import RespondentKind

Json = Mapping[str, Any]
MASK = "某"
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Register:
    """The part of the registers that concerns one complaint, as of its day."""

    agencies: Mapping[str, tuple[str, ...]]
    """By name of an entrusted agency: the divisions that entrusted it."""
    heads: Mapping[str, tuple[str, ...]]
    """By name of an approving head: the divisions whose body they approve for."""
    staff: Mapping[str, tuple[str, ...]]
    """By name of a member of the staff: the divisions of their bodies."""


def names_in(sent: Json) -> frozenset[str]:
    """The names to be looked up."""
    return frozenset(name for one in sent.get("respondents") or () if (name := _name(one)))


def completed(sent: Json, register: Register, country: Country) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts with what the registers know, and pointers to what was added."""
    respondents, pointers = [], []
    for at, one in enumerate(sent.get("respondents") or ()):
        added = _added(one, register, country)
        respondents.append({**one, **added})
        pointers += [f"/respondents/{at}/{name}" for name in added]
    if not pointers:
        return dict(sent), ()
    return {**sent, "respondents": respondents}, tuple(pointers)


def _added(one: Json, register: Register, country: Country) -> dict[str, Any]:
    name = _name(one)
    if not name:
        return {}
    if one["kind"] == RespondentKind.ENTRUSTED_AGENCY and not one.get("entrusted_by"):
        found = _near(register.agencies.get(name, ()), one.get("division"), country, both_ways=True)
        return {"entrusted_by": found[0]} if len(found) == 1 else {}
    if one["kind"] in PERSONS and not one.get("current_post"):
        return _post(name, one.get("division"), register, country)
    return {}


def _post(name: str, division: str | None, register: Register, country: Country) -> dict[str, Any]:
    """K2 and K3: a body on the way up of which the person is the head, or in which they sit.

    The head of their own department needs no register; an equal name elsewhere is a coincidence.
    """
    for kind, known in (("leader", register.heads), ("supervision_staff", register.staff)):
        if division and (found := _near(known.get(name, ()), division, country)):
            return {"current_post": {"kind": kind, "division": found[0]}}
    return {}


def _near(
    divisions: Iterable[str], division: str | None, country: Country, both_ways: bool = False
) -> list[str]:
    """Those at or above the division, the nearest first; all of them where it is not known."""
    table = country.divisions
    wanted = [code for code in divisions if code in table]
    if division is None or division not in table:
        return sorted(wanted) if both_ways else []
    chain = table.chain(division)
    above = [step for step in chain if step in wanted]
    if above or not both_ways:
        return above
    return sorted(code for code in wanted if table.lies_within(code, division))


def _name(one: Json) -> str | None:
    name = (one.get("name") or "").strip()
    return name if len(name) >= SHORTEST_NAME and MASK not in name else None
