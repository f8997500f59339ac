"""Looking for words in all that the caller may see: by keyed tokens first, then in the opened texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from services.investigation import findable
from services.investigation.domain import search
from services.investigation.domain.case import Caller
from services.investigation.domain.search import Hit
from services.investigation.dossier import reads_sealed_of
from services.investigation.models import Case, SearchToken
from services.investigation.sight import visible
from shared.work import Work

ASKED_FOR = 12
"""So many tokens narrow the cases down enough; the rest is looked for in the texts."""
OPENED = 200
"""At most so many cases are opened for one page; the next page goes on from there."""

Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Found:
    """A case in which all words stand, and where."""

    case: Case
    hits: list[Hit]


@dataclass(frozen=True)
class Results:
    """One page, the newest cases first. `after` is where the next goes on, if there may be more."""

    found: list[Found]
    after: Place | None
    unread: int
    """Cases that changed this moment and are not written down yet."""


def look(work: Work, caller: Caller, asked: str, limit: int, after: Place | None = None) -> Results:
    """Cases of the caller that say it; that sentences of them were shown is kept."""
    words = search.words(asked)
    found: list[Found] = []
    last: Place | None = None
    for opened, case in enumerate(_candidates(work.session, caller, words, after)):
        if len(found) == limit or opened == OPENED:
            break
        last = (case.opened_at, case.id)
        sealed_too = reads_sealed_of(work.session, case, caller)
        hits = search.hits(findable.texts(work.session, case, sealed_too=sealed_too), words)
        if hits is not None:
            found.append(Found(case, hits))
    else:
        last = None
    if found:
        work.record("case.searched", "search", {"cases": [str(each.case.id) for each in found]})
    return Results(found, last, _unread(work.session, caller))


def _candidates(session: Session, caller: Caller, words: list[str], after: Place | None) -> Iterator[Case]:
    wanted = search.tokens(words, caller.home, findable.keyed)
    query: Select[Case] = select(Case).where(visible(caller))
    for token in sorted(wanted)[:ASKED_FOR]:
        mine = select(SearchToken.case_id).where(SearchToken.case_id == Case.id, SearchToken.token == token)
        query = query.where(mine.exists())
    place = (Case.opened_at, Case.id)
    if after is not None:
        query = query.where(tuple_(*place) < tuple_(*after))
    rows = query.order_by(Case.opened_at.desc(), Case.id.desc()).limit(OPENED + 1)
    yield from session.scalars(rows)


def _unread(session: Session, caller: Caller) -> int:
    query = select(func.count()).select_from(Case).where(visible(caller), Case.indexed.is_(False))
    return session.scalar(query) or 0
