"""Cases that open and what ties people to cases wait for each other.

Whoever opens a case looks at the posts that are known; whoever learns of a post looks at the cases that are
open. Side by side neither would see what the other has not committed. On SQLite one writes at a time anyway.
"""

from sqlalchemy import func, select

from shared.contracts.events import StaffChanged, StaffServed
from shared.work import Work

KEY = 0x6A6475_74696573
"""The advisory lock of this database that stands for who is tied to which case."""
OPENING = select(func.pg_advisory_xact_lock_shared(KEY))
LEARNING = select(func.pg_advisory_xact_lock(KEY))


def opening(work: Work) -> None:
    """A case opens: beside any others, but after what is being learnt of people. Ask before rows are locked,
    and before it is read who is tied; within a work only the first asks."""
    _take(work, alone=any(isinstance(event, (StaffChanged, StaffServed)) for event in work.events))


def learning(work: Work) -> None:
    """What may tie somebody to a case is new: after the cases that are being opened, and before any more."""
    _take(work, alone=True)


def _take(work: Work, *, alone: bool) -> None:
    """Past the session, which would write what waits in it first. A lock for all is never raised to one of
    one's own: two who did that would wait for each other."""
    info = work.session.info
    if "turn" in info:
        return
    info["turn"] = alone
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.connection().execute(LEARNING if alone else OPENING)
