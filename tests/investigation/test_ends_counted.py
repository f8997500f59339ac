"""Whoever counts outcomes counts what stands apart from what was annulled, revoked or lifted since."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.investigation import rounds
from services.investigation.models import Precedent
from shared import crypto, settings
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import accepted
from tests.investigation.rechecked import ABOVE, HERE, answered, rechecked
from tests.investigation.test_api import concluded
from tests.investigation.test_own import opened_by


def test_reports_and_statistics_count_what_stands_apart_from_what_does_not(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat, ("O2", "O7"))
    concluded(opened(), seat, ("O2",))
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="annul")
    head = seat("head", Role.HEAD)
    year = head.get("/reports/annual", year=2026).get_json()["outcomes"]
    counts = head.get("/statistics", year=2026).get_json()

    assert year["by_code"] == counts["by_outcome"] == {"O2": 1}
    assert year["outcomes_fallen"] == counts["outcomes_fallen"] == {"O2": 1, "O7": 1}
    assert year["revocations_by_ground"] == {}
    assert (year["annulled"], counts["annulled"]) == (1, 1)
    assert (year["findings"], year["findings_annulled"]) == ({"substantiated": 1}, {"substantiated": 1})
    assert counts["by_nature"] == {"improper": 1}
    assert (year["corrections"], year["corrections_lifted"]) == (3, 2)


def test_a_bench_does_not_measure_by_what_was_annulled(opened: Any, seat: Any, works: Works) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE, first_result="annul")
    while rounds.once(works, settings.load()):
        continue

    with works.reading() as session:
        measured = set(session.scalars(select(Precedent.case_id)))
    assert UUID(first) not in measured
    assert len(measured) == 1


def test_statistics_of_a_year_open_no_outcome_of_any_other_case(
    opened: Any, seat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """China's years: what was accepted at 00:30 on 1 January there is of the new one."""
    eve = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    concluded(opened(), seat, ("O2",))
    concluded(opened(accepted(accepted_at=eve, at=eve)), seat, ("O3",))
    own = opened_by(seat("head", Role.HEAD))["id"]
    concluded(own, seat, ("O4",))
    head, read = seat("head", Role.HEAD), []
    keyring = type(crypto.keyring())
    opens = keyring.open

    def counted(self: Any, context: str, data: bytes) -> bytes:
        plain = opens(self, context, data)
        if context == "investigation:outcomes":
            read.extend(each["code"] for each in json.loads(plain))
        return plain

    monkeypatch.setattr(keyring, "open", counted)
    told = {year: head.get("/statistics", year=year).get_json() for year in (2026, 2027)}

    assert {year: each["by_outcome"] for year, each in told.items()} == {2026: {"O2": 1}, 2027: {"O3": 1}}
    assert {year: each["received"] for year, each in told.items()} == {2026: 1, 2027: 1}
    assert (told[2026]["own_cases"]["assigned"], told[2027]["own_cases"]["assigned"]) == (1, 0)
    assert read == ["O2", "O3"]
