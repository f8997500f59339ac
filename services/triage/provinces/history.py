"""Changes of settings: who may make them, what is refused, and how they are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.triage import rules
from services.triage.domain.provinces import provinces
from services.triage.domain.setting import Refusal, Value
from services.triage.domain.settings import refusal
from services.triage.rules_models import SettingChange
from shared.contracts.events import SettingsChanged
from shared.contracts.terms import Role
from shared.divisions import division_of, divisions, province_of
from shared.staff.tokens import StaffToken
from shared.work import Work


@dataclass
class Impossible(Exception):
    """The change is refused; `field` says where."""

    field: str
    code: Refusal


@dataclass(frozen=True)
class Wanted:
    """A setting as it shall be from a day on; no value: as above the province."""

    province: str
    key: str
    value: Value | None
    effective_from: date
    reason: str


def home_province(staff: StaffToken) -> str:
    """Whose settings an account sees first."""
    return province_of(division_of(staff.home), divisions())


def may_change(staff: StaffToken, province: str) -> bool:
    """An administrator of the province's own department or body; for the defaults, of the nation's."""
    return Role.ADMIN in staff.roles and division_of(staff.home) == province


def known(province: str) -> bool:
    return province in provinces(divisions())


def change(work: Work, wanted: Wanted, agree: Callable[[int], None]) -> SettingChange:
    """Keep the change. Raises Impossible; `agree` may refuse the version of the settings."""
    held = version(work.session, wanted.province)
    agree(held)
    if code := refusal(wanted.key, wanted.value, wanted.province):
        raise Impossible("key" if code in (Refusal.UNKNOWN, Refusal.NATIONAL) else "value", code)
    if wanted.effective_from < work.today:
        raise Impossible("effective_from", Refusal.PAST)
    row = SettingChange(
        province=wanted.province,
        number=held + 1,
        key=wanted.key,
        value=wanted.value,
        effective_from=wanted.effective_from,
        at=work.now,
        actor=str(work.actor),
        actor_name=work.actor.name,
        reason=wanted.reason,
    )
    work.session.add(row)
    work.record(
        "setting.changed",
        f"settings:{wanted.province}",
        {
            "key": wanted.key,
            "value": wanted.value,
            "effective_from": wanted.effective_from.isoformat(),
            "number": row.number,
            "reason": wanted.reason,
        },
    )
    rules.forget(work.session)
    _tell(work, row)
    return row


def _tell(work: Work, row: SettingChange) -> None:
    """Every change of the province's settings at once, so that whoever missed one learns it with the next."""
    work.session.flush()
    known = sorted(changes(work.session, row.province), key=lambda each: each.number)
    listed = [
        {
            "key": each.key,
            "value": each.value,
            "effective_from": each.effective_from.isoformat(),
            "number": each.number,
        }
        for each in known
    ]
    work.emit(work.event(SettingsChanged, province=row.province, version=row.number, changes=listed))


def version(session: Session, province: str) -> int:
    """How often the settings of this province were changed; it is their ETag."""
    query = select(func.max(SettingChange.number)).where(SettingChange.province == province)
    return session.scalar(query) or 0


def changes(session: Session, province: str, key: str | None = None) -> list[SettingChange]:
    """The latest first."""
    query = select(SettingChange).where(SettingChange.province == province)
    if key:
        query = query.where(SettingChange.key == key)
    return list(session.scalars(query.order_by(SettingChange.number.desc())))
