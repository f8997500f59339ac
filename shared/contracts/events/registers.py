"""What triage says of the registers it keeps."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.events.base import Event, Hearers, Json, sealed
from shared.contracts.terms import Service


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """An account of the register as it now is; `active` false means: refuse it at once."""

    name: ClassVar[str] = "staff.changed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    staff_id: UUID
    version: int
    username: str
    display_name: str
    home: str
    """DEP-<division> or SUP-<division>"""
    roles: list[str] = field(default_factory=list)
    active: bool = True
    certificate_valid_to: date | None = None
    certificate_number: str | None = None
    certificate_issuer: str | None = None
    certificate_valid_from: date | None = None
    certificates: list[Json] = field(default_factory=list)
    """[{number, first, last}]: all that the register has, so that what was done on a day is judged by it."""
    tokens_valid_from: datetime
    """Tokens issued before are refused (revocation)."""


@dataclass(frozen=True, kw_only=True)
class StaffServed(Event):
    """Where somebody with an account works or worked besides; all of it at once."""

    name: ClassVar[str] = "staff.served"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    staff_id: UUID
    version: int
    posts: list[Json] = sealed(Service.INVESTIGATION, default=list)
    """[{kind, division, name, first, last}]; no last day: they work there still."""


@dataclass(frozen=True, kw_only=True)
class PartyNamed(Event):
    """What a department, a body or a division is called, and from when to when; all its names at once. Of a
    special area besides: what it lies in, and whether it has a body of its own."""

    name: ClassVar[str] = "party.named"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    code: str
    """DEP-<division>, SUP-<division>, a division, or AREA-<code> of a special area"""
    version: int
    names: list[Json] = field(default_factory=list)
    """[{name, valid_from, valid_to}], of areas with {parent, has_body}; no day: as far as days go."""


@dataclass(frozen=True, kw_only=True)
class WorkdaysAnnounced(Event):
    """The arrangement of a year was entered: every day that differs from Monday to Friday. Deadlines that
    rested on the year are counted anew."""

    name: ClassVar[str] = "workdays.announced"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    year: int
    version: int
    days: list[Json] = field(default_factory=list)
    """[{day, kind: holiday or workday, name}]"""


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Event):
    """A setting of a province was changed (Measures art. 22): all its changes, also those to come."""

    name: ClassVar[str] = "settings.changed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    province: str
    """Its division; 000000 for what holds where a province says nothing"""
    version: int
    changes: list[Json] = field(default_factory=list)
    """[{key, value, effective_from, number}]; no value: what stands above holds again."""


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event):
    """One signed-in session ended before its time."""

    name: ClassVar[str] = "staff.session_revoked"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    session_id: UUID
    staff_id: UUID
    expires_at: datetime


SAID: tuple[type[Event], ...] = (
    StaffChanged,
    StaffServed,
    PartyNamed,
    WorkdaysAnnounced,
    SettingsChanged,
    SessionRevoked,
)
