"""Where the service's tables hang, beside outbox, inbox, audit and staff directory."""

from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from shared.database import service_metadata
from shared.files import register


class Base(DeclarativeBase):
    metadata = service_metadata()


register.install(Base.metadata)


Id = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
CaseId = Annotated[UUID, mapped_column(Uuid, ForeignKey("cases.id"), primary_key=True)]
CaseRef = Annotated[UUID, mapped_column(Uuid, ForeignKey("cases.id"), index=True)]


def undecided(table: str, column: str) -> Index:
    """An index of those rows only of which nobody has decided yet."""
    where = text(f"{column} IS NULL")
    return Index(f"ix_{table}_undecided", "case_id", postgresql_where=where, sqlite_where=where)
