"""Looking for words in all that the caller may see: by keyed tokens first, then in the opened texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from services.investigation import findable
from services.investigation.domain import search
from services.investigation.domain.case import Caller
from services.investigation.domain.search import Hit, Text
from services.investigation.dossier import read_outcomes, read_sealed
from services.investigation.gathered import Gathered
from services.investigation.models import Case, SearchToken
from services.investigation.sight import visible
from services.investigation.signs import SHAPE, sign_of
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
    for opened, (case, texts) in enumerate(
        _opened(work.session, caller, words, limit + 1, after, work.today)
    ):
        if len(found) == limit or opened == OPENED:
            break
        last = _place(case)
        hits = search.hits(texts, words)
        if hits is not None:
            found.append(Found(case, hits))
    else:
        last = None
    if found:
        work.record("case.searched", "search", {"cases": [str(each.case.id) for each in found]})
    return Results(found, last, _unread(work.session, caller))


def _opened(
    session: Session, caller: Caller, words: list[str], portion: int, after: Place | None, today: date
) -> Iterator[tuple[Case, Iterator[Text]]]:
    """The cases that may say it, newest first, with their texts; read by portions."""
    cases: Sequence[Case] = ()
    signed = _signed(session, caller, words)
    while not cases or len(cases) == portion:
        cases = session.scalars(_candidates(caller, words, signed, after).limit(portion)).all()
        if not cases:
            return
        gathered, sealed_too = Gathered(session, cases), read_sealed(session, cases, caller)
        outcomes_too = sealed_too | read_outcomes(gathered, caller, today)
        for case in cases:
            mine = {"sealed_too": case.id in sealed_too, "outcomes_too": case.id in outcomes_too}
            yield case, findable.texts(gathered, case, **mine)
        after = _place(cases[-1])


def _signed(session: Session, caller: Caller, words: list[str]) -> list[UUID]:
    """The cases that papers call by one of the words: who was written to cites nothing else. A sign is a
    keyed hash, so all are compared; what was put away before signs were written down is found as well."""
    asked = {word for word in words if SHAPE.fullmatch(word)}
    if not asked:
        return []
    mine = session.scalars(select(Case.id).where(visible(caller)))
    return [each for each in mine if sign_of(each).casefold() in asked]


def _candidates(caller: Caller, words: list[str], signed: list[UUID], after: Place | None) -> Select[Case]:
    wanted = search.tokens(words, caller.home, findable.keyed)
    query = findable.cases().where(visible(caller))
    told = []
    for token in sorted(wanted)[:ASKED_FOR]:
        mine = select(SearchToken.case_id).where(SearchToken.case_id == Case.id, SearchToken.token == token)
        told.append(mine.exists())
    query = query.where(or_(Case.id.in_(signed), and_(true(), *told)))
    if after is not None:
        query = query.where(tuple_(Case.opened_at, Case.id) < tuple_(*after))
    return query.order_by(Case.opened_at.desc(), Case.id.desc())


def _place(case: Case) -> Place:
    return case.opened_at, case.id


def _unread(session: Session, caller: Caller) -> int:
    query = select(func.count()).select_from(Case).where(visible(caller), ~Case.indexed)
    return session.scalar(query) or 0
