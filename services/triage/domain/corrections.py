"""Facts corrected at the desk: what was said stays as it was said, the judgment is made on what is known.

Barred once, barred for good. A judgment on other facts keeps everybody out whom an earlier one kept out, so
that nobody corrects a complaint away from a recusal, by mistake or on purpose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain import referrals
from services.triage.domain.assessment import Assessment
from services.triage.domain.country import Country
from services.triage.domain.facts import Json
from services.triage.domain.reasons import reason
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision

WHOLE = ("subject", "occurred_in", "respondents")
"""Facts that a correction replaces; of the others it changes what it names."""
IN_PARTS = ("claims", "circumstances")


def corrected(facts: Json, said: Json) -> dict[str, Any]:
    """The facts with the correction laid over them; what it does not name stays."""
    found = dict(facts) | {name: said[name] for name in WHOLE if name in said}
    for name in IN_PARTS:
        if said.get(name):
            found[name] = {**(facts.get(name) or {}), **_given(said[name])}
    return found


def _given(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value is not None}


def still_barred(made: Assessment, before: Iterable[str], country: Country) -> Assessment:
    """The same assessment, kept from all whom an earlier one barred: a body among them gives way to the
    next one up. With none left inside, the national department's own supervisor takes it (R6)."""
    barred = tuple(sorted({*made.barred, *before}))
    if barred == made.barred:
        return made
    kept = replace(made, barred=barred, referrals=tuple(_past(made.referrals, barred, country)))
    body, desk = _free(made.body, barred, country), _free(made.desk, barred, country)
    above = made.recheck if body == made.body or body is None else country.above(body)
    recheck = _free(above, barred, country)
    if made.desk is not None and desk is None:
        return _outside(kept)
    passed = [was for was, now in ((made.body, body), (made.desk, desk)) if was != now]
    told = [reason("BARRED.stays", "petition:30(3)", body=code) for code in dict.fromkeys(passed)]
    return replace(kept, body=body, desk=desk, recheck=recheck, reasons=(*kept.reasons, *told))


def _outside(kept: Assessment) -> Assessment:
    """Nobody inside is left."""
    return replace(
        kept,
        decision=Decision.REFER,
        body=None,
        desk=None,
        recheck=None,
        referrals=tuple(dict.fromkeys((*kept.referrals, referrals.justice_ministry()))),
        reasons=(*kept.reasons, reason("R6.outside", "825:42")),
    )


def _free(division: str | None, barred: tuple[str, ...], country: Country) -> str | None:
    """The division itself, or the first above whose body may know of it."""
    while division is not None and f"SUP-{division}" in barred:
        division = country.above(division)
    return division


def _past(told: Iterable[Referral], barred: tuple[str, ...], country: Country) -> Iterable[Referral]:
    """No hazard goes to the 12350 desk of a department that is barred; with none left, to the government."""
    kept_out = {code[4:] for code in barred if code.startswith("DEP-")}
    for one in told:
        kind, _, place = one.to.partition(":")
        if kind != "WS_TIP":
            yield one
        elif desk := referrals.first_free(place, kept_out, country):
            yield replace(one, to=f"{kind}:{desk}")
        else:
            yield referrals.hazard_government(place, country)
