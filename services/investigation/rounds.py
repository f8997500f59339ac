"""What investigation does by itself: it tells bodies' systems, and writes down by what a case is found."""

from sqlalchemy import delete, insert, select

from services.investigation import findable
from services.investigation.bodies import telling
from services.investigation.models import Case, Precedent, SearchToken
from shared.settings import Settings
from shared.work import SYSTEM, Work, Works

BATCH, PAUSE_SECONDS = 5, 0.2
"""So many at a time, with a pause after them: what is found a little later must not hold up what comes in."""


def once(works: Works, settings: Settings) -> bool:
    """Some of what changed since it was told and written down; whether there may be more."""
    told = telling.once(works)
    return _index(works) or told


def _index(works: Works) -> bool:
    with works.begin(SYSTEM) as work:
        changed = select(Case).where(Case.indexed.is_(False)).limit(BATCH)
        cases = list(work.session.scalars(changed.with_for_update(skip_locked=True)))
        for case in cases:
            _write_down(work, case)
    return len(cases) == BATCH


def _write_down(work: Work, case: Case) -> None:
    session = work.session
    held = select(SearchToken.token).where(SearchToken.case_id == case.id)
    old, new = set(session.scalars(held)), findable.tokens(session, case)
    gone = delete(SearchToken).where(SearchToken.case_id == case.id)
    if old - new:
        session.execute(gone.where(SearchToken.token.in_(old - new)))
    if new - old:
        session.execute(insert(SearchToken), [{"token": each, "case_id": case.id} for each in new - old])
    if findable.begun(case):
        session.execute(delete(Precedent).where(Precedent.case_id == case.id))
        session.add_all(findable.precedents(session, case))
    case.indexed = True
