"""Who works on a case and who leads it, as values: taking the lead, joining, leaving, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.investigation.domain.case import State

LEAD, SECOND = "lead", "second"


@dataclass(frozen=True)
class Member:
    """Someone who has, or had, a hand in the case."""

    staff_id: str
    part: str
    here: bool = True


Team = tuple[Member, ...]
"""All hands, in the order in which they first joined; whoever leaves stays in it, and can come back."""


def lead_of(team: Sequence[Member]) -> str | None:
    return next((each.staff_id for each in team if each.here and each.part == LEAD), None)


def led_by(team: Team, who: str) -> Team:
    """They take the lead; whoever had it is on the team no longer."""
    return _put(
        tuple(
            replace(each, here=False) if each.here and each.part == LEAD and each.staff_id != who else each
            for each in team
        ),
        Member(who, LEAD),
    )


def joined(team: Team, who: str) -> Team | None:
    """They become second, or lead where nobody does; None for the one who leads, since somebody must."""
    leading = lead_of(team)
    return None if leading == who else _put(team, Member(who, SECOND if leading else LEAD))


def given(team: Team, who: str, part: str) -> Team | None:
    """Somebody is given the lead or a part in it; None for the one who leads: nothing is handed over."""
    if lead_of(team) == who:
        return None
    return led_by(team, who) if part == LEAD else joined(team, who)


def left(team: Team, who: str) -> Team:
    """They leave for good; when they led, the one longest there takes the lead, if anybody is."""
    led = lead_of(team) == who
    rest = tuple(replace(each, here=False) if each.staff_id == who else each for each in team)
    heir = next((each for each in rest if each.here), None) if led else None
    return rest if heir is None else _put(rest, replace(heir, part=LEAD))


def dissolved(team: Team) -> Team:
    return tuple(replace(each, here=False) for each in team)


def state_without(state: State, team: Team) -> State:
    """A case under investigation that nobody leads any more is in the queue again."""
    return State.QUEUED if state is State.INVESTIGATING and lead_of(team) is None else state


def _put(team: Team, member: Member) -> Team:
    if all(each.staff_id != member.staff_id for each in team):
        return (*team, member)
    return tuple(member if each.staff_id == member.staff_id else each for each in team)
