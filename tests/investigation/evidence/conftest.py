"""A case with a piece of evidence, and where its files lie."""

from typing import Any

import pytest

from services.investigation.domain.records import RecordKind
from shared.files.store import LocalStore
from tests.investigation.builders import record_fields


@pytest.fixture
def case(begun: Any, opened: Any, seat: Any) -> str:
    def lead() -> str:
        found = str(opened())
        seat("bert")
        seat("anna").post(f"/cases/{found}/claim")
        return found

    return str(begun("anna has it, bert is there", lead))


@pytest.fixture
def exhibit(case: str, seat: Any) -> str:
    kept = seat("anna").change(case, "exhibits", {"fields": record_fields(RecordKind.EXHIBIT)})
    return str(kept["records"][-1]["id"])


@pytest.fixture
def store(app: Any) -> LocalStore:
    found: LocalStore = app.extensions["file_store"]
    return found
