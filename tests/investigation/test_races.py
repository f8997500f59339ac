"""Many hands on one case: one wins, the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from services.investigation.app import create_app
from services.investigation.models import Base
from shared import crypto, settings
from shared.contracts.events import InvestigationStarted
from shared.database import Database
from shared.work import Works
from tests.investigation.conftest import Seat

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


class TestOnPostgres:
    @pytest.fixture
    def database(self, postgres_url: str) -> Any:
        crypto.configure([b"investigation tests' own master!"])
        made = Database(postgres_url, pool_size=HANDS + 2)
        Base.metadata.create_all(made.engine)
        yield made
        made.dispose()

    def test_one_claim_wins(self, app: Flask, opened: Any, enrol: Any, said: Any) -> None:
        race(app, opened, enrol, said)

    def test_one_of_two_edits_on_the_same_version_wins(
        self, works: Works, app: Flask, opened: Any, enrol: Any
    ) -> None:
        case = opened()
        anna = Seat(app.test_client(), enrol("anna"))
        version = anna.post(f"/cases/{case}/claim").get_json()["version"]
        body = {"allegation": "1", "finding": "unfounded", "facts": "事实", "reasons": "理由"}
        second = Seat(create_app(settings.load(), works).test_client(), anna.token)

        answers = together(
            [lambda at=at: at.post(f"/cases/{case}/findings", body, version) for at in (anna, second)]
        )

        assert sorted(answer.status_code for answer in answers) == [200, 412]
