"""The one metadata that all of triage's tables belong to."""

from sqlalchemy.orm import DeclarativeBase

from shared.database import service_metadata
from shared.files import register


class Base(DeclarativeBase):
    metadata = service_metadata()


register.install(Base.metadata)
