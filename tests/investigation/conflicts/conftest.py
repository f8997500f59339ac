"""What triage tells of posts, and a case about a unit."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.events import Event, StaffServed
from tests.investigation.builders import accepted
from tests.investigation.conflicts.posts import SQUAD


@pytest.fixture
def serve(hear: Callable[[Event], None], enrol: Any) -> Callable[..., None]:
    """Triage tells somebody's posts."""
    told = 0

    def tell(username: str, *posts: dict[str, Any], version: int | None = None) -> None:
        nonlocal told
        told += 1
        who = enrol(username).staff_id
        hear(
            StaffServed(
                id=UUID(int=told), at=datetime(2026, 11, 23, tzinfo=UTC), staff_id=who,
                version=version or told, posts=list(posts),
            )
        )  # fmt: skip

    return tell


@pytest.fixture
def about_the_squad(opened: Any) -> Callable[..., str]:
    def case(**said: Any) -> str:
        about: dict[str, Any] = {
            "facts": {"respondents": [SQUAD]},
            "allegations": [
                {"id": "1", "respondent": SQUAD, "natures": ["improper"], "categories": ["C4.1"]}
            ],
        }
        return str(opened(accepted(**about | said)))

    return case
