"""Settings of provinces, as triage told of them."""

from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services.investigation.models.base import Base
from shared.database import Json


class ProvinceSettings(Base):
    """Every change of a province's settings, those of days to come included; the later version holds."""

    __tablename__ = "province_settings"

    province: Mapped[str] = mapped_column(String(6), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json)
