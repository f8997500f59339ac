"""The rules that a judgment is made under: each province's settings on a day, and the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.domain.policy import BUILT_IN, Policy, kept_policy, policy_of
from services.triage.domain.settings import NATION
from services.triage.registers.lookups import Answers, Lookups
from services.triage.rules_models import PolicyKept, SettingChange
from shared import office_days, workdays
from shared.contracts.provinces import Change
from shared.fresh import Fresh
from shared.work import Work
from shared.workdays import Workdays


@dataclass
class Rules:
    """What is in force on `day`. Without changes: what is built in."""

    day: date = date.min
    changes: tuple[Change, ...] = ()
    calendar: Workdays = field(default_factory=workdays.load)
    registers: Lookups | None = None
    _made: dict[str, Policy] = field(default_factory=dict)

    def policy(self, province: str = NATION) -> Policy:
        """The settings of a province."""
        if province not in self._made:
            self._made[province] = policy_of(self.changes, province, self.day)
        return self._made[province]

    def named(self, version: str) -> Policy:
        """One that was given out by this object."""
        return next((one for one in self._made.values() if one.version == version), self.policy())


def rules_of(session: Session, day: date) -> Rules:
    """The rules of a day, read once in a transaction; the author of a change calls `forget`."""
    known: dict[date, Rules] = session.info.setdefault("rules", {})
    if day not in known:
        known[day] = Rules(day, _changed(session), office_days.of(session), Lookups(session, day))
    return known[day]


@dataclass(frozen=True)
class Lately:
    """What was in force a moment ago, and what the registers have said since, by the day asked for."""

    changes: tuple[Change, ...]
    unused: bool
    answers: dict[date, Answers] = field(default_factory=dict)


_LATELY: Fresh[Lately] = Fresh()


def settle_for_lately(session: Session, day: date) -> None:
    """Judge in this session by the rules that its process knew within the last second: for what nobody
    watches, and what comes every moment. Whoever is shown rules, or decides, reads them as they are."""

    lately = _LATELY.of(session, lambda: Lately(_changed(session), Lookups(session, day).empty))
    session.info["registers_empty"] = lately.unused
    lookups = Lookups(session, day, lately.answers.setdefault(day, Answers()))
    known: dict[date, Rules] = session.info.setdefault("rules", {})
    known.setdefault(day, Rules(day, lately.changes, office_days.of(session), lookups))


def forget(session: Session) -> None:
    """Settings, days or registers change in this session."""
    session.info.pop("rules", None)
    session.info.pop("registers_empty", None)
    _LATELY.forget(session)


def _changed(session: Session) -> tuple[Change, ...]:
    return _changes(session.scalars(select(SettingChange)).all())


def keep_version(work: Work, policy: Policy) -> None:
    """Keep what the version stands for, so that it can be looked up for ever."""
    work.keep_once(PolicyKept, version=policy.version, settings=dict(policy.values), at=work.now)


def policy_named(session: Session, version: str) -> Policy | None:
    """The settings that a version stands for; None when nothing was ever judged under it."""
    kept = session.get(PolicyKept, version)
    if kept is not None:
        return kept_policy(version, kept.settings)
    return policy_of((), NATION, date.min) if version == BUILT_IN else None


def _changes(rows: Iterable[SettingChange]) -> tuple[Change, ...]:
    return tuple(Change(row.province, row.key, row.value, row.effective_from, row.number) for row in rows)


__all__ = ["Rules", "forget", "keep_version", "policy_named", "rules_of", "settle_for_lately"]
