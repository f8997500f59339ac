"""What a service does when it hears of the registers: keep its copy. Merged into each HANDLERS table."""

from collections.abc import Callable
from typing import Any

from shared import party_names
from shared.contracts.events import AbsenceEntered, Event, PartyNamed, SessionRevoked, StaffChanged
from shared.staff import directory
from shared.work import Work


def on_staff_changed(work: Work, event: StaffChanged) -> None:
    directory.keep(work.session, event)


def on_session_revoked(work: Work, event: SessionRevoked) -> None:
    directory.revoke(work.session, event)
    directory.prune(work.session, work.now)


def on_absence_entered(work: Work, event: AbsenceEntered) -> None:
    directory.keep_absence(work.session, event)


def on_party_named(work: Work, event: PartyNamed) -> None:
    party_names.keep(work.session, event)


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = {
    StaffChanged: on_staff_changed,
    PartyNamed: on_party_named,
    SessionRevoked: on_session_revoked,
}

ABSENCES: dict[type[Event], Callable[[Work, Any], None]] = {AbsenceEntered: on_absence_entered}
"""Where heads decide, beside the investigation desk, where they say that they are away."""
