"""Whom the records show to be partial, without anybody's word: by which tie, from where, until which day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.investigation.domain.places import Place, Towns, plain, same
from services.investigation.domain.ties import Tie

YEARS = 3
REVIEW = "review:"
"""Before the cause of a tie to a unit that reviewed the act: the same post may tie somebody otherwise."""

ANSWERED = "answered"
"""The cause of a tie to one's own work: nobody looks again at what they answered, nor decides on it."""


@dataclass(frozen=True)
class Post:
    """Where somebody worked, from the first to the last day; no last day: they work there still."""

    place: Place
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody must stay away. `until`: the last day of it; None: until it is decided, or while they serve
    there. `cause` tells one ground from another of the same tie; `known` is the day since which somebody is
    asked to decide it."""

    tie: Tie
    unit: str = ""
    until: date | None = None
    serving: bool = False
    cause: str = ""
    known: date | None = None


def last_day(ended: date) -> date:
    """Three years from the day on which it ended: the day of that date still counts; where there is none, the
    last of the month (civil code art. 201, 202)."""
    year = min(ended.year + YEARS, date.max.year)
    try:
        return ended.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def worked_there(
    posts: Iterable[Post],
    accused: Collection[Place],
    today: date,
    towns: Towns,
    cleared: Collection[str] = (),
) -> Conflict | None:
    """The tie of whoever works or worked in an accused unit within three years; of several terms, the one
    that binds longest. `cleared` are causes of which a head decided that they do not hold."""
    found = [
        conflict
        for post in posts
        if any(same(post.place, each, towns) for each in accused)
        and (conflict := _bound(post, today)) is not None
        and conflict.cause not in cleared
    ]
    return max(found, key=lambda each: (each.serving, each.until or date.max), default=None)


def _bound(post: Post, today: date) -> Conflict | None:
    if post.first is not None and post.first > today:
        return None
    serving = post.last is None or post.last >= today
    until = None if post.last is None else last_day(post.last)
    if until is not None and until < today:
        return None
    cause = f"{plain(post.place.name)}|{post.last.isoformat() if post.last else ''}"
    return Conflict(Tie.WORKED_THERE, post.place.name, until, serving, cause)


def of_the_reviewers(
    posts: Iterable[Post],
    reviewers: Collection[Place],
    today: date,
    towns: Towns,
    cleared: Collection[str] = (),
) -> Conflict | None:
    """The tie of whoever works or worked within three years in a unit that as such reviewed the act (Measures
    art. 10(2)): it is asked whether they withdraw."""
    mine = {each.removeprefix(REVIEW) for each in cleared if each.startswith(REVIEW)}
    tie = worked_there(posts, reviewers, today, towns, mine)
    return replace(tie, tie=Tie.LEGAL_REVIEWER, serving=False, cause=REVIEW + tie.cause) if tie else None


def found(
    people: Mapping[str, Iterable[Post]],
    accused: Collection[Place],
    cleared: Mapping[str, Collection[str]],
    today: date,
    towns: Towns,
    reviewers: Collection[Place] = (),
) -> dict[str, Conflict]:
    """Who of these is tied to an accused unit, or else to one that reviewed the act; `cleared` by person."""
    ties = {
        who: worked_there(posts, accused, today, towns, cleared.get(who, ()))
        or of_the_reviewers(posts, reviewers, today, towns, cleared.get(who, ()))
        for who, posts in people.items()
    }
    return {who: tie for who, tie in ties.items() if tie is not None}
