"""What intake does by itself once an hour."""

from collections.abc import Sequence

from services.intake.custodians import hand_on
from services.intake.hotline import drafts, rings
from services.intake.retention.erasing import erase_due
from shared.assembly import Chore
from shared.work import SYSTEM, Works


def forget_calls(works: Works) -> int:
    """Drafts of calls and announced calls past their time."""
    with works.begin(SYSTEM) as work:
        return drafts.forget_old(work) + rings.forget_old(work)


CHORES: Sequence[Chore] = (forget_calls, hand_on, erase_due)
