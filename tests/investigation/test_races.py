"""Many hands on one case: one wins, the others are told. `make races` runs a thousand (JIANDU_RACES)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from services.investigation.app import create_app
from shared import settings
from shared.contracts.events import InvestigationStarted
from shared.work import Works
from tests.investigation.conftest import Seat
from tests.investigation.races.kinds import KINDS, Result, series
from tests.investigation.races.town import Town, two

RACES = int(os.environ.get("JIANDU_RACES", "40"))
HANDS = 8


def together(tasks: list[Callable[[], Any]]) -> list[Any]:
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def race(app: Flask, opened: Any, enrol: Any, said: Any) -> None:
    case = opened()
    seats = [Seat(app.test_client(), enrol(f"hand{number}")) for number in range(HANDS)]

    answers = together([lambda seat=seat: seat.post(f"/cases/{case}/claim") for seat in seats])

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (HANDS - 1)
    assert len(said(InvestigationStarted)) == 1
    winner = next(seat for seat, answer in zip(seats, answers, strict=True) if answer.status_code == 200)
    assert [each["name"] for each in winner.get(f"/cases/{case}").get_json()["team"]] == [
        winner.token.username
    ]


def test_one_claim_wins_on_the_embedded_database(app: Flask, opened: Any, enrol: Any, said: Any) -> None:
    race(app, opened, enrol, said)


@pytest.mark.postgres
class TestOnPostgres:
    def test_one_claim_wins(self, app: Flask, opened: Any, enrol: Any, said: Any) -> None:
        race(app, opened, enrol, said)

    @pytest.fixture
    def town(self, works: Works, app: Flask, seat: Any, opened: Any) -> Iterator[Town]:
        with two((app, create_app(settings.load(), works))) as servers:
            yield Town(works, servers, seat, opened)

    def test_one_of_two_wins_and_numbers_have_neither_gap_nor_double(
        self, town: Town, capsys: pytest.CaptureFixture[str]
    ) -> None:
        results = {name: Result() for name in KINDS}
        for _ in range(RACES // len(KINDS)):
            for name, run in KINDS.items():
                run(town, results[name])

        found = series(town)
        assert found["SUP-330106", "opinion", 2026] >= RACES // len(KINDS) * 2
        told = {name: dict(result.told) for name, result in results.items()}
        assert all(told[name] for name in set(KINDS) - {"number"})
        with capsys.disabled():
            print(f"\n{told} {found}" if RACES > 40 else "", end="")
