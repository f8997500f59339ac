"""Who follows what units still owe, where the matter is nobody's any more."""

from collections.abc import Iterable


def follower(had_it: Iterable[str], above: Iterable[str], barred: Iterable[str]) -> str | None:
    """The last of the bodies that had the matter (told newest first): the correction was ordered or followed
    there (Measures art. 14(2)); else the nearest of those above, which supervise it (art. 7(2)). None that
    must not learn of the complaint."""
    away = frozenset(barred)
    return next((body for body in (*had_it, *above) if body not in away), None)
