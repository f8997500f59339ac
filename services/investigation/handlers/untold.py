"""Intake and triage are told who withdrew from a complaint's cases where no step says it by itself: earlier
than they were told at once, by an account found later, of what is handled together or joined it since."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import delete, select

from services.investigation.domain.sight import STAFF
from services.investigation.handlers.steps import say
from services.investigation.models import BarredParty, Case, Untold
from services.investigation.same_person import accounts_of
from services.investigation.sight import kept
from shared.contracts.events import CaseKeptFrom
from shared.work import SYSTEM, Work, Works

BATCH = 100


def once(works: Works) -> bool:
    """Some of what is to be told; whether there may be more."""
    with works.reading() as session:
        if session.scalar(select(Untold.id).limit(1)) is None:
            return False
    with works.begin(SYSTEM) as work:
        some = select(Untold).order_by(Untold.id).limit(BATCH).with_for_update(skip_locked=True)
        found = list(work.session.scalars(some))
        _tell(work, {each.complaint_id for each in found})
        work.session.execute(delete(Untold).where(Untold.id.in_([each.id for each in found])))
    return len(found) == BATCH


def _tell(work: Work, complaints: Collection[UUID]) -> None:
    """By the newest of its cases, also of one that is over; nothing of what was erased."""
    known: dict[UUID, set[str]] = {}
    barred = select(BarredParty.complaint_id, BarredParty.code).where(
        BarredParty.complaint_id.in_(complaints)
    )
    for complaint, code in work.session.execute(barred):
        if code.startswith(STAFF):
            known.setdefault(complaint, set()).add(code)
    cases = select(Case).where(Case.complaint_id.in_(known), kept())
    newest = {
        case.complaint_id: case
        for case in work.session.scalars(cases.order_by(Case.complaint_version, Case.id))
    }
    for complaint, case in sorted(newest.items()):
        say(work, case, CaseKeptFrom, barred=sorted(_all_of(work, known[complaint])))


def _all_of(work: Work, codes: Iterable[str]) -> set[str]:
    """By whichever account of theirs."""
    accounts = (each.removeprefix(STAFF) for each in codes)
    return {f"{STAFF}{other}" for each in accounts for other in accounts_of(work.session, each)}
