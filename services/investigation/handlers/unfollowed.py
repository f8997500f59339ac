"""A matter that triage ends without a case, or has not decided for a day, after a body that answered it had
lost it: what units still owe under that answer is followed all the same (Measures art. 14(2))."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from services.investigation.cabinet import folder_of
from services.investigation.domain.case import ENDED, State
from services.investigation.domain.following import DECIDED_WITHIN, follower, waits_for_nobody
from services.investigation.domain.own import Origin
from services.investigation.handlers import turns
from services.investigation.handlers.conflicts import look_again
from services.investigation.handlers.following import put_in_place, still_owed
from services.investigation.handlers.opening_own import THE_RULES, OwnCase, open_case
from services.investigation.handlers.steps import note
from services.investigation.models import (
    Allegation,
    BarredParty,
    Case,
    Document,
    Erased,
    Rectification,
    UnitLink,
)
from services.investigation.replies import official
from services.investigation.sight import read_with
from services.investigation.superiors import upward
from shared import erasing, party_names
from shared.contracts.events import ComplaintDecided
from shared.foresight import looking_for
from shared.i18n import N_
from shared.rows import table_of
from shared.work import SYSTEM, Work, Works

MATTER = N_("Whether what was ordered with %(documents)s is carried out.")
WHY = N_(
    "The body that ordered it has the matter no more, and it was ended without another handling; what units "
    "still owe is to be followed until it is carried out (Measures art. 14(2))."
)
MEANWHILE = N_(
    "The body that had it has given the matter up, and it is not decided yet who has it next; until then "
    "what units still owe is to be followed (Measures art. 14(2))."
)
COMPLAINT = table_of(Case).c.complaint_id


@looking_for(COMPLAINT, erasing.complaint_of)
def on_complaint_decided(work: Work, event: ComplaintDecided) -> None:
    """The last body that had the matter, or one above it, follows what is owed, as a check of its own
    (art. 7(2)): nobody outside hears of that. Who must not learn of the complaint does not learn of it
    either."""
    if work.lacks(COMPLAINT, event.complaint_id):
        return
    work.session.flush()
    lost = _lost(work, event.complaint_id)
    if not lost or event.version < lost[0].complaint_version:
        return  # an older word: a later one gave it to a body
    ids = [each.id for each in lost]
    if _owed(work, ids):
        turns.opening(work)
        if owed := _owed(work, ids, kept=True):  # else it was taken up in this moment
            left(work, event.complaint_id, owed, WHY)


def follow_meanwhile(works: Works) -> int:
    """Of matters that were given up a day ago, and that no body has yet; how many."""
    with works.begin(SYSTEM) as work:
        found = list(work.session.scalars(_given_up(work)))
    return sum(_follow_one(works, complaint) for complaint in found)


def _given_up(work: Work) -> Select[UUID]:
    """Complaints of which something is owed that only bodies without the case follow."""
    lost = aliased(Case)
    follows = func.coalesce(Rectification.followed_in, Rectification.case_id) == lost.id
    query = select(lost.complaint_id).join(Rectification, follows).where(still_owed())
    has_it = select(Case.id).where(Case.complaint_id == lost.complaint_id, Case.state.not_in(ENDED))
    erased = select(Erased.complaint_id).where(Erased.complaint_id == lost.complaint_id)
    before = lost.closed_at <= work.now - DECIDED_WITHIN
    query = query.where(lost.state == State.PASSED_UP, before, ~has_it.exists(), ~erased.exists())
    return query.distinct().order_by(lost.complaint_id)


def _follow_one(works: Works, complaint_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        turns.opening(work)
        lost = _lost(work, complaint_id)
        given_up = lost[0].closed_at if lost else None
        owed = _owed(work, [each.id for each in lost], kept=True)
        if not owed or given_up is None or not waits_for_nobody(given_up, work.now):
            return False
        if _who_follows(work, complaint_id, lost) is None:
            return False  # nobody may, and the next round finds it so again
        left(work, complaint_id, owed, MEANWHILE)
        return True


def _lost(work: Work, complaint_id: UUID) -> list[Case]:
    """The cases of bodies that have the matter no more, the newest first."""
    mine = select(Case).where(Case.complaint_id == complaint_id, Case.state == State.PASSED_UP)
    return list(work.session.scalars(mine.order_by(Case.complaint_version.desc())))


def left(
    work: Work, complaint_id: UUID, owed: list[Rectification], why: str, over: Sequence[Case] = ()
) -> None:
    """Nobody works on the matter any more: what is owed is followed by who had it to its end (`over`), or had
    it last, or is above that one, and may know of it."""
    had = [*over, *_lost(work, complaint_id)]
    body = _who_follows(work, complaint_id, had)
    work.record("corrections.left", f"complaint:{complaint_id}", {"count": len(owed), "to": body})
    if body is None:
        return
    _check(work, next((each for each in had if each.body == body), had[0]), owed, why, body)


def _who_follows(work: Work, complaint_id: UUID, had: Sequence[Case]) -> str | None:
    barred = select(BarredParty.code).where(BarredParty.complaint_id == complaint_id)
    bodies = [each.body for each in had]
    return follower(bodies, upward(bodies[0]) if bodies else (), set(work.session.scalars(barred)))


def _check(work: Work, before: Case, owed: list[Rectification], why: str, body: str) -> None:
    """What is owed is followed in a case of its own, at this body; whoever was barred from the one before is
    barred from this, which reads its file."""
    case = _opened(work, before, owed, official(why), body)
    for item in owed:
        item.followed_in = case.id
    _links_go_along(work, case, owed)
    note(work, case, "follows_corrections", {"count": len(owed)})
    put_in_place(work, case)
    work.session.flush()
    look_again(work, folder_of(work.session, case))


def _links_go_along(work: Work, case: Case, owed: list[Rectification]) -> None:
    """By the link that it holds the unit answers whoever follows the correction; not another body."""
    held = select(UnitLink, Case.body).join(Case, Case.id == UnitLink.case_id)
    held = held.where(UnitLink.item_id.in_([each.id for each in owed]), UnitLink.revoked_at.is_(None))
    for link, body in work.session.execute(held).all():
        if body == case.body:
            link.case_id = case.id
        else:
            link.revoked_at, link.revoked_by = work.now, official(THE_RULES)


def _owed(work: Work, lost: Iterable[UUID], *, kept: bool = False) -> list[Rectification]:
    """What the cases that were lost ordered, and none that goes on follows; `kept` from who takes it up in
    that moment."""
    ids = list(lost)
    owed = select(Rectification).where(still_owed(), Rectification.case_id.in_(ids))
    nobodys = or_(Rectification.followed_in.is_(None), Rectification.followed_in.in_(ids))
    found = owed.where(nobodys).order_by(Rectification.position, Rectification.id)
    return list(work.session.scalars(found.with_for_update() if kept else found))


def _opened(work: Work, lost: Case, owed: list[Rectification], why: str, body: str) -> Case:
    away = select(BarredParty.code).where(read_with(lost))
    alleged = select(Allegation).where(Allegation.case_id == lost.id).order_by(Allegation.position)
    return open_case(
        work,
        OwnCase(
            body=body,
            body_name=lost.body_name if body == lost.body else _named(work, body),
            origin=Origin.SPOT_CHECK,
            matter=official(MATTER, documents=_numbers(work, owed)),
            reason=why,
            alleged=[(each.respondent, each.categories) for each in work.session.scalars(alleged)],
            barred=work.session.scalars(away).all(),
            recheck_of=lost.complaint_id,
        ),
    )


def _named(work: Work, body: str) -> str:
    with party_names.of(work.session, lambda: work.today):
        return str(party_names.in_use().party_name(body))


def _numbers(work: Work, owed: list[Rectification]) -> str:
    ordered = select(Document.number).where(Document.id.in_({each.document_id for each in owed}))
    return "、".join(sorted(set(work.session.scalars(ordered))))
