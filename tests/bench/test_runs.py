"""The benchmarks still run: the loader's million in small, and measurements in their quick form."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from shared import crypto, keyfile
from shared.contracts.terms import Service
from tests.bench import __main__ as program
from tests.bench import assessment, carrying, large, pages
from tests.bench.clients import pgbench
from tests.bench.clients.wrk import NotMeasured
from tests.bench.figure import Figure
from tests.bench.life import UPTO, lead
from tests.bench.million import repeat
from tests.bench.stage import Stage, running
from tests.bench.through import Through
from tests.load.servers import connect
from tests.load.unit import Begun

COPIES = 400


class Borrowed:
    """The run's servers, as a stage needs them."""

    def __init__(self, new_database: Callable[[], str], new_broker: Callable[[], str]) -> None:
        self._new_database, self._new_broker = new_database, new_broker

    def make_databases(self, _: str) -> dict[Service, str]:
        return {service: self._new_database() for service in Service}

    def make_vhost(self, _: str) -> str:
        return self._new_broker()


@pytest.fixture
def stage(
    tmp_path: Path, new_postgres_url: Callable[[], str], new_rabbitmq_url: Callable[[], str]
) -> Iterator[Stage]:
    borrowed = Borrowed(new_postgres_url, new_rabbitmq_url)
    made = Stage(tmp_path, borrowed, quick=True, unit=Begun)  # type: ignore[arg-type]
    made.unlock()
    yield made
    crypto.configure([os.urandom(keyfile.LEAST_BYTES)])


def test_judging_is_measured_without_a_database_and_with_one(stage: Stage):
    estate = stage.estate("judging")
    figures = [*assessment.rates(stage), assessment.kept(stage, estate, estate)]

    assert [figure.unit for figure in figures] == ["a second", "a second", "ms"]
    assert all(figure.value > 0 for figure in figures)


def test_relay_and_consumers_are_measured_beside_their_floors(stage: Stage):
    figures = [*carrying.relay(stage), *carrying.consumer(stage)]

    assert {figure.part for figure in figures} == {"relay", "consumer"}
    assert all(figure.value > 0 and figure.rounds for figure in figures)


def test_a_few_complaints_are_repeated_for_every_page(stage: Stage):
    estate = stage.estate("town", JIANDU_TRIAGE_MODE="assisted")
    with running(estate):
        house = Through(estate)
        originals = {state: lead(house, UPTO[state]) for state in ("awaiting", "queued")}
        repeat.fill(estate.databases, _for_all(originals), COPIES)
        asked = {name: ask() for name, ask in pages.asking(estate).items()}
        three = large.three(estate, large.Size(respondents=9, entries=3, letters=1))
        asked |= {name: ask() for name, ask in large.asking(estate, three).items()}
        file = pgbench.prepare(
            estate.databases[Service.INTAKE], stage.folder / f"{uuid4()}.sql", ("complaint", "audit")
        )

    assert {name: answer.status_code for name, answer in asked.items()} == dict.fromkeys(asked, 200)
    with connect(estate.databases[Service.INTAKE]) as connection:
        (complaints,) = connection.execute("SELECT count(*) FROM complaint").fetchone() or (0,)
    assert complaints == COPIES + len(originals) + 3
    assert file.read_text().count("INSERT INTO") == 2


def _for_all(originals: dict) -> dict:
    """A copy of each state needs an original: those that were not led so far lend theirs."""
    return {state: originals.get(state, originals["queued"]) for state in UPTO}


def test_a_part_that_cannot_be_measured_says_why_and_leaves_the_others_to_be_measured(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def refuse(_: Stage) -> list[Figure]:
        raise NotMeasured("a page: 503")

    figure = Figure("way", "a way", "1 ms", "", 1, "ms")
    monkeypatch.setattr(program, "PARTS", {"large": refuse, "way": lambda _: [figure]})

    assert program.run_part("large", stage) is None
    assert program.run_part("way", stage) == [figure]
    assert "(large: not measured: a page: 503)" in capsys.readouterr().out
