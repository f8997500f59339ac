"""Applications that somebody withdraw from a case, and what was decided."""

from datetime import datetime

from sqlalchemy import Boolean, String, false
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, CaseRef, Id, undecided
from shared.database import SealedText, Utc


class Recusal(Base):
    """One application. `decider` is the body whose head decides; who withdrew is barred from then on."""

    __tablename__ = "recusals"
    __table_args__ = (undecided("recusals", "granted"),)

    id: Mapped[Id]
    case_id: Mapped[CaseRef]
    staff_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    is_head: Mapped[bool] = mapped_column(Boolean)
    side: Mapped[str] = mapped_column(String(20))
    tie: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(SealedText("investigation:recusal"))
    by: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Utc)
    cause: Mapped[str | None] = mapped_column(SealedText("investigation:recusal_cause"))
    """What in the records shows the tie; None where somebody says so."""
    decider: Mapped[str] = mapped_column(String(20), index=True)
    granted: Mapped[bool | None] = mapped_column(Boolean)
    answer: Mapped[str | None] = mapped_column(SealedText("investigation:recusal_answer"))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    moot: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """It ended undecided with the case; then it was not granted, and `answer` says why nobody decided."""

    fell: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """What it was about fell, and the case went on; not: it ended with its case."""

    @property
    def refused(self) -> bool | None:
        """Whether a head refused it; None while nobody has decided. What ended with its case, nobody did."""
        return None if self.granted is None else not (self.granted or self.moot)
