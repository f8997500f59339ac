"""Tickets: number and code handed out before the complaint, so that a lost answer loses nothing."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.intake import vault
from services.intake.domain import receipt
from services.intake.domain.crowd import Price

LIFETIME = timedelta(days=30)


class BadTicket(ValueError):
    """Not a ticket of ours, or too old to start a complaint with."""


@dataclass(frozen=True)
class Ticket:
    """A number, its code, when they were drawn, and what sending with them was said to cost."""

    tracking_number: str
    receipt_code: str
    issued_at: datetime
    price: Price | None = None

    def sealed(self) -> str:
        """As it is carried by the client, who cannot read or change it."""
        drawn: list[Any] = [self.tracking_number, self.receipt_code, self.issued_at.isoformat()]
        if self.price:
            turn = self.price.turn_at
            drawn += [self.price.bits, self.price.named_at.isoformat(), turn.isoformat() if turn else None]
        return vault.seal_text("ticket", drawn)


def draw(now: datetime) -> Ticket:
    """A new number with its code; nothing is kept until a complaint comes with it."""
    random = secrets.token_bytes(receipt.NUMBER.random_bytes + receipt.CODE.random_bytes)
    number = receipt.new_number(random[: receipt.NUMBER.random_bytes])
    code = receipt.new_code(random[receipt.NUMBER.random_bytes :])
    return Ticket(number, code, now)


def read(text: str) -> Ticket:
    """The ticket that was sealed. Raises BadTicket."""
    try:
        number, code, issued_at, *price = vault.open_text("ticket", text)
    except vault.Unreadable as error:
        raise BadTicket("unreadable") from error
    return Ticket(number, code, datetime.fromisoformat(issued_at), _price(*price) if price else None)


def _price(bits: int, named_at: str, turn_at: str | None) -> Price:
    turn = datetime.fromisoformat(turn_at) if turn_at else None
    return Price(bits, datetime.fromisoformat(named_at), turn)
