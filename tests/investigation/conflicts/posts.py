"""Posts as triage tells them, and how a refusal and the audit are read."""

from typing import Any

from sqlalchemy import select

from services.investigation.models import Base
from shared.database import Database
from tests.investigation.builders import respondent

ABOVE = "SUP-330100"
SQUAD = respondent(unit="执法大队")
LEFT = "2024-11-23"
"""The day on which the tests' clock stands, two years before."""


def post(
    last: str | None = LEFT, name: str = "杭州市西湖区应急管理局执法大队", **said: Any
) -> dict[str, Any]:
    return {
        "kind": "unit", "division": "330106", "name": name, "first": "2020-01-01", "last": last,
    } | said  # fmt: skip


def audited(database: Database, action: str) -> list[Any]:
    audit = Base.metadata.tables["audit"]
    with database.engine.connect() as connection:
        return list(connection.execute(select(audit).where(audit.c.action == action)))


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    found: dict[str, Any] = answer.get_json()
    assert answer.status_code == status, found
    codes = [each["code"] for each in found.get("errors", [])]
    assert codes == [code] if status == 422 else found["type"].endswith(code)
    return found


def version_of(seat: Any, case: str) -> int:
    return int(seat.get(f"/cases/{case}").get_json()["version"])
