"""What others do sooner than we: told before sending, and never a reason to refuse.

Words are a hint only; whoever reads it decides. Triage judges for itself.
"""

import re
from collections.abc import Callable
from enum import StrEnum

from services.intake.domain.complaint import Litigation, Review, Submission
from shared.contracts.terms import RespondentKind


class Elsewhere(StrEnum):
    """Who else could be turned to."""

    HAZARD = "hazard"
    WAGES = "wages"
    OTHER_AGENCY = "other_agency"
    PENDING = "pending"


_HAZARD = re.compile(
    r"隐患|泄漏|漏气|冒烟|要塌|快塌|坍塌危险|(?:安全|消防|疏散)(?:通道|出口)[^。；\n]{0,6}(?:堵|锁|封)"
    r"|违规动火|无证(?:焊|电工|上岗|作业)"
    r"|(?:没有|没|不)(?:戴|发|系)(?:安全帽|安全带|口罩|防护)"
    r"|safety hazard|fire exit[^.\n]{0,20}(?:blocked|locked)",
    re.IGNORECASE,
)
_WAGES = re.compile(
    r"(?:欠|拖欠|克扣|不发|没发)[^。；\n]{0,6}(?:工资|薪)|欠薪|讨薪|unpaid wages", re.IGNORECASE
)
_OURS = set(RespondentKind) - {RespondentKind.OTHER_AGENCY}


def _names_one_of_ours(submission: Submission) -> bool:
    return any(respondent.kind in _OURS for respondent in submission.respondents)


def _hazard(submission: Submission) -> bool:
    told = _HAZARD.search(submission.statement) and not _names_one_of_ours(submission)
    return submission.circumstances.hazard or bool(told)


def _wages(submission: Submission) -> bool:
    return bool(_WAGES.search(submission.statement))


def _other_agency(submission: Submission) -> bool:
    return any(one.kind is RespondentKind.OTHER_AGENCY for one in submission.respondents)


def _pending(submission: Submission) -> bool:
    around = submission.circumstances
    return around.review is Review.PENDING or around.litigation is Litigation.PENDING


_RULES: dict[Elsewhere, Callable[[Submission], bool]] = {
    Elsewhere.HAZARD: _hazard,
    Elsewhere.WAGES: _wages,
    Elsewhere.OTHER_AGENCY: _other_agency,
    Elsewhere.PENDING: _pending,
}


def elsewhere(submission: Submission) -> list[Elsewhere]:
    """Who else could be turned to with this, the quickest first."""
    return [found for found, holds in _RULES.items() if holds(submission)]
