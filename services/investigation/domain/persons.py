"""Accounts of one person: a supervision certificate is one person's (Measures art. 6), in the whole country.

Two accounts that bear its number are theirs: nobody approves as the one what they proposed as the other
(art. 14(2)), and who withdrew as the one learns of the case as none (petition art. 28(3)). Whoever got
another number since bears the former one, too.
"""

import re
import unicodedata
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from services.investigation.domain.case import Caller

Of = TypeVar("Of", bound=Hashable)
LOOSE = re.compile(r"\s")
LONGEST = 40


def same(accounts: Collection[str], people: Iterable[Caller]) -> frozenset[str]:
    """These accounts, and whatever others of those `people` are of the same persons."""
    return all_of(accounts, accounts_of(people))


def all_of(accounts: Collection[str], others: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(accounts).union(*(others.get(each, ()) for each in accounts))


def accounts_of(people: Iterable[Caller]) -> dict[str, frozenset[str]]:
    """By account, here or elsewhere, which others of these people are of the same person."""
    first, here = dict[str, str](), list(people)
    pairs = [
        (each.staff_id, first.setdefault(number, each.staff_id)) for each in here for number in numbers(each)
    ]
    pairs += [(each.staff_id, other) for each in here for other in each.accounts]
    known = {each.staff_id for each in here}
    return {one: others & known for one, others in linked(pairs).items()}


def each_once(people: Iterable[Caller]) -> list[Caller]:
    """The first account of each person."""
    everybody, found = list(people), dict[str, Caller]()
    others = accounts_of(everybody)
    for each in everybody:
        if found.keys().isdisjoint(all_of({each.staff_id}, others)):
            found[each.staff_id] = each
    return list(found.values())


@lru_cache(10_000)
def plain(number: str) -> str:
    """A number as it is compared: without blanks, width and case."""
    return LOOSE.sub("", unicodedata.normalize("NFKC", number).casefold())[:LONGEST]


def numbers(person: Caller) -> frozenset[str]:
    """Of all certificates that they hold or held."""
    said = (person.certificate, *(each.number for each in person.certificates))
    return frozenset(plain(each) for each in said) - {""}


def linked(pairs: Iterable[tuple[Of, Of]]) -> dict[Of, frozenset[Of]]:
    """Of accounts that bear one number with another, all others of the same person."""
    groups: dict[Of, set[Of]] = {}
    for one, other in pairs:
        both = groups.get(one, {one}) | groups.get(other, {other})
        groups |= dict.fromkeys(both, both)
    return {each: frozenset(group - {each}) for each, group in groups.items()}
