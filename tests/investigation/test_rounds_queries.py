"""What the rounds ask every second, of all cases, is answered from indexes that hold only what waits."""

from typing import Any

import pytest
from sqlalchemy import event

from services.investigation import rounds
from shared import settings
from shared.work import Works

pytestmark = pytest.mark.postgres


def test_what_waits_is_found_without_reading_all_cases(works: Works) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
        if statement.startswith("SELECT cases.id") and "FOR UPDATE" in statement:
            asked.append((statement, given))

    event.listen(works.database.engine, "before_cursor_execute", note)
    rounds.once(works, settings.load())
    event.remove(works.database.engine, "before_cursor_execute", note)

    with works.database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plans = ["\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))
                 for statement, given in asked]  # fmt: skip
    assert ["ix_cases_not_indexed" in plans[0], "ix_cases_outdated" in plans[1]] == [True, True]
