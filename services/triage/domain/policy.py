"""What the law leaves to a province (Measures art. 22): the settings in force on a day, and their name."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from services.triage.domain.facts import Respondent
from services.triage.domain.setting import Value
from services.triage.domain.settings import NATION, SETTINGS, default
from shared.contracts.provinces import Change
from shared.contracts.provinces import in_force as held_on

BUILT_IN = "2026-5"
"""The version of the defaults; it changes with any of them (a test sees to that)."""
_FIELDS = {
    "accept_days": "accept_notice",
    "aim_workdays": "accept_decision_internal",
    "investigation_days": "investigation",
    "extension_days": "extension",
    "recheck_days": "recheck_decision",
    "recheck_window_days": "recheck_application",
    "report_back_days": "special_report_back",
    "rectification_days": "rectification",
    "objection_days": "unit_objection",
    "objection_answer_days": "unit_objection_answer",
    "cluster_threshold": "cluster_threshold",
    "cluster_days": "cluster_days",
    "objection_workdays": "return_order",
    "objection_hard_workdays": "return_order_complex",
    "objection_from_above_workdays": "return_order_superior",
    "smallest_team": "smallest_team",
    "leader_scope": "leader_scope",
    "xpcc_parent": "xpcc_parent",
}
"""What rules ask for by name, and the setting that it is."""


@dataclass(frozen=True)
class Policy:
    """The numbers and choices an assessment is made under; the version is kept with the decision."""

    version: str = BUILT_IN
    leader_scope: str = "all"
    """`all`: every member of the leadership escalates; `head_and_enforcement_deputy`: only those two."""
    accept_days: int = default("accept_notice")
    aim_workdays: int = default("accept_decision_internal")
    investigation_days: int = default("investigation")
    extension_days: int = default("extension")
    recheck_days: int = default("recheck_decision")
    recheck_window_days: int = default("recheck_application")
    report_back_days: int = default("special_report_back")
    rectification_days: int = default("rectification")
    objection_days: int = default("unit_objection")
    objection_answer_days: int = default("unit_objection_answer")
    cluster_threshold: int = default("cluster_threshold")
    cluster_days: int = default("cluster_days")
    smallest_team: int = default("smallest_team")
    objection_workdays: int = default("return_order")
    objection_hard_workdays: int = default("return_order_complex")
    objection_from_above_workdays: int = default("return_order_superior")
    xpcc_parent: str = "XPCC"
    pauses_while_asked: bool = False
    """Whether the time stands still while the complainant is asked; the law itself knows no such pause."""
    values: Mapping[str, Value] = field(default_factory=dict, hash=False, repr=False)
    """Every setting under its key, those that no rule here asks for included."""

    def value(self, key: str) -> Value:
        """A setting under its key. Raises KeyError for one that does not exist."""
        return self.values.get(key, SETTINGS[key].default)


def in_force(changes: Iterable[Change], province: str, day: date) -> dict[str, Change]:
    """Per setting that there is, the one change that holds in that very place on that day."""
    return held_on([change for change in changes if change.key in SETTINGS], province, day)


def policy_of(changes: Iterable[Change], province: str, day: date) -> Policy:
    """The settings of a province on a day: its own, over the nation's, over the built-in ones."""
    known = tuple(changes)
    held = in_force(known, NATION, day)
    if province != NATION:
        held |= {k: one for k, one in in_force(known, province, day).items() if not SETTINGS[k].national}
    values = {key: one.value for key, one in held.items() if one.value is not None}
    return policy_with(values, province)


def policy_with(values: Mapping[str, Value], province: str = NATION) -> Policy:
    """The policy in which only `values` differ from what is built in."""
    differing = {key: value for key, value in values.items() if value != SETTINGS[key].default}
    return _differing(tuple(sorted(differing.items())), province)


@lru_cache(maxsize=256)
def _differing(values: tuple[tuple[str, Value], ...], province: str) -> Policy:
    everything = {key: setting.default for key, setting in SETTINGS.items()} | dict(values)
    return _policy(_version(dict(values), province), everything)


def kept_policy(version: str, values: Mapping[str, Value]) -> Policy:
    """A policy as it was kept under its version, settings that came later at their defaults."""
    everything = {key: setting.default for key, setting in SETTINGS.items()} | dict(values)
    return _policy(version, everything)


def _policy(version: str, everything: Mapping[str, Value]) -> Policy:
    named: dict[str, Any] = {name: everything[key] for name, key in _FIELDS.items()}
    named["pauses_while_asked"] = everything["pauses_while_asked"] == "on"
    return Policy(version=version, values=everything, **named)


def _version(differing: Mapping[str, Value], province: str) -> str:
    """The built-in version, or with what differs from it: 2026-5/330000/1c0f7a9e2b43."""
    if not differing:
        return BUILT_IN
    return f"{BUILT_IN}/{province}/{digest(differing)}"


def digest(values: Mapping[str, Value]) -> str:
    """Twelve signs that stand for exactly these values."""
    return sha256(json.dumps(dict(sorted(values.items()))).encode()).hexdigest()[:12]


_DEPUTY = "副"
_ENFORCEMENT = "执法"


def escalates(leader: Respondent, policy: Policy) -> bool:
    """Whether complaints about this member of the leadership go one level up (domain §4.5)."""
    if policy.leader_scope == "all":
        return True
    role = leader.role or ""
    return _DEPUTY not in role or _ENFORCEMENT in role
