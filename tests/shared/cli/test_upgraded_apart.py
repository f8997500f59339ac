"""What one service told before another was upgraded to hear of it is told again, as docs/operating.md says."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import structlog
from click.testing import CliRunner
from sqlalchemy import select

from services.investigation.models import Absence
from shared import assembly, settings
from shared.cli.main import jiandu
from shared.clock import china_day
from shared.contracts.events import AbsenceEntered
from shared.contracts.terms import Service
from shared.messaging.embedded import Postman
from shared.messaging.handling import Hearing
from shared.staff import directory
from shared.work import SYSTEM

DOCS = Path(__file__).resolve().parents[3] / "docs" / "operating.md"
AGAIN = "jiandu outbox replay --service investigation --event staff.absence_entered --since 14d"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """An embedded house; what it is typed, and its services."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    runner = CliRunner()
    assert runner.invoke(jiandu, ["db", "migrate"]).exit_code == 0
    parts = {name: assembly.assemble(name, settings.load()) for name in Service}
    yield runner, parts
    structlog.reset_defaults()


def test_absences_that_an_older_desk_let_go_by_are_told_again(house):
    runner, parts = house
    teller = parts["investigation"].works
    with teller.begin(SYSTEM) as work:
        away = {"absence_id": uuid4(), "staff_id": UUID(int=5), "home": "SUP-330106", "version": 1}
        work.emit(work.event(AbsenceEntered, **away, first=date(2026, 11, 1), last=date(2027, 3, 1)))

    def told(*deaf: str) -> list[bool]:
        hearers = []
        for name in ("intake", "triage"):
            known = dict(parts[name].handlers)
            if name in deaf:
                del known[AbsenceEntered]
            hearers.append(Hearing(name, known, parts[name].works))
        Postman("investigation", teller, hearers).round()
        return [_known(parts[name].works) for name in ("intake", "triage")]

    assert told("intake") == [False, True]
    assert told() == [False, True], "it is said once"
    assert AGAIN in DOCS.read_text("utf-8")
    answer = runner.invoke(jiandu, AGAIN.split()[1:])
    assert (answer.exit_code, "1" in answer.stdout) == (0, True), answer.output
    assert told() == [True, True]


def test_those_that_hold_are_told_again_however_long_ago_they_were_told(house):
    runner, parts = house
    teller = parts["investigation"].works
    today = china_day(teller.clock())
    for name, ago, to_come, back in (("over", 9, -1, False), ("away", 9, 9, False), ("back", 9, 9, True)):
        with teller.begin(SYSTEM) as work:
            row = Absence(
                id=uuid4(), body="SUP-330106", head=str(uuid4()), head_name=name, at=work.now, version=1,
                first=today - timedelta(ago), last=today + timedelta(to_come),
                ended_at=work.now if back else None,
            )  # fmt: skip
            work.session.add(row)
    assert "jiandu absences tell" in DOCS.read_text("utf-8")
    answer = runner.invoke(jiandu, ["absences", "tell"])
    assert (answer.exit_code, "2" in answer.stdout) == (0, True), answer.output

    hearers = [Hearing(name, parts[name].handlers, parts[name].works) for name in ("intake", "triage")]
    Postman("investigation", teller, hearers).round()
    for name in ("intake", "triage", "investigation"):
        with parts[name].works.reading() as session:
            told = session.execute(select(directory.absence.c.version, directory.absence.c.ended)).all()
            assert sorted(told) == [(2, False), (2, True)], name


def _known(works) -> bool:
    with works.reading() as session:
        return session.query(directory.absence).count() == 1
