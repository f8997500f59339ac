"""Before a public complaint comes in: nothing where it is calm; in a crowd some work, or a wait."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from services.intake import tickets
from services.intake.domain import crowd
from services.intake.domain.crowd import Crowd, Price, Rate
from services.intake.models import SendingLine
from services.intake.tickets import Ticket
from shared.crowds import HEADER, LINES
from shared.web.context import this_request
from shared.work import Work

_taken = Rate()
"""What this process took from crowds lately."""


@dataclass(frozen=True)
class Caller:
    """What the door tells of who calls; without a door it is calm."""

    crowd: Crowd
    line: str


_NO_DOOR = Caller(Crowd.CALM, "0")


def caller() -> Caller:
    told = this_request().headers.get(HEADER)
    if told is None:
        return _NO_DOOR
    word, _, line = told.partition(" ")
    known = line.isdecimal() and int(line) < LINES
    return Caller(Crowd(word) if word in list(Crowd) else Crowd.CALM, line if known else "0")


def admits(who: Caller, ticket: Ticket | None, proof: str, now: datetime) -> bool:
    """Whether a complaint with this ticket and proof comes in now."""
    number, price = (ticket.tracking_number, ticket.price) if ticket else ("", None)
    return crowd.admits(who.crowd, number, price, proof, now)


def took(who: Caller) -> None:
    """A complaint came in: from a crowd, the next ones may cost more."""
    if who.crowd is not Crowd.CALM:
        _taken.count(time.monotonic())


def priced(who: Caller, ticket: Ticket | None, now: datetime) -> Ticket:
    """The ticket with what sending costs now; a price that holds stays, and a turn is never lost."""
    ticket = ticket or tickets.draw(now)
    if ticket.price and ticket.price.holds(now):
        return ticket
    turn_at = ticket.price.turn_at if ticket.price else None
    bits = crowd.bits(who.crowd, _taken.at(time.monotonic()))
    return replace(ticket, price=Price(bits, now, turn_at))


def queued(work: Work, who: Caller, ticket: Ticket | None, begun_at: datetime | None) -> Ticket:
    """The same with a place in the line, for whoever has no script to work for them."""
    ticket = priced(who, ticket, work.now)
    if ticket.price is None or ticket.price.turn_at is not None:
        return ticket
    turn_at = _take_place(work, who.line, begun_at)
    return replace(ticket, price=replace(ticket.price, turn_at=turn_at))


def _take_place(work: Work, line: str, begun_at: datetime | None) -> datetime:
    # Of two who are the first of all, the second keeps no row: both have the first place, once.
    query = select(SendingLine).where(SendingLine.line == line).with_for_update()
    row = work.session.scalar(query)
    turn_at, free_at = crowd.turn(row.free_at if row else None, work.now, begun_at)
    if row is None and free_at is not None:
        work.keep_once(SendingLine, line=line, free_at=free_at)
    elif row is not None and free_at is not None:
        row.free_at = free_at
    return turn_at
