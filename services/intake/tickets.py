"""Tickets: number and code handed out before the complaint, so that a lost answer loses nothing."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake import vault
from services.intake.domain import receipt

LIFETIME = timedelta(days=30)


class BadTicket(ValueError):
    """Not a ticket of ours, or too old to start a complaint with."""


@dataclass(frozen=True)
class Ticket:
    """A number, its code, and when they were drawn."""

    tracking_number: str
    receipt_code: str
    issued_at: datetime

    def sealed(self) -> str:
        """As it is carried by the client, who cannot read or change it."""
        drawn = [self.tracking_number, self.receipt_code, self.issued_at.isoformat()]
        return vault.seal_text("ticket", drawn)


def draw(now: datetime) -> Ticket:
    """A new number with its code; nothing is kept until a complaint comes with it."""
    number = receipt.new_number(secrets.token_bytes(receipt.NUMBER.random_bytes))
    code = receipt.new_code(secrets.token_bytes(receipt.CODE.random_bytes))
    return Ticket(number, code, now)


def read(text: str) -> Ticket:
    """The ticket that was sealed. Raises BadTicket."""
    try:
        number, code, issued_at = vault.open_text("ticket", text)
    except vault.Unreadable as error:
        raise BadTicket("unreadable") from error
    return Ticket(number, code, datetime.fromisoformat(issued_at))
