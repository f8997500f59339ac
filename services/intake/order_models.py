"""The tables of other offices' work orders: each with its own clocks, and what its sender was told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.base import Base
from shared.database import SealedJson, Utc


class WorkOrder(Base):
    """An order of another office, of which the complaint was made; its clocks are its own."""

    __tablename__ = "work_order"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), unique=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    home: Mapped[str] = mapped_column(String(20))
    """The department whose seat it came to."""
    channel: Mapped[str] = mapped_column(String(20))
    name: Mapped[dict[str, str]] = mapped_column(SealedJson("intake.order"))
    """System and number: there it is found who complained."""
    state: Mapped[str] = mapped_column(String(12))
    dispatched_at: Mapped[datetime] = mapped_column(Utc)
    hard: Mapped[bool] = mapped_column(Boolean)
    """A hard case has longer to be sent back."""
    sign_by: Mapped[date] = mapped_column(Date)
    return_by: Mapped[date] = mapped_column(Date)
    interim_by: Mapped[date] = mapped_column(Date)
    reply_by: Mapped[date | None] = mapped_column(Date)
    """What the sender asks for; no law of ours."""
    returns: Mapped[int] = mapped_column(Integer, default=0)
    designated: Mapped[bool] = mapped_column(Boolean, default=False)
    signed_at: Mapped[datetime | None] = mapped_column(Utc)
    interim_at: Mapped[datetime | None] = mapped_column(Utc)
    returned_at: Mapped[datetime | None] = mapped_column(Utc)
    replied_at: Mapped[datetime | None] = mapped_column(Utc)
    replied_of: Mapped[str | None] = mapped_column(String(36))
    """The fact that was answered with last: a later outcome is told as well."""
    due_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    """When the house looks next whether it owes the sender something."""

    __table_args__ = (Index(None, "home", "dispatched_at"),)


class OrderDelivery(Base):
    """Something told to the sender of an order, and how far it came. Its id is the same at every try."""

    __tablename__ = "order_delivery"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("work_order.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    body: Mapped[dict[str, Any]] = mapped_column(SealedJson("intake.order"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    """None: delivered, or a person must do something."""
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    by_hand: Mapped[bool] = mapped_column(Boolean, default=False)
    error: Mapped[str | None] = mapped_column(String(40))
    """Of the last try, as a code."""
