"""What investigation does by itself: it tells bodies' systems, opens above what went up without a complaint,
tells the other desks who withdrew where no step does, writes down by what a case is found, and forgets files
that nobody finished."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.exc import SQLAlchemyError

from services.investigation import findable
from services.investigation.bodies import telling
from services.investigation.cabinet import folder_of
from services.investigation.domain.archive import supplement_by
from services.investigation.evidence import rounds as evidence
from services.investigation.gathered import Gathered
from services.investigation.handlers import going_up, untold
from services.investigation.models import Archive, Case, Precedent, SearchToken
from services.investigation.sight import kept
from shared.files.place import store_of
from shared.messaging.failure import reason_of
from shared.settings import Settings
from shared.work import SYSTEM, Work, Works

BATCH, PAUSE_SECONDS = 10, 0.2
"""So many at a time, with a pause after them: what is found a little later must not hold up what comes in."""
REST, MANY = timedelta(hours=1), 500
"""So long what could not be written down waits, and of so many it is not the cases' fault."""
_resting: dict[UUID, datetime] = {}
"""Cases that could not be written down, and until when this process leaves them alone."""
log = structlog.get_logger("rounds")


def once(works: Works, settings: Settings) -> bool:
    """Some of what changed since it was told and written down; whether there may be more."""
    told, came_up, kept_from = telling.once(works), going_up.once(works), untold.once(works)
    return _index(works) or told or came_up or kept_from or _forget_file(works, settings)


def _forget_file(works: Works, settings: Settings) -> bool:
    """Looked for only where nothing else is due. Raises StoreAway."""
    left = evidence.next_left(works)
    if left is not None:
        evidence.forget(works, store_of(settings), left)
    return left is not None


def _index(works: Works) -> bool:
    waiting: list[UUID] = []
    try:
        with works.begin(SYSTEM) as work:
            waiting += _some(work, ~Case.indexed, BATCH)
            waiting += _some(work, and_(Case.outdated, Case.indexed), BATCH - len(waiting))
            _write_all(work, waiting)
    except SQLAlchemyError:
        raise
    except Exception:
        if not waiting:
            raise
        _one_by_one(works, waiting)
    return len(waiting) == BATCH


def _some(work: Work, which: ColumnElement[bool], limit: int) -> list[UUID]:
    """Locked, but for what others have in hand. Of what was erased nothing is left to be found by, whatever
    is noted of it later."""
    for case in [each for each, until in _resting.items() if until <= work.now]:
        del _resting[case]
    found = select(Case.id).where(which, kept(), Case.id.not_in(list(_resting))).limit(limit)
    return list(work.session.scalars(found.with_for_update(skip_locked=True)))


def _one_by_one(works: Works, waiting: Iterable[UUID]) -> None:
    """Each in a transaction of its own: one that fails is left for later, and holds up no other. Raises what
    it fails with where that befalls too many."""
    for case in waiting:
        try:
            with works.begin(SYSTEM) as work:
                waits = or_(~Case.indexed, Case.outdated)
                _write_all(work, _some(work, and_(Case.id == case, waits), 1))
        except SQLAlchemyError:
            raise
        except Exception as error:
            if len(_resting) >= MANY:
                raise
            _resting[case] = works.clock() + REST
            log.error("case_not_written_down", about=_number_of(works, case), reason=reason_of(error))


def _number_of(works: Works, case: UUID) -> str | None:
    """By which the logs know it, as a keyed hash."""
    with works.reading() as session:
        return session.scalar(select(Case.tracking_number).where(Case.id == case))


def _write_all(work: Work, waiting: list[UUID]) -> None:
    cases = list(work.session.scalars(findable.cases().where(Case.id.in_(waiting)))) if waiting else []
    gathered = Gathered(work.session, cases)
    for case in cases:
        _write_down(work, gathered, case)


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
        case.supplement_by = supplement_by(case.unfiled, case.supplement_by, work.today)
    case.indexed, case.outdated = True, False
