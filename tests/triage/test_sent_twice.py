"""What an administrator sends twice under one key is done once."""

from collections.abc import Callable
from typing import Any

import pytest

from services.triage.models import Base
from shared.contracts.terms import Role
from shared.work import Works
from tests.triage.conftest import Seat
from tests.triage.test_settings import change
from tests.triage.test_working_days import arrangement

Sit = Callable[..., Seat]
UNITS = "division,name,valid_from,valid_to\n330106,危化科,2020-01-01,\n"
WRITES: list[tuple[str, str, dict[str, Any], str]] = [
    ("SUP-330000", "/triage/api/v1/settings/changes", change(), "setting_change"),
    (
        "SUP-330000",
        "/triage/api/v1/registers/units/imports",
        {"csv": UNITS, "reason": "年度更新"},
        "register_entry",
    ),
    ("SUP-000000", "/triage/api/v1/workdays", arrangement("2027-01-12"), "workday_year"),
]


@pytest.mark.parametrize(("home", "path", "body", "table"), WRITES, ids=lambda value: str(value)[-20:])
def test_it_is_done_once(
    seat: Sit, desk_works: Works, home: str, path: str, body: dict[str, Any], table: str
) -> None:
    sitting = seat(home, Role.ADMIN)
    sitting.headers |= {"Idempotency-Key": path}
    once, again = (sitting.post(path, body, version=0) for _ in range(2))

    assert once.status_code in (200, 201), once.text
    assert (once.status_code, once.get_json()) == (again.status_code, again.get_json())
    with desk_works.reading() as session:
        assert len(session.execute(Base.metadata.tables[table].select()).all()) == 1
