"""Somebody leaves a case that they must not know of, or cannot work on any more."""

from services.investigation.domain import recusal as rules
from services.investigation.folder import Folder
from services.investigation.handlers.passing import pass_up
from services.investigation.handlers.people import withdraw
from services.investigation.handlers.steps import put_in_place
from services.investigation.replies import official
from shared.i18n import N_
from shared.work import Work

NOBODY_LEFT = N_("Nobody of this body is left who may handle the case.")


def leaves(work: Work, folder: Folder, staff_id: str, why: str = "", *, decided: bool = False) -> None:
    """By whichever account here, they are on its team no more; where nobody is left it goes up."""
    for account in sorted(folder.all_of({staff_id})):
        withdraw(work, folder, account)
    put_in_place(folder)
    if rules.takes_it_up(folder.facts(work.today), decided):
        pass_up(work, folder, None, why or official(NOBODY_LEFT))
