"""The desk's two ways in, for pages and JSON alike: look at a case, or change it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.investigation.cabinet import open_folder
from services.investigation.domain.case import Caller
from services.investigation.folder import Folder
from services.investigation.handlers import turns
from services.investigation.sight import caller_of
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.staff.web import acting, staff
from shared.web import works
from shared.work import Work

DESK = (Role.INVESTIGATOR, Role.HEAD)
CONFLICTS = frozenset(
    {
        "state", "all_reported", "not_reported_yet", "already_claimed",
        "term_passed", "extended_already", "recheck_not_extended", "extension_asked", "no_extension_asked",
        "no_pause_allowed", "paused_already", "pause_asked", "no_pause_asked", "pause_over", "not_paused",
        "recusal_asked", "recusal_refused", "recusal_decided", "no_recusal_asked", "recusal_undecided",
        "recusal_fell", "recusal_nothing_new", "declared_already",
        "enough_are_left", "head_comes_back", "nobody_above", "departments_act", "body_reviewed",
        "archived_already", "not_archived", "nothing_came_since", "step_before", "no_step_before",
        "no_link_open", "nothing_owed", "no_request_waiting", "objection_above", "nothing_late", "not_late",
        "nobody_to_call_back",
        "called_back_already", "no_complaint", "binds_nothing", "no_report_owed",
        "nothing_decided_yet", "another_body_serves",
        "not_given_by_hand", "objection_too_late",
    }
)  # fmt: skip
"""Refusals because of how the case stands; all others are because of who asks."""


@dataclass(frozen=True)
class Desk:
    """One case open on the desk, within one unit of work."""

    work: Work
    folder: Folder
    caller: Caller


@contextmanager
def at_desk() -> Iterator[tuple[Work, Caller]]:
    """A unit of work of the signed-in account."""
    with works().begin(acting()) as work:
        yield work, caller_of(work.session, staff(), work.today)


def on_the_desk(act: Callable[[Work, Caller], Any]) -> None:
    """A unit of work of the signed-in account. What somebody else, or another window of theirs, kept in the
    same moment and this one did not see yet, it sees the second time."""
    try:
        with at_desk() as (work, caller):
            act(work, caller)
    except IntegrityError:
        with at_desk() as (work, caller):
            act(work, caller)


@contextmanager
def reading_desk() -> Iterator[tuple[Session, Caller, date]]:
    """For lists: a snapshot, the signed-in account and today in China; nothing is kept."""
    with works().reading() as session:
        today = china_day(works().clock())
        yield session, caller_of(session, staff(), today), today


@contextmanager
def looking_at(case_id: UUID) -> Iterator[Desk]:
    """The case as it stands; that it was looked at is kept. Raises NoSuchCase."""
    with at_desk() as (work, caller):
        yield look(work, caller, case_id)


def look(work: Work, caller: Caller, case_id: UUID) -> Desk:
    """As `looking_at`, within a work that is begun already."""
    folder = open_folder(work.session, case_id, caller)
    work.record("case.read", f"case:{case_id}", {"version": folder.case.version})
    return Desk(work, folder, caller)


@contextmanager
def changing(case_id: UUID, agree: Callable[[int], None], *, opens: bool = False) -> Iterator[Desk]:
    """The case, kept from others until the change is made; `agree` may refuse its version. `opens`: the
    change may open another case, which waits for what is being learnt of people before any row is kept."""
    with at_desk() as (work, caller):
        yield to_change(work, caller, case_id, agree, opens=opens)
        work.session.flush()


def to_change(
    work: Work, caller: Caller, case_id: UUID, agree: Callable[[int], None], *, opens: bool = False
) -> Desk:
    """As `changing`, within a work that is begun already."""
    if opens:
        turns.opening(work)
    folder = open_folder(work.session, case_id, caller, to_change=True)
    agree(folder.case.version)
    return Desk(work, folder, folder.in_whose_name(caller, work.today))


def any_version(version: int) -> None:
    """For what does not depend on the version: claiming, writing a message."""
