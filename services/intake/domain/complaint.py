"""The shape of a complaint: what may be said, what contradicts itself, what makes it checkable."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from services.intake.domain import contacts
from shared.contracts.terms import Channel, ComplainantKind, Identity, Nature, RespondentKind

STATEMENT_LIMIT = 20_000
RESPONDENT_LIMIT = 100
"""Up to 64 accused in one complaint have been seen."""

PRIVATE = ("complainant", "statement", "identity", "channel")
"""These are not among the facts: they stay in intake, or travel by a name of their own."""

IsDivision = Callable[[str], bool]


class Review(StrEnum):
    """Administrative reconsideration of the challenged act."""

    NONE = "none"
    ELIGIBLE = "eligible"
    PENDING = "pending"
    DECIDED = "decided"


class Litigation(StrEnum):
    NONE = "none"
    PENDING = "pending"
    DECIDED = "decided"


@dataclass(frozen=True, kw_only=True)
class Complainant:
    """Who complains. It stays in intake."""

    kind: ComplainantKind = ComplainantKind.CITIZEN
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def said_anything(self) -> bool:
        return any((self.name, self.phone, self.email, self.address))

    @property
    def reachable(self) -> bool:
        return any((self.phone, self.email, self.address))

    @property
    def contact(self) -> str | None:
        """One normalised contact by which the same person is found again: a phone before an e-mail before
        name and address together. A name alone is nobody's own."""
        if number := contacts.phone(self.phone):
            return f"tel:{number}"
        if mail := contacts.email(self.email):
            return f"mail:{mail}"
        name, address = contacts.words(self.name), contacts.words(self.address)
        return f"post:{name}|{address}" if name and address else None


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """Whom it is about."""

    kind: RespondentKind
    division: str | None = None
    name: str | None = None
    role: str | None = None
    entrusted_by: str | None = None
    """The division of the department in whose name the agency acts (Measures art. 2)."""
    sector: str | None = None
    division_known: bool = True


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What the complainant calls it; triage and investigation judge for themselves."""

    natures: tuple[Nature, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What decides the way a complaint takes."""

    review: Review = Review.NONE
    litigation: Litigation = Litigation.NONE
    hazard: bool = False
    imminent_danger: bool = False
    deaths: bool = False
    collective_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One complaint as it was handed in."""

    identity: Identity
    statement: str
    channel: Channel = Channel.WEB
    complainant: Complainant | None = None
    occurred_on: date | None = None
    occurred_in: str | None = None
    respondents: tuple[Respondent, ...] = ()
    claims: Claims = field(default_factory=Claims)
    circumstances: Circumstances = field(default_factory=Circumstances)
    earlier_tracking_number: str | None = None

    @property
    def contactable(self) -> bool:
        return self.identity is not Identity.ANONYMOUS and bool(
            self.complainant and self.complainant.reachable
        )

    def said(self) -> dict[str, Any]:
        """All of it as plain JSON."""
        return _plain(self) | {
            "complainant": _plain(self.complainant) if self.complainant else None,
            "occurred_on": self.occurred_on.isoformat() if self.occurred_on else None,
            "respondents": tuple(_plain(respondent) for respondent in self.respondents),
            "claims": _plain(self.claims),
            "circumstances": _plain(self.circumstances),
        }

    def facts(self) -> dict[str, Any]:
        """What others may know: everything but the complainant and the statement, as plain JSON."""
        return facts_of(self.said())


def _plain(part: object) -> dict[str, Any]:
    """Its fields by name. `asdict` would copy each text: a fifteenth of a submission's time."""
    return dict(vars(part))


def facts_of(said: dict[str, Any]) -> dict[str, Any]:
    """Of what a submission said, all that others may know."""
    return {name: value for name, value in said.items() if name not in PRIVATE}


class Fault(StrEnum):
    """Why a submission is refused."""

    BLANK = "blank"
    IN_FUTURE = "in_future"
    UNKNOWN_DIVISION = "unknown_division"
    IDENTITY_NOT_ALLOWED = "identity_not_allowed"
    TOO_LONG_AGO = "too_long_ago"
    BEFORE_ITS_DATE = "before_its_date"


@dataclass(frozen=True)
class Refusal:
    """One fault and the field it stands in (a JSON pointer)."""

    pointer: str
    fault: Fault


def refusals(submission: Submission, today: date, is_division: IsDivision) -> list[Refusal]:
    """Every rule across fields that the submission breaks; empty when it may be kept."""
    found = []
    if not visible(submission.statement):
        found.append(Refusal("/statement", Fault.BLANK))
    if submission.occurred_on and submission.occurred_on > today:
        found.append(Refusal("/occurred_on", Fault.IN_FUTURE))
    if submission.occurred_in and not is_division(submission.occurred_in):
        found.append(Refusal("/occurred_in", Fault.UNKNOWN_DIVISION))
    for index, respondent in enumerate(submission.respondents):
        for name in ("division", "entrusted_by"):
            code = getattr(respondent, name)
            if code and not is_division(code):
                found.append(Refusal(f"/respondents/{index}/{name}", Fault.UNKNOWN_DIVISION))
    if submission.identity is Identity.ANONYMOUS and submission.complainant:
        # Dropping it in silence would leave the sender believing it was kept; keeping it, worse.
        found += [
            Refusal(f"/complainant/{name}", Fault.IDENTITY_NOT_ALLOWED)
            for name in ("name", "phone", "email", "address")
            if getattr(submission.complainant, name)
        ]
    return found


def visible(text: str) -> bool:
    """Whether there is anything to read: a letter, figure, mark or sign of any script."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


class Hint(StrEnum):
    """What would make a complaint easier to check; never a reason to refuse it."""

    NO_RESPONDENT = "no_respondent"
    NO_PLACE = "no_place"
    NO_TIME = "no_time"
    SHORT = "short"
    NOT_REACHABLE = "not_reachable"


def hints(submission: Submission) -> list[Hint]:
    """What a reader will miss first (domain 4.2, G12)."""
    placed = submission.occurred_in or any(respondent.division for respondent in submission.respondents)
    missing = {
        Hint.NO_RESPONDENT: not submission.respondents,
        Hint.NO_PLACE: not placed,
        Hint.NO_TIME: submission.occurred_on is None,
        Hint.SHORT: len(submission.statement.strip()) < 30,
        Hint.NOT_REACHABLE: not submission.contactable,
    }
    return [hint for hint, is_missing in missing.items() if is_missing]
