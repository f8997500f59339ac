"""What provinces set (Measures art. 22), as far as it was heard, for cases that no complaint began."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain.limits import Limits, own_limits
from services.investigation.models import ProvinceSettings
from shared.contracts.provinces import NATION, Change
from shared.divisions import divisions, province_of


def limits_of(session: Session, division: str, day: date) -> Limits:
    """What a case keeps to that is opened on that day by the body of the division."""
    province = province_of(division, divisions())
    wanted = select(ProvinceSettings).where(ProvinceSettings.province.in_({NATION, province}))
    changes = [change for row in session.scalars(wanted) for change in _changes(row)]
    return own_limits(changes, province, day)


def _changes(row: ProvinceSettings) -> Iterator[Change]:
    for each in row.changes:
        day = date.fromisoformat(each["effective_from"])
        yield Change(row.province, each["key"], each["value"], day, each["number"])
