"""What triage tells of posts, and a case about a unit."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.events import Event, StaffServed
from tests.investigation.builders import accepted
from tests.investigation.conflicts.posts import SQUAD
from tests.investigation.test_views import Browser


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


@pytest.fixture
def away() -> Callable[..., None]:
    """A head says that they are away from 23 November on, and who stands in."""

    def say(head: Any, deputy: str, first: str = "2026-11-23", last: str = "2026-11-30") -> None:
        browser = Browser(head)
        days = {
            f"{name}_{part}": value
            for name, day in (("first", first), ("last", last))
            for part, value in zip(("year", "month", "day"), day.split("-"), strict=True)
        }
        page = browser.get("/investigation/absences")
        assert browser.post("/investigation/absences", page, deputy=deputy, **days).status_code == 303

    return say
