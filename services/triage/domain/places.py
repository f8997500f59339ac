"""R8 and R9: in which division each respondent sits, when that is certain and when it is not."""

from dataclasses import dataclass

from services.triage.domain.country import NATION, Country
from services.triage.domain.facts import OWN_LEVEL, Facts, Respondent
from services.triage.domain.reasons import Reason, reason


@dataclass(frozen=True)
class Place:
    """Where a respondent sits, as far as routing and recusal need it."""

    home: str
    """The division whose body is the own-level one, or that holds it while the region is unclear."""
    over: str | None
    """The division whose body is one level up from all that may be meant; None: nobody inside."""
    accused_in: tuple[str, ...] = ()
    """Each division whose department may be the accused one."""
    clear: bool = True
    ask: bool = False
    reasons: tuple[Reason, ...] = ()


def place(respondent: Respondent, facts: Facts, country: Country) -> Place:
    """Entrusted agencies and their officers sit where the entrusting department is (R2)."""
    code = respondent.entrusted_by or respondent.division
    known = respondent.division_known or respondent.entrusted_by is not None
    if code is None:
        return _unplaced(respondent, facts, country)
    if country.is_retired(code):
        return _retired(code, respondent, facts, country)
    return _certain(code, country) if known else _somewhere_in(code, country)


def _certain(code: str, country: Country) -> Place:
    return Place(home=country.handler(code), over=country.above(code), accused_in=(code,))


def _somewhere_in(area: str, country: Country) -> Place:
    """R8: only the area is known. What lies under it is meant; a county has nothing under it."""
    holder = country.handler(area)
    why = (reason("R8", "petition:24", body=holder),)
    if country.is_leaf(area):
        return Place(holder, country.above(area), accused_in=(area,), clear=False, reasons=why)
    return Place(holder, holder, clear=False, reasons=why)


def _unplaced(respondent: Respondent, facts: Facts, country: Country) -> Place:
    """R8: nothing is known but perhaps where it happened. That tells whose officers were there, never
    which department is accused as such."""
    held = NATION
    if facts.occurred_in and respondent.kind in OWN_LEVEL:
        held = country.common(country.current(facts.occurred_in) or (NATION,))
    return Place(held, NATION, clear=False, reasons=(reason("R8", "petition:24", body=held),))


def _retired(code: str, respondent: Respondent, facts: Facts, country: Country) -> Place:
    """R9: the successor; of several, their lowest common superior asks which."""
    successors = country.current(code)
    if not successors:
        return _nobody_took_over(code, respondent, facts, country)
    if len(successors) == 1:
        (successor,) = successors
        if country.is_noisy(code):
            return _perhaps(code, successor, country)
        why = (reason("R9", "petition:24", code=code, division=successor),)
        return Place(country.handler(successor), country.above(successor), (successor,), reasons=why)
    return Place(
        home=country.common(successors),
        over=country.common(country.above(code) or NATION for code in successors),
        accused_in=successors,
        clear=False,
        ask=True,
        reasons=(reason("R9.several", "petition:24", code=code),),
    )


def _nobody_took_over(code: str, respondent: Respondent, facts: Facts, country: Country) -> Place:
    """R8: the province it stood in holds it and asks; where in it that happened decides as ever."""
    province = country.province_of(code)
    found = _unplaced(respondent, facts, country)
    inside = country.divisions.lies_within(found.home, province)
    held = found.home if inside else province
    why = (reason("R9.nobody", "petition:24", code=code), reason("R8", "petition:24", body=held))
    return Place(held, province, clear=False, ask=True, reasons=why)


def _perhaps(code: str, successor: str, country: Country) -> Place:
    """Recodings before 1984 are unreliable: the successor is a suggestion that a person confirms."""
    why = (reason("R9.noisy", "petition:24", code=code, division=successor),)
    over = country.above(successor)
    return Place(country.handler(successor), over, (successor,), clear=False, reasons=why)
