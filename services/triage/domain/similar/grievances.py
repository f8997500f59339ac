"""What complaints may have in common, so that many of them make a cluster (Measures art. 12)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from services.triage.domain.facts import Respondent
from services.triage.domain.similar.texts import plain
from shared.contracts.terms import RespondentKind

MOST = 12
"""Of one complaint; sixty respondents are no pattern."""
WINDOW_DAYS = 90
BY_PLACE = frozenset({RespondentKind.DEPARTMENT, RespondentKind.SUPERVISION_BODY})
"""There is one of them in a division, so they need no name."""
PATTERN = "pattern"


@dataclass(frozen=True, order=True)
class Grievance:
    """A party by its kind, place and name, or a category of conduct in a place (kind `pattern`)."""

    kind: str
    division: str
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def word(self) -> str:
        """Equal for the same party, however its name was typed."""
        return f"{self.kind}|{self.division}|{self.name if self.kind == PATTERN else plain(self.name)}"


def grievances(
    respondents: Iterable[Respondent], categories: Iterable[str], occurred_in: str | None
) -> tuple[Grievance, ...]:
    """Each once, parties first. An agency of another chain is not ours to supervise: nothing of it counts."""
    accused = tuple(respondents)
    ours = [one for one in accused if one.kind is not RespondentKind.OTHER_AGENCY]
    if accused and not ours:
        return ()
    placed = [one for one in ours if one.division]
    parties = {found for one in placed if (found := _party(one))}
    places = {str(one.division) for one in placed} or {occurred_in} - {None}
    patterns = {Grievance(PATTERN, str(place), code) for place in places for code in categories}
    return (*sorted(parties), *sorted(patterns))[:MOST]


def _party(one: Respondent) -> Grievance | None:
    """None where the name is missing: that could be anybody."""
    if one.kind in BY_PLACE:
        return Grievance(one.kind.value, str(one.division))
    return Grievance(one.kind.value, str(one.division), one.name) if one.name else None
