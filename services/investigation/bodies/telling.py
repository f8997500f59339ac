"""What a body's system is told: each case it may have, as it stands, whenever it does not know it so.

Asked of the tables, not hung onto each step: so a new link is told of all open cases, what changes while a
letter is on its way is told next, and no step can forget it. Letter and note of it are one transaction.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeGuard
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from services.investigation.bodies import letters, links
from services.investigation.bodies.document import case_document
from services.investigation.cabinet import folder_of
from services.investigation.colleagues import colleagues_of
from services.investigation.domain.bodies import ABOUT_A_CASE, Letter, Standing, after, letter_for
from services.investigation.domain.case import ENDED
from services.investigation.models import BodyLink, BodyTold, Case, Erased
from services.investigation.sight import for_the_system_of
from shared import tracing
from shared.contracts.routing import body_key
from shared.work import SYSTEM, Work, Works

BATCH = 20

Json = dict[str, Any]


def once(works: Works) -> bool:
    """Tell every body some of what it does not know yet; whether there may be more."""
    with works.begin(SYSTEM) as work:
        more = [_tell_one(work, link) for link in links.standing(work.session)]
    return any(more)


def _tell_one(work: Work, link: BodyLink) -> bool:
    may_have = for_the_system_of(link.body, colleagues_of(work.session, link.body).values())
    known = and_(BodyTold.case_id == Case.id, BodyTold.link_id == link.id)
    runs = BodyTold.standing == Standing.RUNNING
    unknown = and_(
        Case.state.not_in(ENDED), or_(BodyTold.case_id.is_(None), BodyTold.standing == Standing.WITHDRAWN)
    )
    changed = and_(runs, BodyTold.version != Case.version)
    to_tell = select(Case).outerjoin(BodyTold, known).where(may_have, or_(unknown, changed))
    to_forget = select(Case).join(BodyTold, known).where(runs, ~may_have)
    told = _locked(work.session, to_tell)
    gone = _locked(work.session, to_forget)
    rows = _known(work.session, link, {case.id for case in (*told, *gone)})
    for case in told:
        row = rows.get(case.id)
        letter = letter_for(Standing(row.standing) if row else None, case.standing)
        if letter is not None and not (_runs(row) and row.version == case.version):
            _tell(work, link, case, row, letter)
    for case in gone:
        if _runs(row := rows.get(case.id)):
            _tell(work, link, case, row, Letter.WITHDRAWN)
    return max(len(told), len(gone)) == BATCH


def _locked(session: Session, query: Select[Case]) -> Sequence[Case]:
    """The oldest of them; others may tell other cases meanwhile."""
    oldest = query.order_by(Case.opened_at, Case.id).limit(BATCH)
    return session.scalars(oldest.with_for_update(of=Case, skip_locked=True)).all()


def _known(session: Session, link: BodyLink, cases: Collection[UUID]) -> dict[UUID, BodyTold]:
    """What the body's system knows of these cases by now: asked once they are locked, since the question that
    found them may have begun before another worker told one of them."""
    query = select(BodyTold).where(BodyTold.link_id == link.id, BodyTold.case_id.in_(cases))
    rows = session.scalars(query.execution_options(populate_existing=True))
    return {row.case_id: row for row in rows}


def _runs(row: BodyTold | None) -> TypeGuard[BodyTold]:
    return row is not None and row.standing == Standing.RUNNING


def forget_erased(works: Works) -> int:
    """What was erased here, a body's system must not keep either; once an hour."""
    with works.begin(SYSTEM) as work:
        erased = exists().where(Erased.complaint_id == Case.complaint_id)
        rows = (
            select(Case, BodyTold, BodyLink)
            .join(BodyTold, BodyTold.case_id == Case.id)
            .join(BodyLink, BodyLink.id == BodyTold.link_id)
            .where(BodyTold.standing == Standing.ENDED, BodyLink.ended_at.is_(None), erased)
            .limit(BATCH)
        )
        found = work.session.execute(rows).all()
        for case, row, link in found:
            _tell(work, link, case, row, Letter.WITHDRAWN)
        return len(found)


def _tell(work: Work, link: BodyLink, case: Case, row: BodyTold | None, letter: Letter) -> None:
    if row is None:
        row = BodyTold(link_id=link.id, case_id=case.id, serial=0)
        work.session.add(row)
    row.version, row.standing, row.at = case.version, after(letter), work.now
    row.serial += 1
    told = letter in ABOUT_A_CASE
    said = case_document(work.session, folder_of(work.session, case)) if told else {"id": str(case.id)}
    write(work, link, letter, {"case": said, "serial": row.serial})
    work.record("body.told", f"case:{case.id}", {"body": link.body, "letter": letter})


def write(work: Work, link: BodyLink, letter: Letter, contents: Json) -> None:
    """A letter to the body's system, sealed for it, into the outbox of this transaction."""
    letter_id, public = work.new_id(), bytes.fromhex(link.public_key)
    body = letters.written(public, letter_id, letter, work.now, contents, tracing.header())
    work.post(body_key(link.division), letter_id, link.body, body)
