"""Accounts of one person: a supervision certificate is one person's (Measures art. 6).

Two accounts of a body that bear its number are theirs: nobody approves as the one what they proposed as the
other (art. 14(2)). Whoever got another number since bears the former one, too.
"""

from collections.abc import Collection, Iterable, Mapping

from services.investigation.domain.case import Caller


def same(accounts: Collection[str], people: Iterable[Caller]) -> frozenset[str]:
    """These accounts, and whatever others of those `people` are of the same persons."""
    known = {each.staff_id: _numbers(each) for each in people}
    found = frozenset(accounts)
    while more := _with_one_of(_of(found, known), known) - found:
        found |= more
    return found


def each_once(people: Iterable[Caller]) -> list[Caller]:
    """The first account of each person."""
    everybody, found = list(people), dict[str, Caller]()
    for each in everybody:
        if found.keys().isdisjoint(same({each.staff_id}, everybody)):
            found[each.staff_id] = each
    return list(found.values())


def _numbers(person: Caller) -> frozenset[str]:
    """Of all certificates that they hold or held."""
    return frozenset({person.certificate, *(each.number for each in person.certificates)} - {""})


def _of(accounts: Collection[str], known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(number for each in accounts for number in known.get(each, ()))


def _with_one_of(numbers: Collection[str], known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(each for each, mine in known.items() if not mine.isdisjoint(numbers))
