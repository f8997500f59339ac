"""What investigation does by itself: it tells bodies' systems, writes down by what a case is found, and
forgets files that nobody finished."""

from sqlalchemy import delete

from services.investigation import findable
from services.investigation.bodies import telling
from services.investigation.cabinet import folder_of
from services.investigation.evidence import rounds as evidence
from services.investigation.gathered import Gathered
from services.investigation.models import Archive, Case, Precedent, SearchToken
from shared.files.place import store_of
from shared.settings import Settings
from shared.work import SYSTEM, Work, Works

BATCH, PAUSE_SECONDS = 10, 0.2
"""So many at a time, with a pause after them: what is found a little later must not hold up what comes in."""


def once(works: Works, settings: Settings) -> bool:
    """Some of what changed since it was told and written down; whether there may be more."""
    told = telling.once(works)
    return _index(works) or told or _forget_file(works, settings)


def _forget_file(works: Works, settings: Settings) -> bool:
    """Looked for only where nothing else is due. Raises StoreAway."""
    left = evidence.next_left(works)
    if left is not None:
        evidence.forget(works, store_of(settings), left)
    return left is not None


def _index(works: Works) -> bool:
    with works.begin(SYSTEM) as work:
        changed = findable.cases().where(Case.indexed.is_(False)).limit(BATCH)
        cases = list(work.session.scalars(changed.with_for_update(skip_locked=True)))
        gathered = Gathered(work.session, cases)
        for case in cases:
            _write_down(work, gathered, case)
    return len(cases) == BATCH


def _write_down(work: Work, gathered: Gathered, case: Case) -> None:
    session = work.session
    old = set(gathered.values(SearchToken.token, case))
    new = findable.tokens(gathered, case)
    if old - new:
        gone = delete(SearchToken).where(SearchToken.case_id == case.id)
        session.execute(gone.where(SearchToken.token.in_(old - new)))
    for each in new - old:
        work.keep(SearchToken, token=each, case_id=case.id)
    if findable.begun(case):
        session.execute(delete(Precedent).where(Precedent.case_id == case.id))
        session.add_all(findable.precedents(gathered, case))
    # Of what the complainant sends, and of steps, every one makes it be looked at again.
    if gathered.values(Archive.number, case):
        case.unfiled = folder_of(session, case).unfiled
    case.indexed = True
