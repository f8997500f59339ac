"""The names under which a province says for what the clock of a case may stand still, and how long."""

from shared.contracts.terms import PauseGround

IN_ALL = "pause_in_all"
SECOND_HEARING = "pause_second_hearing"
"""The hearing at a second recheck, which the law itself does not count (petition art. 36)."""


def key_of(ground: PauseGround) -> str:
    """The setting that says how many days one pause for this ground may last; 0: none."""
    return f"pause_{ground}"


KEYS = (*(key_of(ground) for ground in PauseGround), IN_ALL, SECOND_HEARING)
