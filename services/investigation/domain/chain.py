"""By whose hands a proposal goes before its outcome stands: the chain that a province defines (art. 22).

A proposal keeps the chain of the day on which its case was accepted. Each step passes it on or returns it;
the last is always the head's, who alone decides. A step that nobody can take, because the office is held by
none but the proposer, the barred or the absent, is passed over: a vacancy must not stop the clock. Whether a
holder who may be partial withdraws is no vacancy: the head is asked, and until then the step waits, unless
somebody else can take it; not in that holder's place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Office(StrEnum):
    """Whose step it is, within a supervision body."""

    SECTION = "section"
    DIVISION = "division"
    HEAD = "head"


BELOW = (Office.SECTION, Office.DIVISION)
"""Offices that a head gives to people; the head's own comes from the registers."""
JOINT = "-"


@dataclass(frozen=True)
class Passed:
    """A step that was taken for the proposal that stands."""

    office: str
    by: str


def chain_of(said: str | None) -> tuple[Office, ...]:
    """The chain as the setting says it (`section-division-head`); what it does not say so, the head alone."""
    try:
        found = tuple(Office(each) for each in (said or "").split(JOINT))
    except ValueError:
        return (Office.HEAD,)
    return found if found[-1] is Office.HEAD else (*found, Office.HEAD)


People = Mapping[str, Collection[str]]
"""By office."""


def waiting(chain: Sequence[Office], passed: Sequence[Passed], able: People, asked: People) -> Office:
    """Whose turn it is: the next step that somebody can take, or may be able to once a head has decided on
    their recusal (`asked`), at last the head's."""
    taken = [chain.index(Office(each.office)) for each in passed if Office(each.office) in chain]
    for office in chain[max(taken, default=-1) + 1 :]:
        if office is Office.HEAD or able.get(office) or asked.get(office):
            return office
    return Office.HEAD


def states(
    chain: Sequence[Office], passed: Sequence[Passed], able: People, asked: People
) -> list[tuple[Office, str]]:
    """Every step: passed, waiting, undecided (whether its holder withdraws), skipped (nobody can take it) or
    later."""
    now, taken = waiting(chain, passed, able, asked), {each.office for each in passed}
    place = chain.index(now)
    return [
        (office, "passed" if office in taken else _beside(at, place, office, able, asked))
        for at, office in enumerate(chain)
    ]


def _beside(at: int, place: int, office: Office, able: People, asked: People) -> str:
    can = office is Office.HEAD or bool(able.get(office))
    if at < place or not (can or asked.get(office)):
        return "skipped"
    if not can:
        return "undecided"
    return "waiting" if at == place else "later"


def takers(holders: People, deputies: Mapping[str, str | None]) -> Mapping[str, frozenset[str]]:
    """Whose each step is today: its holders', or theirs who stand in for one that is away and are there
    themselves. `deputies` has every holder who is away."""
    return {
        office: frozenset(
            person
            for holder in held
            if (person := deputies.get(holder, holder)) and (person == holder or person not in deputies)
        )
        for office, held in holders.items()
    }


def offices_of(person: str, holders: People, deputies: Mapping[str, str | None]) -> frozenset[str]:
    """Whose steps are theirs: today, or when they are back."""
    now = takers(holders, deputies)
    return frozenset(office for each in (holders, now) for office in each if person in each[office])


def able_at(
    holders: Mapping[str, Collection[str]],
    deputies: Mapping[str, str | None],
    unbarred: Collection[str],
    hands: Collection[str],
    passed: Sequence[Passed],
) -> Mapping[str, frozenset[str]]:
    """Who can take each step today: its takers, as far as they may know of the case, are not kept from it
    (`hands`: they investigated it, or a tie of theirs is undecided) and took no other step. Nobody takes it
    in the place of a holder who may not: they would choose who passes it on (Measures art. 14(2), petition
    art. 28(3))."""
    able = set(unbarred) - set(hands)
    free = able - {each.by for each in passed}
    standing_in = {holder: deputy if holder in able else None for holder, deputy in deputies.items()}
    return {office: people & free for office, people in takers(holders, standing_in).items()}


def asked_at(
    able: People, could: People, holders: People, asked: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Whose each step would be (`could`), were it not to be decided who of the `asked` withdraws; and in
    whose place, as far as these are asked about."""
    waits = {office: frozenset(people) - set(able.get(office, ())) for office, people in could.items()}
    return {
        office: people | (frozenset(holders[office]) & frozenset(asked) if people else frozenset())
        for office, people in waits.items()
    }
