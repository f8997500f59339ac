"""How the program's processes look after their memory."""

import gc

ALLOCATIONS_PER_COLLECTION = (10_000, 20, 20)
"""A complaint makes some thousand small objects and hardly a cycle: looking for cycles after each 700, as
Python does, took a quarter of a handler's processor time (runs with and without, one after the other), and a
seventh of a start's."""


def collect_seldom() -> None:
    """Look for cycles seldom, in this process and in those it forks."""
    gc.set_threshold(*ALLOCATIONS_PER_COLLECTION)
