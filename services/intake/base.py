"""Where the service's tables hang, beside outbox, inbox, audit and staff directory."""

from sqlalchemy.orm import DeclarativeBase

from shared.database import service_metadata


class Base(DeclarativeBase):
    metadata = service_metadata()
