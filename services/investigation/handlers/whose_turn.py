"""At whose office a proposal lies, written down with the case: the queues are made of it."""

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.domain import approval
from services.investigation.domain.case import State
from services.investigation.folder import Folder
from services.investigation.models import Case
from shared.work import Work


def write_down(work: Work, folder: Folder) -> None:
    """After anything that may change it: a step, an application for recusal, what became of one."""
    if folder.case.standing is State.PROPOSED:
        folder.case.step = approval.step(folder.facts(work.today))


def look_anew(work: Work, body: str) -> None:
    """Somebody holds an office of the body from now on, or no more, or is away, or back."""
    work.session.flush()
    proposed = select(Case).where(Case.body == body, Case.state == State.PROPOSED).order_by(Case.id)
    for case in work.session.scalars(proposed.with_for_update()).all():
        write_down(work, folder_of(work.session, case))
