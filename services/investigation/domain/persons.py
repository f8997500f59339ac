"""Accounts of one person: a supervision certificate is one person's (Measures art. 6).

Two accounts of a body that bear its number are theirs: nobody approves as the one what they proposed as the
other (art. 14(2)).
"""

from collections.abc import Collection, Iterable

from services.investigation.domain.case import Caller


def same(accounts: Collection[str], people: Iterable[Caller]) -> frozenset[str]:
    """These accounts, and whatever others of those `people` are of the same persons."""
    known = [each for each in people if each.certificate]
    numbers = {each.certificate for each in known if each.staff_id in accounts}
    return frozenset(accounts) | {each.staff_id for each in known if each.certificate in numbers}


def each_once(people: Iterable[Caller]) -> list[Caller]:
    """The first account of each person."""
    found: dict[str, Caller] = {}
    for each in people:
        found.setdefault(each.certificate or each.staff_id, each)
    return list(found.values())
