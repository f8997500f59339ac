"""The desk's list: deadline first, one page at a time, and the counts at a glance."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from services.investigation import awaiting
from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.clocks import SOON_DAYS
from services.investigation.domain.queue import Mark, Row, marks
from services.investigation.domain.search import bare
from services.investigation.models import Allegation, Case, Hand, Instruction, Message, Notice
from services.investigation.sight import visible
from services.investigation.words_heard import in_this_round, readable, said_here

PRESSING = tuple(state for state in State if state not in ENDED and state is not State.CONCLUDED)
"""States in which a deadline runs."""


class BadCursor(ValueError):
    """The cursor was not given out by this list."""


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for. No state means: all that are not ended; with `unfiled`, all that are."""

    states: tuple[State, ...] = ()
    mine: bool = False
    overdue: bool = False
    text: str = ""
    cursor: str | None = None
    limit: int = 50
    within: int | None = None
    """Due within so many days, or past its day."""
    channel: str = ""
    waiting: bool = False
    """A proposal, or something else that a head decides."""
    unfiled: bool = False
    """Something came since its file was put away."""


@dataclass(frozen=True)
class Listed:
    """One row with what it needs of other tables."""

    case: Case
    team: list[Hand] = field(default_factory=list)
    allegations: list[Allegation] = field(default_factory=list)
    last_heard: datetime | None = None
    last_said: datetime | None = None
    withdrawn: bool = False
    asked: bool = False
    left_alone: bool = False
    instructed: bool = False

    def marks(self, caller: Caller, today: date) -> frozenset[Mark]:
        row = Row(
            state=self.case.standing,
            due=self.case.due,
            team=frozenset(hand.staff_id for hand in self.team),
            returned=self.case.returned,
            withdrawn=self.withdrawn,
            last_heard=self.last_heard,
            last_said=self.last_said,
            paused_until=self.case.paused_until,
            step=self.case.step,
            asked=self.asked,
            unfiled=self.case.unfiled,
            left_alone=self.left_alone,
            instructed=self.instructed,
        )
        return marks(row, caller, today)

    @property
    def lead(self) -> Hand | None:
        return next((hand for hand in self.team if hand.part == "lead"), None)


def listed(session: Session, caller: Caller, wanted: Wanted, today: date) -> list[Listed]:
    """Up to `limit + 1` rows that the caller may know of; the one too many says that there are more."""
    place = (Case.due, Case.opened_at, Case.id)
    # First which ones, from the index alone; a desk has thousands, and the rows are wide.
    query = _wanted(select(Case.id).where(visible(caller)), caller, wanted, today)
    if wanted.cursor:
        query = query.where(tuple_(*place) > tuple_(*read_cursor(wanted.cursor)))
    chosen = query.order_by(*place).limit(wanted.limit + 1).subquery()
    cases = select(Case).join(chosen, chosen.c.id == Case.id).order_by(*place)
    return _with_company(session, caller, list(session.scalars(cases)))


def _wanted(query: Select[UUID], caller: Caller, wanted: Wanted, today: date) -> Select[UUID]:
    others = tuple(ENDED) if wanted.unfiled else tuple(state for state in State if state not in ENDED)
    if wanted.waiting:
        others = tuple(State)  # a recheck that is over may be asked about what it let stand
    states = wanted.states or others
    query = query.where(Case.state.in_(states))
    if wanted.mine:
        query = query.where(_mine(caller))
    if wanted.waiting:
        query = query.where(or_(Case.state == State.PROPOSED, awaiting.a_head(caller)))
    if wanted.unfiled:
        query = query.where(Case.unfiled > 0)
    if wanted.overdue:
        query = query.where(_overdue(today))
    if wanted.within is not None:
        until = date.fromordinal(today.toordinal() + wanted.within)
        query = query.where(Case.due <= until, Case.state.in_(PRESSING))
    if wanted.channel:
        query = query.where(Case.channel == wanted.channel)
    if wanted.text:
        # Numbers have capital letters: to lower thousands of them costs more than to look through them.
        said = bare(wanted.text).strip(" ()[]:").upper()
        query = query.where(Case.tracking_number.contains(said, autoescape=True))
    return query


def _mine(caller: Caller) -> ColumnElement[bool]:
    hand = select(Hand.case_id).where(Hand.case_id == Case.id, Hand.staff_id == caller.staff_id)
    return hand.where(Hand.until.is_(None)).exists()


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Case.due < today, Case.state.in_(PRESSING))


def _with_company(session: Session, caller: Caller, cases: list[Case]) -> list[Listed]:
    """The rows' investigators, allegations and letters, each kind in one query for the whole page."""
    ids = [case.id for case in cases]
    team: dict[UUID, list[Hand]] = {}
    for hand in session.scalars(select(Hand).where(Hand.case_id.in_(ids), Hand.until.is_(None))):
        team.setdefault(hand.case_id, []).append(hand)
    matters: dict[UUID, list[Allegation]] = {}
    for each in session.scalars(
        select(Allegation).where(Allegation.case_id.in_(ids)).order_by(Allegation.position)
    ):
        matters.setdefault(each.case_id, []).append(each)
    said = _latest(session, select(Message.case_id, func.max(Message.at)).where(Message.case_id.in_(ids)))
    of_cases = select(Case.id, func.max(Notice.at)).join(Notice, Notice.complaint_id == Case.complaint_id)
    of_cases = of_cases.where(Case.id.in_(ids), readable(caller.home), said_here())
    heard = _latest(session, of_cases.where(Notice.kind == "supplemented"))
    withdrawn = _latest(session, of_cases.where(Notice.kind == "withdrawn", in_this_round()))
    asked = set(session.scalars(select(Case.id).where(Case.id.in_(ids), awaiting.a_head(caller))))
    alone = set(session.scalars(select(Case.id).where(Case.id.in_(ids), awaiting.left_alone())))
    pressed = set(session.scalars(select(Instruction.case_id).where(Instruction.case_id.in_(ids))))
    return [
        Listed(
            case,
            team.get(case.id, []),
            matters.get(case.id, []),
            heard.get(case.id),
            said.get(case.id),
            case.id in withdrawn,
            case.id in asked,
            case.id in alone,
            case.id in pressed,
        )
        for case in cases
    ]


def _latest(session: Session, query: Select[UUID, datetime]) -> dict[UUID, datetime]:
    return dict(session.execute(query.group_by(query.selected_columns[0])).all())


@dataclass(frozen=True)
class Counts:
    """The caller's desk in numbers."""

    by_state: dict[State, int]
    mine: int
    overdue: int
    due_today: int
    soon: int
    waiting: int
    """Proposals, and what else a head is asked for."""
    unfiled: int = 0
    """Archived ones to which something came since."""

    @property
    def open(self) -> int:
        return sum(count for state, count in self.by_state.items() if state not in ENDED)


def counts(session: Session, caller: Caller, today: date) -> Counts:
    """How many cases stand where; under the same sight as the list."""
    running = Case.state.in_(PRESSING)
    ahead = date.fromordinal(today.toordinal() + SOON_DAYS)
    each = (
        func.count(),
        func.count().filter(_overdue(today)),
        func.count().filter(running, Case.due == today),
        func.count().filter(running, Case.due > today, Case.due <= ahead),
        func.count().filter(Case.unfiled > 0),
    )
    rows = session.execute(select(Case.state, *each).where(visible(caller)).group_by(Case.state)).all()
    asked = select(func.count(Case.id)).where(visible(caller), Case.state != State.PROPOSED)
    mine = select(func.count(Case.id)).where(visible(caller), _mine(caller), Case.state.not_in(ENDED))
    return Counts(
        {State(row[0]): row[1] for row in rows},
        mine=session.scalar(mine) or 0,
        overdue=sum(row[2] for row in rows),
        due_today=sum(row[3] for row in rows),
        soon=sum(row[4] for row in rows),
        waiting=sum(row[1] for row in rows if row[0] == State.PROPOSED)
        + (session.scalar(asked.where(awaiting.a_head(caller))) or 0),
        unfiled=sum(row[5] for row in rows),
    )


def cursor_of(row: Listed) -> str:
    """Where the page after this row begins."""
    case = row.case
    text = json.dumps([case.due.isoformat(), case.opened_at.isoformat(), str(case.id)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[date, datetime, UUID]:
    """The place that a cursor names. Raises BadCursor."""
    try:
        padded = text + "=" * (-len(text) % 4)
        due, opened_at, case_id = json.loads(base64.urlsafe_b64decode(padded))
        moment = datetime.fromisoformat(opened_at)
        if moment.tzinfo is None:
            raise BadCursor(text)
        return date.fromisoformat(due), moment.astimezone(UTC), UUID(case_id)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error) as error:
        raise BadCursor(text) from error
