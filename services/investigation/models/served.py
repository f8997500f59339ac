"""Where people of a body work or worked before, as triage's register tells."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base, Id
from shared.database import SealedJson


class Served(Base):
    """All posts of one account; an older version than the one held changes nothing."""

    __tablename__ = "served"

    staff_id: Mapped[Id]
    version: Mapped[int] = mapped_column(Integer)
    posts: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("investigation:served"))
