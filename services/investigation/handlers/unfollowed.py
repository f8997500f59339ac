"""A matter that triage ends without a case, after a body that answered it had lost it: what units still owe
under that answer is followed all the same (Measures art. 14(2))."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from services.investigation.cabinet import folder_of
from services.investigation.domain.case import State
from services.investigation.domain.following import follower
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
from shared.work import Work

MATTER = N_("Whether what was ordered with %(documents)s is carried out.")
WHY = N_(
    "The body that ordered it has the matter no more, and it was ended without another handling; what units "
    "still owe is to be followed until it is carried out (Measures art. 14(2))."
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
    owed = _owed(work, [each.id for each in lost])
    if owed:
        turns.opening(work)
        left(work, event.complaint_id, owed, WHY)


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
    barred = select(BarredParty.code).where(BarredParty.complaint_id == complaint_id)
    bodies = [each.body for each in had]
    body = follower(bodies, upward(bodies[0]) if bodies else (), set(work.session.scalars(barred)))
    work.record("corrections.left", f"complaint:{complaint_id}", {"count": len(owed), "to": body})
    if body is None:
        return
    _check(work, next((each for each in had if each.body == body), had[0]), owed, why, body)


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


def _owed(work: Work, lost: Iterable[UUID]) -> list[Rectification]:
    """What the cases that were lost ordered, and none that goes on follows."""
    ids = list(lost)
    owed = select(Rectification).where(still_owed(), Rectification.case_id.in_(ids))
    nobodys = or_(Rectification.followed_in.is_(None), Rectification.followed_in.in_(ids))
    return list(work.session.scalars(owed.where(nobodys).order_by(Rectification.position)))


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
