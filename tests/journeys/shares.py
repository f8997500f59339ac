"""What the accounts of an accused side ask is shared out among them, among like sides and among days."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tests.journeys.prying import Question, lists
from tests.journeys.routes import Route
from tests.sampled import TURN, WHOLE

EVERY = 3
"""Among how many sides what a seat may ask is shared out, where a side has accounts enough: as many as are accused in
one complaint each and have every seat."""
DAYS = 2
"""In so many days an account asks all of its share, in turns (tests/sampled.py)."""
Pair = tuple[Question, Question]


def open_to(
    side: int, accounts: Sequence[str], complaints: int, addresses: list[Route], full: bool = WHOLE
) -> dict[str, list[Question]]:
    """The pages and lists at which each account of a side looks before and after. Where one complaint accuses the side
    and it has accounts enough, each looks at one in three, in turns: all of them together at every one, and a seat
    at the three such sides at every one. Where more do, each looks at as many of them as there are accounts for, and
    where there are few, and in the full sweep, everybody looks at each."""
    every = 1 if full else sides(complaints, len(accounts))
    return {
        username: lists(addresses)[(side + place) % every :: every] for place, username in enumerate(accounts)
    }


def share_of(
    first: int, complaint: int, complaints: int, accounts: int, full: bool = WHOLE, turn: int = TURN
) -> Callable[[Iterator[Pair]], Iterator[Pair]]:
    """Of a side's complaints each account asks every third question of each (every second, where the accounts are too
    few for that), in turns: so each question is asked of each complaint, each account asks of each complaint, and
    the seats of one side ask what those of the next do not. All that within two days, a half on each: with accounts
    enough a side asks each question of each complaint on each day. Where the accounts are fewer still, and in the full
    sweep (`make sweep`), everybody asks everything of every complaint."""
    every = sides(complaints, accounts)
    if full or every < 2:
        return lambda questions: questions
    share = complaints * every
    begin = -(first + complaint * every + turn * share) % (share * DAYS)
    return lambda questions: islice(questions, begin, None, share * DAYS)


def sides(complaints: int, accounts: int) -> int:
    return max(1, min(EVERY, accounts // complaints))
