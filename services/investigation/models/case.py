"""The case and who had a hand in it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Index, Integer, String, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.domain.case import State
from services.investigation.domain.own import Origin
from services.investigation.models.base import Base, CaseId, Id
from shared.database import Json, SealedJson, SealedText, Utc

CONTENT = "content"
"""What is sealed is read only by those who ask for one case: a list of fifty says nothing of it."""


class Case(Base):
    """One complaint (or its recheck) before one body. `due` is the term that presses now."""

    __tablename__ = "cases"
    __table_args__ = (
        # A desk's lists, counts and searches are answered from the index; of the rows, one page is read.
        Index(
            "ix_cases_desk",
            "body",
            "state",
            "due",
            "opened_at",
            "id",
            postgresql_include=["complaint_id", "tracking_number"],
        ),
        Index(
            "ix_cases_paused",
            "paused_until",
            postgresql_where=text("paused_until IS NOT NULL"),
            sqlite_where=text("paused_until IS NOT NULL"),
        ),
        Index(
            "ix_cases_not_indexed",
            "id",
            postgresql_where=text("NOT indexed"),
            sqlite_where=text("NOT indexed"),
        ),
        Index(
            "ix_cases_outdated",
            "id",
            postgresql_where=text("outdated"),
            sqlite_where=text("outdated = 1"),
        ),
        Index(
            "ix_cases_recheck_of",
            "recheck_of",
            postgresql_where=text("recheck_of IS NOT NULL"),
            sqlite_where=text("recheck_of IS NOT NULL"),
        ),
        Index(
            "ix_cases_goes_up",
            "id",
            postgresql_where=text("goes_up"),
            sqlite_where=text("goes_up = 1"),
        ),
        Index(
            "ix_cases_unfiled",
            "body",
            postgresql_where=text("unfiled > 0"),
            sqlite_where=text("unfiled > 0"),
        ),
    )

    id: Mapped[Id]
    complaint_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    tracking_number: Mapped[str] = mapped_column(String(40), index=True)
    complaint_version: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    body_name: Mapped[str] = mapped_column(String(120))
    origin: Mapped[str] = mapped_column(String(20), default=Origin.COMPLAINT, server_default=Origin.COMPLAINT)
    """By what it began; without a complaint nobody outside hears of it."""
    decision: Mapped[str] = mapped_column(String(30))
    identity: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(30))
    contactable: Mapped[bool] = mapped_column(Boolean)
    opened_at: Mapped[datetime] = mapped_column(Utc)
    accepted_at: Mapped[datetime] = mapped_column(Utc)
    investigate_by: Mapped[date] = mapped_column(Date)
    term: Mapped[date | None] = mapped_column(Date)
    """The last day as it would be if the clock had never stood still; None while it never did."""
    paused_until: Mapped[date | None] = mapped_column(Date)
    """The clock stands still: it runs again from that day on."""
    due: Mapped[date] = mapped_column(Date)
    lease_until: Mapped[date | None] = mapped_column(Date)
    """A claim holds until then; None once something was done, or when a head gave the case to somebody."""
    returned: Mapped[bool] = mapped_column(Boolean, default=False)
    lead: Mapped[str | None] = mapped_column(String(40))
    proposal: Mapped[int | None] = mapped_column(Integer)
    """Version of the proposal that stands; None before the first."""
    step: Mapped[str | None] = mapped_column(String(10))
    """The office whose turn it was when the proposal last moved; None where nothing is proposed."""
    rectify_by: Mapped[date | None] = mapped_column(Date)
    recheck_until: Mapped[date | None] = mapped_column(Date)
    recheck_body: Mapped[str | None] = mapped_column(String(20))
    recheck_of: Mapped[UUID | None] = mapped_column(Uuid)
    """The complaint whose reply is looked at again, or whose corrections are followed in a check of the
    body's own: its file is read with this case."""
    departments_act: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether an act that the body's own department decided as such, collectively, is challenged."""
    reviewed_here: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether the body as such, as a legal-review unit, reviewed a challenged act."""
    given_by: Mapped[str | None] = mapped_column(String(20))
    """The other desk that gave it to this body by hand, where this one may object until `object_by`."""
    object_by: Mapped[date | None] = mapped_column(Date)
    goes_up: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """No complaint began it, and the body above is to open it next."""
    objected_at: Mapped[datetime | None] = mapped_column(Utc)
    concluded_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    indexed: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether searches and benches know of what the case says now; `rounds.py` sees to it."""
    outdated: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """What they know an older version wrote down, which looked at less: done anew after all that changed."""
    unfiled: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """So much came since its file was put away, for lists; `rounds.py` counts it, the case page anew."""
    supplement_by: Mapped[date | None] = mapped_column(Date)
    """By when that is to be put away; none while there is nothing."""
    limits: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """Days under the settings of its province, as they came with the acceptance."""
    flags: Mapped[list[str]] = mapped_column(Json)
    statement: Mapped[str] = mapped_column(
        SealedText("investigation:statement"), deferred=True, deferred_group=CONTENT
    )
    facts: Mapped[dict[str, Any]] = mapped_column(
        SealedJson("investigation:facts"), deferred=True, deferred_group=CONTENT
    )
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(
        SealedJson("investigation:reasons"), deferred=True, deferred_group=CONTENT
    )
    referrals: Mapped[list[dict[str, Any]]] = mapped_column(
        SealedJson("investigation:referrals"), deferred=True, deferred_group=CONTENT
    )

    @property
    def own(self) -> bool:
        """No complaint began it."""
        return self.origin not in (None, Origin.COMPLAINT)

    @property
    def standing(self) -> State:
        return State(self.state)


class Hand(Base):
    """Someone who investigates the case, or did until `until`; `part` is lead or second."""

    __tablename__ = "hands"
    __table_args__ = (Index(None, "staff_id", "case_id"),)

    case_id: Mapped[CaseId]
    staff_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    part: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime | None] = mapped_column(Utc)
    declared_at: Mapped[datetime | None] = mapped_column(Utc)
    """When they said that they know of no tie, since they last came to it."""
