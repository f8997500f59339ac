"""Who holds an office below the head's: given and ended by a head of the body."""

from uuid import UUID

from sqlalchemy import select

from services.investigation.domain.approval import ARTICLE
from services.investigation.domain.case import Caller, Fault
from services.investigation.domain.chain import BELOW, Office
from services.investigation.domain.sight import DESK_ROLES
from services.investigation.handlers import turns, whose_turn
from services.investigation.handlers.away import no_more_away
from services.investigation.handlers.conflicts import look_at_cases_of
from services.investigation.handlers.steps import Rejected, require, require_head
from services.investigation.models import OfficeHolder
from shared.contracts.terms import Role
from shared.staff import directory
from shared.work import Work


def give(work: Work, caller: Caller, office: str, username: str) -> None:
    """A colleague holds the office from now on; what ties them to open cases is put before a head. Raises
    Rejected."""
    require_head(caller, ARTICLE)
    turns.learning(work)
    person = {row.username: row for row in directory.colleagues(work.session, caller.home)}.get(username)
    roles = frozenset(person.roles.split()) if person is not None else frozenset()
    require([] if office in BELOW else [Fault("/office", "unknown_choice")])
    require([] if roles & DESK_ROLES else [Fault("/username", "not_of_this_body")])
    # Two steps are two pairs of eyes: a head decides last, and nobody holds two offices.
    require([Fault("/username", "decides_last")] if Role.HEAD in roles else [])
    staff_id = str(person.staff_id) if person is not None else ""
    held = select(OfficeHolder.id).where(OfficeHolder.staff_id == staff_id, OfficeHolder.until.is_(None))
    require([Fault("/username", "holds_an_office")] if work.session.scalar(held) else [])
    work.session.add(
        OfficeHolder(
            id=work.new_id(),
            body=caller.home,
            office=Office(office),
            staff_id=staff_id,
            name=person.display_name if person is not None else "",
            since=work.now,
            by_name=caller.signed,
        )
    )
    work.record("office.given", f"staff:{staff_id}", {"office": office, "body": caller.home})
    work.session.flush()
    look_at_cases_of(work, caller.home, staff_id)
    whose_turn.look_anew(work, caller.home)


def end(work: Work, caller: Caller, holder_id: UUID) -> None:
    """They hold it no more, and nobody stands in for them there; what they passed on stays passed. Raises
    Rejected."""
    require_head(caller, ARTICLE)
    turns.learning(work)  # beside who says in that moment that they are away from it
    row = work.session.get(OfficeHolder, holder_id, with_for_update=True)
    if row is None or row.body != caller.home or row.until is not None:
        raise Rejected([Fault("/office", "unknown_office")])
    row.until = work.now
    no_more_away(work, row.staff_id, row.body)
    whose_turn.look_anew(work, caller.home)
    work.record("office.ended", f"staff:{row.staff_id}", {"office": row.office, "body": row.body})
