"""Files with a complaint: what may be attached, what becomes of it, and who may see which copy. Tables."""

from collections.abc import Mapping
from enum import StrEnum

from shared.files.kinds import Reason, Unfit

MOST_FILES = 20
MOST_BYTES = 50 << 20
MOST_TOTAL = MOST_FILES * MOST_BYTES
"""All files of one complaint, each as large as it may be: what one form may bring."""
SENT = 1 << 20
"""The most that one request of an upload in pieces brings: what the front door lets through anywhere."""
UNFINISHED_HOURS = 48
"""How long an upload may rest before it is forgotten."""
DRAFT_DAYS = 14
"""How long a file waits with its draft, from the last time that the draft was kept."""
NAME_LIMIT = 200
ATTEMPTS = 4
"""How often a copy is tried before it counts as impossible to make."""
RETRY_MINUTES = (0, 1, 10, 60)


class State(StrEnum):
    UPLOADING = "uploading"
    """Not all of it is here."""
    QUARANTINED = "quarantined"
    """All of it is here; nobody but the house has looked at it."""
    CLEAN = "clean"
    """Nothing was found against it."""
    REFUSED = "refused"
    """Something was found against it; its content is not kept."""


class Copy(StrEnum):
    """The copy without metadata, which others see."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    IMPOSSIBLE = "impossible"
    """There is no way to make one of this kind."""


class Scan(StrEnum):
    """The search for viruses."""

    OFF = "off"
    """This house has no scanner."""
    WAITING = "waiting"
    DOWN = "down"
    """The scanner does not answer; it is asked again."""
    CLEAN = "clean"
    FOUND = "found"


class Part(StrEnum):
    ORIGINAL = "original"
    COPY = "copy"
    PREVIEW = "preview"


class Viewer(StrEnum):
    STAFF = "staff"
    REASONED = "reasoned"
    """Staff who gave a reason, which is kept."""


MOVES: Mapping[State, frozenset[State]] = {
    State.UPLOADING: frozenset({State.QUARANTINED, State.REFUSED}),
    State.QUARANTINED: frozenset({State.CLEAN, State.REFUSED}),
    State.CLEAN: frozenset(),
    State.REFUSED: frozenset(),
}
"""The life of a file. Once with a complaint, a file is evidence: nothing leads out of `clean`."""

MAY_READ: Mapping[tuple[State, Part], frozenset[Viewer]] = {
    (State.CLEAN, Part.PREVIEW): frozenset(Viewer),
    (State.CLEAN, Part.COPY): frozenset(Viewer),
    (State.CLEAN, Part.ORIGINAL): frozenset({Viewer.REASONED}),
}
"""Who may read which part in which state; what is not named is open to nobody."""


def may_read(state: State, part: Part, viewer: Viewer) -> bool:
    return viewer in MAY_READ.get((state, part), frozenset())


def room(size: int, others: int) -> None:
    """Refuse one more file of `size` bytes beside `others` files. Raises Unfit."""
    if size > MOST_BYTES:
        raise Unfit(Reason.TOO_LARGE)
    if others >= MOST_FILES:
        raise Unfit(Reason.TOO_MANY)


def retry_after(attempts: int) -> int | None:
    """Minutes until a failed copy is tried again; None: it is not."""
    return RETRY_MINUTES[attempts] if attempts < ATTEMPTS else None
