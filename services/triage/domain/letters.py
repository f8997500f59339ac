"""Which letters a ruling needs: one for each part that travels to another authority (domain §6.5)."""

from dataclasses import dataclass
from enum import StrEnum

from services.triage.domain.decisions import Ruling
from services.triage.domain.facts import Facts, Respondent
from services.triage.domain.referrals import Referral


class LetterKind(StrEnum):
    """转办函 within work-safety and to governments; 移送函 to those of another chain; 受理告知书 and
    不予受理告知书 to the complainant."""

    TRANSFER = "transfer"
    HANDOVER = "handover"
    ACCEPTANCE = "acceptance"
    NON_ACCEPTANCE = "non_acceptance"


WITHIN = frozenset({"WS_TIP", "GOV"})
WITHOUT_LETTER = frozenset({"EMERGENCY", "COURT", "12345"})
"""Told by telephone at once; brought there by the complainant; given back through its own system."""


@dataclass(frozen=True)
class Letter:
    """A letter to be written. `about` are those whose part it is: never the accused in a hazard's letter."""

    kind: LetterKind
    to: str
    part: str
    about: tuple[Respondent, ...]


def letters(ruling: Ruling, facts: Facts) -> tuple[Letter, ...]:
    """In the order of the ruling's referrals."""
    return tuple(_letter(one, facts) for one in ruling.referrals if _addressee(one) not in WITHOUT_LETTER)


def _letter(referral: Referral, facts: Facts) -> Letter:
    kind = LetterKind.TRANSFER if _addressee(referral) in WITHIN else LetterKind.HANDOVER
    return Letter(kind, referral.to, referral.part, _about(referral, facts))


def _about(referral: Referral, facts: Facts) -> tuple[Respondent, ...]:
    """Each child carries only its part (domain §4.2, split)."""
    match referral.part:
        case "hazard" | "deaths":
            return ()
        case "other_agency":
            return facts.others
        case "discipline" | "conduct":
            return facts.ours
    return facts.respondents


def _addressee(referral: Referral) -> str:
    return referral.to.partition(":")[0]
