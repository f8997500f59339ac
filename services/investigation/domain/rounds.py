"""In which round of rechecks an answer is given (petition art. 35, 36), counted as triage counts it.

What another body took over after its answer stands, but is no round of its own: the next answer is of the
same one, and both are contested together. `taken`, in all of these: of each answer to a recheck that stands,
the oldest first, whether another body has the matter since.
"""

from collections.abc import Sequence


def over(taken: Sequence[bool]) -> int:
    """So many rounds are over: the next recheck is of one more."""
    return taken.count(False)


def begun(taken: Sequence[bool]) -> int:
    """So many were begun: the last one may still have an answer to come."""
    return over(taken) + beside(taken)


def beside(taken: Sequence[bool]) -> bool:
    """Whether a recheck that is answered next is of the round of the answer before it."""
    return bool(taken) and taken[-1]
