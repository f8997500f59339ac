"""What is known of a complaint when it is judged, in the field's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.contracts.terms import RespondentKind

Json = Mapping[str, Any]

OWN_LEVEL = frozenset(
    {
        RespondentKind.INTERNAL_UNIT,
        RespondentKind.OFFICER,
        RespondentKind.AUXILIARY,
        RespondentKind.ENTRUSTED_AGENCY,
    }
)
"""Those whom their own department's body supervises (Measures art. 2, 3)."""


@dataclass(frozen=True)
class Post:
    """Where an accused person sits by now."""

    kind: str
    division: str


@dataclass(frozen=True)
class Respondent:
    """Whom a complaint is about."""

    kind: RespondentKind
    division: str | None = None
    division_known: bool = True
    name: str | None = None
    role: str | None = None
    unit: str | None = None
    entrusted_by: str | None = None
    sector: str | None = None
    current_post: Post | None = None

    @property
    def entrusted(self) -> bool:
        """Acts by entrustment: the agency, its officers, or a town office that was entrusted."""
        return self.kind is RespondentKind.ENTRUSTED_AGENCY or self.entrusted_by is not None

    @property
    def ours(self) -> bool:
        """Whether the supervision of work-safety enforcement reaches it at all (Measures art. 2)."""
        return self.kind is not RespondentKind.OTHER_AGENCY or self.entrusted_by is not None


@dataclass(frozen=True)
class Earlier:
    """An earlier complaint about the same matter, as far as it is known."""

    tracking_number: str | None = None
    body: str | None = None
    state: str = "pending"
    same_complainant: bool = True
    closed_days_ago: int | None = None
    pending_days: int | None = None
    overdue: bool | None = None
    """None: nobody said; the days tell."""
    new_facts: bool = False
    rechecks: int = 0
    """So many answers in the matter were contested by then: of that complaint, and of what it was made anew
    about."""
    contested: bool = False
    """It is this very complaint: its reply is to be rechecked."""


@dataclass(frozen=True)
class Circumstances:
    """What surrounds the accused act."""

    review: str = "none"
    litigation: str = "none"
    hazard: bool = False
    imminent_danger: bool = False
    danger_handed_on: bool = False
    """There was danger, and the emergency service was told."""
    deaths: bool = False
    collective_decision: bool = False
    discipline_clue: str = "none"
    separable_conduct: bool = False
    legally_reviewed_by_body: bool = False
    eligible_investigators: int | None = None
    assigned_by: str | None = None
    report_back_days: int | None = None
    withdrawn: bool = False
    stage: str = "registered"
    breach_indicated: bool = False
    similar_open_90d: int = 0
    earlier: Earlier | None = None


@dataclass(frozen=True)
class Facts:
    """Everything the assessment may look at. Equal facts give equal assessments."""

    identity: str = "anonymous"
    channel: str = "web"
    statement: str = ""
    subject: str = "complaint"
    contactable: bool = False
    occurred_in: str | None = None
    received_at: str | None = None
    """The division of the desk that received it."""
    respondents: tuple[Respondent, ...] = ()
    natures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    """Categories that the statement tells by its words, where none is claimed."""
    told_danger: bool = False
    """The statement tells by its words that there is danger now; nobody else need have said so."""
    short: tuple[str, ...] = ()
    """Divisions whose body is registered, but with too few people who may investigate this (K1)."""
    circumstances: Circumstances = field(default_factory=Circumstances)
    proposed: tuple[str, ...] = ()
    """Pointers to what nobody said, so that a default stands for it."""

    @property
    def ours(self) -> tuple[Respondent, ...]:
        return tuple(respondent for respondent in self.respondents if respondent.ours)

    @property
    def others(self) -> tuple[Respondent, ...]:
        return tuple(respondent for respondent in self.respondents if not respondent.ours)
