"""Who must stay away by what the records show is looked for whenever they come to show something else."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import Session, undefer

from services.investigation.cabinet import folder_of
from services.investigation.colleagues import colleagues_of, person_of
from services.investigation.domain import honours, tied
from services.investigation.domain import recusal as rules
from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.conflicts import Conflict, worked_there
from services.investigation.domain.persons import numbers
from services.investigation.domain.places import plain
from services.investigation.domain.sight import DESK_ROLES, parties_of
from services.investigation.domain.ties import Tie
from services.investigation.folder import Folder
from services.investigation.handlers import turns
from services.investigation.handlers.away import ends_with_the_office, gives_up_an_office
from services.investigation.handlers.barring import keep_from
from services.investigation.handlers.kept_away import (
    NO_INVESTIGATOR,
    desk_changed,
    found_to_be_one,
    left_the_body,
)
from services.investigation.handlers.recusals import goes_above, put_forward
from services.investigation.models import Allegation, Case, Proposal, Recusal, Served
from services.investigation.replies import official, official_day
from services.investigation.same_person import accounts_of, bears
from services.investigation.served import acts_of, compared, history_of, told_of
from shared.contracts.events import StaffChanged, StaffServed
from shared.contracts.terms import Role
from shared.i18n import N_
from shared.staff import directory
from shared.work import Work

REVIEWED = N_("Named as the legal reviewer of %(document)s, which is challenged here.")
HANDLED = N_("Named as one of those who handled %(document)s, which is challenged here.")
WORKED = N_("Worked at %(unit)s, which is accused here; within three years, until %(until)s.")
WITH_REVIEWERS = N_(
    "Works, or worked within three years, at %(unit)s, which did the legal review of the act challenged here."
)
HONOURED = N_("Named in a commendation that is proposed here; whoever is honoured does not decide on it.")
HONOURS = Conflict(Tie.INTEREST, cause=honours.CAUSE)
SERVES = N_("Works at %(unit)s, which is accused here.")
_ANY = select(exists().select_from(Served))
NAMED = ((Tie.LEGAL_REVIEWER, "reviewed_by", REVIEWED), (Tie.CO_HANDLER, "handled_by", HANDLED))
"""Ties by the fields of a challenged act that name people."""


def named_in_act(work: Work, folder: Folder, act: Mapping[str, str], by: Caller | None = None) -> None:
    """Colleagues whom a record names as the act's legal reviewers or handlers (K1): whether each withdraws is
    decided; until then none of them joins the case or decides on the outcome."""
    desk = _desk(folder)
    for tie, name, reason in NAMED:
        for username in rules.named(act.get(name, ""), {each: one.name for each, one in desk.items()}):
            shown = Conflict(tie, cause=plain(act["document"]))
            put_forward(work, folder, desk[username], shown, official(reason, document=act["document"]), by)


def look_again(work: Work, folder: Folder) -> None:
    """Whoever works on the case, may decide it today or takes a step before that, and worked in an accused
    unit, or in one that reviewed the act, is put forward for a decision; others of them are not given it. Who
    serves in an accused one still never learns of it."""
    if folder.case.standing in ENDED:
        return
    ties = folder.conflicts(work.today)
    team = {hand.staff_id for hand in folder.team}
    for who in _desk(folder).values():
        if folder.decides_as_head(who, work.today):
            goes_above(work, folder, who)
        if who.staff_id in folder.honoured and _decides(work, folder, who):
            put_forward(work, folder, who, HONOURS, official(HONOURED))
        tie = ties.get(who.staff_id)
        if folder.case.standing in ENDED:  # who serves there withdrew, and with them the last
            return
        if tie is None or not tied.by_posts(tie) or not folder.barred.isdisjoint(parties_of(who)):
            continue
        if tied.put_forward(
            folder.case.standing,
            works_on_it=who.staff_id in team,
            decides=folder.decides_as_head(who, work.today),
            takes_a_step=folder.takes_a_step(who, work.today),
        ):
            put_forward(work, folder, who, tie, _reason(tie))
        elif tie.serving:
            folder.barred |= keep_from(work, folder.case, who.theirs)
            work.record("case.kept_away", f"case:{folder.case.id}", {"staff": who.staff_id, "tie": tie.tie})


def _decides(work: Work, folder: Folder, who: Caller) -> bool:
    return folder.decides_as_head(who, work.today) or folder.takes_a_step(who, work.today)


def compared_anew(work: Work, folder: Folder) -> None:
    """The records of the case say something else now."""
    work.session.flush()
    folder.history = history_of(work.session, folder.case, folder.allegations, folder.colleagues)
    look_again(work, folder)


def opened(work: Work, case: Case, barred: Iterable[str]) -> None:
    """A case begins, or another word of triage holds; `barred` is what this work keeps besides."""
    if case.standing in ENDED or not _any_known(work):
        return
    members = colleagues_of(work.session, case.body).values()
    told = told_of(work.session, {one for each in members for one in each.theirs})
    if not told:
        return
    work.session.flush()
    matters = work.session.scalars(select(Allegation).where(Allegation.case_id == case.id)).all()
    if not _tied(work, case, [each.respondent for each in matters], told):
        return
    folder = folder_of(work.session, case)
    folder.barred |= set(barred)
    look_again(work, folder)


def _tied(work: Work, case: Case, respondents: list[Any], told: Mapping[str, Any]) -> bool:
    """Whether any of these people worked in an accused unit; most cases need no folder to say no."""
    acts = acts_of(work.session, [case.id]).get(case.id, [])
    past = compared(case, respondents, acts, told)
    return any(worked_there(posts, past.accused, work.today, past.towns) for posts in past.posts.values())


def _any_known(work: Work) -> bool:
    """Whether anybody's posts are known; asked once in a transaction, which may open many cases, and past the
    session, which would write each of them by itself first."""
    info = work.session.info
    if "posts_known" not in info:
        info["posts_known"] = work.session.connection().scalar(_ANY)
    return bool(info["posts_known"])


def on_staff_served(work: Work, event: StaffServed) -> None:
    """What is known of somebody's posts is new: open cases of their body are looked at again."""
    turns.learning(work)
    held = work.session.get(Served, event.staff_id)
    if held is None:
        held = Served(staff_id=event.staff_id, version=0, posts=[])
        work.session.add(held)
        work.session.info["posts_known"] = True
    if event.version <= held.version:
        return
    held.version, held.posts = event.version, list(event.posts)
    work.record(
        "staff.served", f"staff:{event.staff_id}", {"version": event.version, "posts": len(event.posts)}
    )
    work.session.flush()
    look_at_cases_of_all(work, accounts_of(work.session, str(event.staff_id)))


def on_staff_changed(work: Work, event: StaffChanged) -> None:
    """Somebody comes to a body, or bears another name or office there: its open cases are looked at again.
    Who leaves it, or investigates no more, leaves theirs; who is no head any more, is not stood in for; who
    becomes one, holds no office below."""
    turns.learning(work)
    before = directory.row_of(work.session, event.staff_id)
    directory.keep(work.session, event)
    desk_changed(work)
    after = directory.row_of(work.session, event.staff_id)
    leaves = before is not None and _at_desk(before) and (not _at_desk(after) or before.home != after.home)
    if before is not None and (leaves or _is_head(after)):
        gives_up_an_office(work, str(event.staff_id), before.home)
    others = bears(work, event.staff_id, numbers(person_of(after)))
    if others:
        desk_changed(work)
        found_to_be_one(work, {*others, str(event.staff_id)})
        look_at_cases_of_all(work, others)
    if after.active and (others or before is None or _is(before) != _is(after)):
        look_at_cases_of(work, after.home, str(event.staff_id))
    if before is not None and leaves:
        left_the_body(work, str(event.staff_id), before.home)
    elif before is not None and _investigates(before) and not _investigates(after):
        left_the_body(work, str(event.staff_id), before.home, NO_INVESTIGATOR)
    if before is not None and _is_head(before) and (not _is_head(after) or before.home != after.home):
        ends_with_the_office(work, str(event.staff_id), before.home)


def _at_desk(row: Any) -> bool:
    return bool(row.active and DESK_ROLES & {Role(each) for each in row.roles.split()})


def _investigates(row: Any) -> bool:
    return bool(row.active and Role.INVESTIGATOR in row.roles.split())


def _is_head(row: Any) -> bool:
    return bool(row.active and Role.HEAD in row.roles.split())


def _is(row: Any) -> tuple[Any, ...]:
    """What of an account says who may be tied to a case."""
    return row.home, row.display_name, row.roles, row.active


def look_at_cases_of_all(work: Work, accounts: Iterable[str]) -> None:
    """Of the person who has these, wherever they work."""
    for each in sorted(accounts):
        row = directory.row_of(work.session, UUID(each))
        if row is not None and row.active:
            look_at_cases_of(work, row.home, each)


def look_at_cases_of(work: Work, body: str, staff_id: str) -> None:
    """Those of the open cases of this body that the person may be tied to, or is said to be."""
    theirs, session = accounts_of(work.session, staff_id), work.session
    told = told_of(session, theirs)
    open_ones = select(Case).where(Case.body == body, Case.state.not_in(ENDED)).options(undefer(Case.facts))
    # Kept from others: what is being written into one of them is read when it is there.
    locked = open_ones.order_by(Case.id).with_for_update().execution_options(populate_existing=True)
    cases = {case.id: case for case in session.scalars(locked)}
    waits = select(Recusal.case_id).where(Recusal.staff_id.in_(theirs), Recusal.granted.is_(None))
    asked = set(session.scalars(waits))
    acts, commending = acts_of(session, cases), _commending(session, cases.values())
    accused: dict[Any, list[Mapping[str, Any]]] = {}
    for matter in session.scalars(select(Allegation).where(Allegation.case_id.in_(cases))) if told else ():
        accused.setdefault(matter.case_id, []).append(matter.respondent)
    for case in cases.values():
        named = acts.get(case.id, [])
        past = compared(case, accused.get(case.id, []), named, told)
        posts = [post for each in sorted(theirs) for post in past.posts.get(each, ())]
        if (
            named
            or case.id in asked | commending
            or worked_there(posts, past.accused, work.today, past.towns) is not None
        ):
            _look(work, case, named)


def _commending(session: Session, cases: Iterable[Case]) -> set[UUID]:
    """Those of which the proposal that waits commends anybody; asked once."""
    waiting = [(each.id, each.proposal) for each in cases if each.standing is State.PROPOSED]
    stands = select(Proposal).where(tuple_(Proposal.case_id, Proposal.version).in_(waiting))
    found = session.scalars(stands) if waiting else ()
    return {each.case_id for each in found if any(one["code"] == honours.CODE for one in each.outcomes)}


def _look(work: Work, case: Case, acts: Iterable[Mapping[str, str]]) -> None:
    folder = folder_of(work.session, case)
    for act in acts:
        named_in_act(work, folder, act)
    look_again(work, folder)


def _desk(folder: Folder) -> dict[str, Caller]:
    return {name: each for name, each in folder.colleagues.items() if each.roles & DESK_ROLES}


def _reason(tie: Conflict) -> str:
    if tie.tie is Tie.LEGAL_REVIEWER:
        return official(WITH_REVIEWERS, unit=tie.unit)
    if tie.serving or tie.until is None:
        return official(SERVES, unit=tie.unit)
    return official(WORKED, unit=tie.unit, until=official_day(tie.until))
