"""What a service does when it hears of staff: keep its directory. Merged into each HANDLERS table."""

from collections.abc import Callable
from typing import Any

from shared.contracts.events import Event, SessionRevoked, StaffChanged
from shared.staff import directory
from shared.work import Work


def on_staff_changed(work: Work, event: StaffChanged) -> None:
    directory.keep(work.session, event)


def on_session_revoked(work: Work, event: SessionRevoked) -> None:
    directory.revoke(work.session, event)
    directory.prune(work.session, work.now)


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = {
    StaffChanged: on_staff_changed,
    SessionRevoked: on_session_revoked,
}
