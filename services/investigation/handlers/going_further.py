"""Applications go on to the next superior where no head who may decide is there in time, at the case's own
body or above."""

from uuid import UUID

from sqlalchemy import Select, select

from services.investigation import superiors
from services.investigation.cabinet import folder_of
from services.investigation.domain import recusal
from services.investigation.domain.case import ENDED
from services.investigation.folder import Folder
from services.investigation.handlers import whose_turn
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Recusal
from services.investigation.sight import kept
from shared.work import SYSTEM, Work, Works


def hand_recusals_further(works: Works) -> int:
    """How many went. Each is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        waiting = list(work.session.execute(_waiting().with_only_columns(Case.id, Recusal.id)))
    return sum(_hand_on(works, case_id, recusal_id) for case_id, recusal_id in waiting)


def _waiting() -> Select[Case]:
    query = select(Case).join(Recusal, Recusal.case_id == Case.id)
    return query.where(Recusal.granted.is_(None), Case.state.not_in(ENDED), kept())


def _hand_on(works: Works, case_id: UUID, recusal_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        locked = _waiting().where(Case.id == case_id, Recusal.id == recusal_id)
        case = work.session.scalar(locked.with_for_update(of=Case))
        if case is None:
            return False
        folder = folder_of(work.session, case)
        row = next(each for each in folder.recusals if each.id == recusal_id)
        to = recusal.goes_further(row.decider, _ways(work, folder, row))
        if to is None:
            return False
        note(work, case, "recusal_further", {"tie": row.tie, "name": row.name, "from": row.decider, "to": to})
        row.decider = to
        whose_turn.write_down(work, folder)
    return True


def _ways(work: Work, folder: Folder, row: Recusal) -> dict[str, bool]:
    """The body that decides and those above it, but those that must not know of the case."""
    there = {row.decider: _is_there(work, folder, row)}
    if there[row.decider]:
        return there
    term, hands = folder.case.investigate_by, folder.involved_before
    for body in superiors.upward(row.decider):
        if body not in folder.barred:
            found = superiors.decides_from(work.session, body, folder.barred, work.today, term, hands)
            there[body] = found is not None
    return there


def _is_there(work: Work, folder: Folder, row: Recusal) -> bool:
    if row.decider == folder.case.body:
        return bool(recusal.heads_in_time(folder.facts(work.today)))
    return superiors.of_recusal(work.session, folder, row, work.today) is not None
