"""What intake does by itself once an hour."""

from collections.abc import Sequence

from services.intake.hotline import drafts, rings
from shared.assembly import Chore
from shared.work import SYSTEM, Works


def forget_calls(works: Works) -> int:
    """Drafts of calls and announced calls past their time."""
    with works.begin(SYSTEM) as work:
        return drafts.forget_old(work) + rings.forget_old(work)


CHORES: Sequence[Chore] = (forget_calls,)
