"""Applications for recusal that nobody needs to decide any more end with their case, with the reason."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from services.investigation.domain import honours
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Recusal
from services.investigation.replies import official
from shared.i18n import N_
from shared.work import Work

HERE = N_("Not decided any more: the case has ended, and the person had no part in its outcome.")
ELSEWHERE = N_("Not decided any more: the case has ended here, and another body handles the matter.")
HONOURED_NO_MORE = N_("Not decided any more: the commendation is not proposed any more.")
HONOURED_AND_RETURNED = N_(
    "Not decided any more: the proposal was returned, and the commendation fell with it."
)
HONOURED_BY_OTHERS = N_("Not decided any more: others have decided on the commendation.")


def end_undecided(work: Work, case: Case, why: str) -> None:
    """Those about people who had a part in the outcome were decided before: the rules ask for it."""
    mine = select(Recusal).where(Recusal.case_id == case.id, Recusal.granted.is_(None))
    _end(work, case, work.session.scalars(mine.order_by(Recusal.at, Recusal.id)).all(), why, fell=False)


def end_of_honours(
    work: Work,
    case: Case,
    recusals: Iterable[Recusal],
    honoured: Collection[str],
    why: str = HONOURED_NO_MORE,
) -> None:
    """Of those whom no proposal that waits commends: what else there is to decide is not about them."""
    waiting = [each for each in recusals if each.granted is None and each.cause == honours.CAUSE]
    _end(work, case, [each for each in waiting if each.staff_id not in honoured], why, fell=True)


def _end(work: Work, case: Case, rows: Iterable[Recusal], why: str, *, fell: bool) -> None:
    for row in rows:
        row.fell = fell
        row.granted, row.moot, row.answer, row.decided_at = False, True, official(why), work.now
        note(work, case, "recusal_moot", {"tie": row.tie, "name": row.name}, row.answer)
