"""Who does not see a case any more, since they must not learn of its complaint or left the body, is on its
team no more: it would lie with them unseen until its day is over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, or_, select

from services.investigation.cabinet import folder_of
from services.investigation.colleagues import colleagues_at
from services.investigation.domain.case import ENDED, Caller
from services.investigation.domain.sight import STAFF, parties_of
from services.investigation.folder import Folder
from services.investigation.handlers import whose_turn
from services.investigation.handlers.above import look_higher
from services.investigation.handlers.barring import (
    beside,
    handled_together,
    keep_from,
    known_as_one,
    together_with,
)
from services.investigation.handlers.leaving import leaves
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Hand
from shared.work import Work

_ABOUT: BindParameter[UUID] = bindparam("about", expanding=True)
_OPEN = select(Case.id, Case.body, Case.complaint_id, Case.recheck_of).where(
    or_(Case.complaint_id.in_(_ABOUT), Case.recheck_of.in_(_ABOUT)), Case.state.not_in(ENDED)
)


@dataclass
class _Known:
    """What one work asked: the open cases of complaints, each with its body, and who works there."""

    cases: dict[UUID, dict[UUID, str]] = field(default_factory=dict)
    desks: dict[str, Mapping[str, Caller]] = field(default_factory=dict)


def leave(work: Work, complaint_id: UUID, codes: Collection[str]) -> None:
    """Of the open cases of the complaint, and of those with which its file is read or that bind it. Where the
    whole body is barred, triage gives the matter to another one."""
    others = handled_together(work, complaint_id)
    _leave_all(work, {each: beside(codes, of) for each, of in others.items()} | {complaint_id: set(codes)})


def leave_together(work: Work, complaints: Collection[UUID], codes: Collection[str]) -> None:
    """The same of many complaints at once, that are handled together from now on."""
    _leave_all(work, {each: beside(codes, of) for each, of in together_with(work, complaints).items()})


def _leave_all(work: Work, kept_from: Mapping[UUID, set[str]]) -> None:
    """`kept_from`: who must not learn of each of these complaints."""
    for alike in {frozenset(each) for each in kept_from.values()}:
        look_higher(work, [each for each, mine in kept_from.items() if mine == alike], alike)
    known = _known(work, kept_from)
    theirs: dict[UUID, set[str]] = {}
    for each, codes in kept_from.items():
        for case in known.cases[each]:
            theirs.setdefault(case, set()).update(codes)
    bodies = {case: body for each in kept_from for case, body in known.cases[each].items()}
    for case, codes in sorted(theirs.items()):  # all who bar anybody take the rows in this order
        desk = known.desks[bodies[case]].values() if bodies[case] not in codes else ()
        if gone := {each.staff_id for each in desk if not parties_of(each).isdisjoint(codes)}:
            _leave(work, case, codes, gone)


def desk_changed(work: Work) -> None:
    """Who works where is asked again."""
    if "open_cases" in work.session.info:
        work.session.info["open_cases"].desks.clear()


def _known(work: Work, together: Collection[UUID]) -> _Known:
    """Asked once for all events of the batch that bar anybody, and past the session, which would write each
    of their cases by itself first: nobody has a hand yet in one that is opened in it."""
    known: _Known = work.session.info.setdefault("open_cases", _Known())
    wanted = {*together, *filter(None, map(_barring, work.events))}
    if new := wanted - known.cases.keys():
        known.cases |= {each: {} for each in new}
        for case, body, *about in work.session.connection().execute(_OPEN, {"about": list(new)}):
            for each in new.intersection(about):
                known.cases[each][case] = body
    bodies = {body for cases in known.cases.values() for body in cases.values()}
    if strange := bodies - known.desks.keys():
        with work.session.no_autoflush:
            known.desks |= colleagues_at(work.session, strange)
    return known


def _barring(event: Any) -> UUID | None:
    """The complaint from which it may bar somebody."""
    return event.complaint_id if hasattr(event, "barred") else None


def _leave(work: Work, case_id: UUID, codes: Collection[str], gone: Collection[str]) -> None:
    work.session.flush()
    case = work.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
    if case.standing in ENDED:
        return
    folder = folder_of(work.session, case)
    folder.barred |= {*codes, *(f"{STAFF}{each}" for each in gone)}
    for hand in [each for each in folder.team if each.staff_id in gone]:
        keep_from(work, case, folder.person(hand.staff_id))
        note(work, case, "kept_away", {"name": hand.name})
        leaves(work, folder, hand.staff_id)
    whose_turn.write_down(work, folder)


def leave_elsewhere(work: Work, folder: Folder, staff_id: str) -> None:
    """Who withdrew here leaves what is handled together with it, and what another body has of the complaint,
    by another account of theirs."""
    accounts, about = folder.person(staff_id), folder.case.complaint_id
    codes = {f"{STAFF}{each}" for each in accounts}
    work.session.flush()
    if together := handled_together(work, about):
        _leave_all(work, dict.fromkeys(together, codes))
    others = accounts - {staff_id}
    theirs = _open_cases_of(others).where(or_(Case.complaint_id == about, Case.recheck_of == about))
    for case in work.session.scalars(theirs.where(Case.id != folder.case.id)).all() if others else ():
        _leave(work, case, codes, others)


def found_to_be_one(work: Work, accounts: Collection[str]) -> None:
    """These accounts are one person's, as is heard: who was barred as the one leaves as the others."""
    known_as_one(work, accounts)
    work.session.flush()
    for case_id in work.session.scalars(_open_cases_of(accounts)).all():
        case = work.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
        folder = folder_of(work.session, case)
        theirs = (each for each in folder.colleagues.values() if each.staff_id in accounts)
        if gone := {each.staff_id for each in theirs if not folder.barred.isdisjoint(parties_of(each))}:
            _leave(work, case_id, (), gone)


def _open_cases_of(accounts: Collection[str]) -> Select[UUID]:
    """Those that have them on their team."""
    theirs = select(Hand.case_id).where(Hand.staff_id.in_(accounts), Hand.until.is_(None))
    return select(Case.id).where(Case.id.in_(theirs), Case.state.not_in(ENDED)).order_by(Case.id)


LEFT, NO_INVESTIGATOR = "left_the_body", "investigates_no_more"


def left_the_body(work: Work, staff_id: str, body: str, how: str = LEFT) -> None:
    """Their account is closed, or is another body's or another office's by now: their open cases there, and
    the steps that waited for them, are others'. So are the cases of who has become a head and investigates no
    more: they could do nothing in them, and nobody else would."""
    work.session.flush()
    theirs = select(Hand.case_id).where(Hand.staff_id == staff_id, Hand.until.is_(None))
    cases = select(Case).where(Case.body == body, Case.state.not_in(ENDED), Case.id.in_(theirs))
    for case in work.session.scalars(cases.order_by(Case.id).with_for_update()).all():
        folder = folder_of(work.session, case)
        name = next(each.name for each in folder.team if each.staff_id == staff_id)
        note(work, case, how, {"name": name})
        leaves(work, folder, staff_id)
    whose_turn.look_anew(work, body)
