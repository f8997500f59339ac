"""What the law leaves to us or to a province (Measures art. 22), each choice by its name."""

from dataclasses import dataclass

from services.triage.domain.facts import Respondent


@dataclass(frozen=True)
class Policy:
    """The numbers and choices an assessment is made under; the version is kept with the decision."""

    version: str = "2026-1"
    leader_scope: str = "all"
    """`all`: every member of the leadership escalates; `head_and_enforcement_deputy`: only those two."""
    accept_days: int = 15
    investigation_days: int = 60
    recheck_days: int = 30
    recheck_window_days: int = 30
    report_back_days: int = 30
    cluster_threshold: int = 5
    smallest_team: int = 2
    pauses_while_asked: bool = False
    """Whether the time stands still while the complainant is asked; the law itself knows no such pause."""


_DEPUTY = "副"
_ENFORCEMENT = "执法"


def escalates(leader: Respondent, policy: Policy) -> bool:
    """Whether complaints about this member of the leadership go one level up (domain §4.5)."""
    if policy.leader_scope == "all":
        return True
    role = leader.role or ""
    return _DEPUTY not in role or _ENFORCEMENT in role
