"""What a hotline seat adds to a submission."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.intake import vault
from services.intake.domain import arrival
from services.intake.domain.arrival import NOTHING_ON_PAPER, Arrival, PaperDays
from services.intake.domain.complaint import Refusal
from shared.divisions import divisions


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How a seat took a call."""

    staff_id: UUID
    began_at: datetime
    ended_at: datetime
    held_seconds: int = 0
    read_back: bool = False
    asked: int = 0


@dataclass(frozen=True, kw_only=True)
class Seat:
    """What a hotline seat adds to a submission."""

    home: str
    call: dict[str, Any] | None = None
    order: dict[str, str] | None = None
    taken: Taken | None = None
    dispatched_at: datetime | None = None
    """When the sender gave us the order; None: just now."""
    paper: PaperDays = NOTHING_ON_PAPER
    """When a letter, or whatever else was on paper, came."""
    reply_by: date | None = None

    def refusals(self, today: date) -> list[Refusal]:
        """What cannot be of the days that this seat gives."""
        return arrival.refusals(self.paper, today) + arrival.refusals_of_order(self.dispatched_at, today)

    def arrival(self, now: datetime) -> Arrival:
        """When the complaint reached the bureau: an order when it was handed over, a paper when stamped."""
        stamped = arrival.of_paper(self.paper, now)
        return stamped if stamped.entered_at else arrival.of_order(self.dispatched_at, now)

    @property
    def order_key(self) -> str | None:
        """The same order number of the same system within one province is the same order."""
        if self.order is None:
            return None
        chain = divisions().chain(self.home.split("-", 1)[1])
        province = chain[-2] if len(chain) > 1 else chain[-1]
        return vault.word_hash("order", f"{province}\n{self.order['system']}\n{self.order['number']}")

    @property
    def own_order_key(self) -> str | None:
        """The same order as this seat's alone, where another has it and this one may not know of that."""
        key = self.order_key
        return vault.word_hash("order of a seat", f"{key}\n{self.home}") if key else None
