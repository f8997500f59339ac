"""The clock of a case stood still: asked for, decided on, and from when it ran again."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.domain import pauses
from services.investigation.models.base import Base, CaseRef, Id, undecided
from shared.contracts.terms import PauseGround
from shared.database import SealedText, Utc


class Pause(Base):
    """An application, the head's word on it, and how the pause ended."""

    __tablename__ = "pauses"
    __table_args__ = (undecided("pauses", "granted"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    ground: Mapped[str] = mapped_column(String(30))
    until: Mapped[date] = mapped_column(Date)
    """The day from which the clock runs again if nothing is said before."""
    reason: Mapped[str] = mapped_column(SealedText("investigation:pause"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    granted: Mapped[bool | None] = mapped_column(Boolean)
    answer: Mapped[str | None] = mapped_column(SealedText("investigation:pause_answer"))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    since: Mapped[date | None] = mapped_column(Date)
    """The day of the grant: the first that does not count."""
    message_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The letter by which the complainant was told."""
    resumed_on: Mapped[date | None] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by: Mapped[str | None] = mapped_column(String(80))
    """None: it ended by itself, on its day or with the decision on the case."""
    ending: Mapped[str | None] = mapped_column(SealedText("investigation:pause_ending"))

    @property
    def runs(self) -> bool:
        """Granted, and nothing said of its end."""
        return bool(self.granted) and self.resumed_on is None

    @property
    def span(self) -> pauses.Pause:
        """What of it does not count; only of one that was granted."""
        since = self.since or self.until
        return pauses.Pause(PauseGround(self.ground), since, self.resumed_on or self.until)
