"""The doctor finds what was broken, says what to do, and finds nothing in a house that is well."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from services import triage
from shared import assembly, i18n, keyfile
from shared.cli.doctor import CHECKS, look_over
from shared.cli.main import jiandu, main
from shared.contracts.terms import Service
from shared.doctor import files, place, stores
from shared.doctor.broker import broker
from shared.doctor.finding import Level
from shared.files.store import LocalStore, StoreFull
from shared.readiness import checks
from shared.readiness.looking import Readiness
from shared.settings import Settings, load
from shared.work import SYSTEM
from tests.migrated import standing


@pytest.fixture
def house(tmp_path, monkeypatch) -> Settings:
    """An embedded house as its operator should keep it."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    for name in ("JIANDU_DEMO", "JIANDU_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    settings = load()
    keyfile.ensure_master_key(settings.master_key_file)
    assembly.unlock(settings)
    for service in Service:
        standing(service, tmp_path / f"{service}.sqlite3").dispose()
    i18n.use("en")
    return settings


def _trouble(settings: Settings, *checks) -> list[tuple[str, str]]:
    found = look_over(settings, checks or (*CHECKS, stores.trail))
    assert all(finding.advice for finding in found if finding.level is not Level.OK)
    return [(finding.about, finding.text) for finding in found if finding.level is not Level.OK]


def test_a_house_that_is_well_has_no_trouble(house):
    assert _trouble(house) == []


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"demo": True}, "Demo accounts are on."),
        ({"demo": True, "bind": "0.0.0.0:80"}, "Demo accounts are on, and the door is open"),
        ({"demo": True, "clock": "+3d"}, "The clock is set"),
        ({"bind": "10.0.0.1:80"}, "Cookies may travel unencrypted."),
        ({"broker_url": "amqp://x/"}, "A broker is set, but databases are files"),
    ],
)
def test_dangerous_settings_are_named(house, changes, about):
    assert any(text.startswith(about) for _, text in _trouble(replace(house, **changes), place.settings))


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"files_store": "ftp://x"}, "JIANDU_FILES_STORE is"),
        ({"clamd": "127.0.0.1:1"}, "The virus scanner does not answer"),
    ],
)
def test_a_file_store_that_is_none_and_a_scanner_that_is_away_are_named(house, changes, about):
    assert any(text.startswith(about) for _, text in _trouble(replace(house, **changes), files.files))


def test_a_disk_without_room_for_files_is_named(house, monkeypatch):
    monkeypatch.setattr(LocalStore, "check", lambda self: (_ for _ in ()).throw(StoreFull(28, "file store")))

    assert ("files", "There is no room for files.") in _trouble(house, files.files)


def test_a_key_file_that_others_read_or_that_is_gone_is_named(house):
    house.master_key_file.chmod(0o640)
    assert "Others on this machine" in _trouble(house)[0][1]
    house.master_key_file.unlink()
    assert _trouble(house)[0][0] == "keys"


def test_keys_of_another_house_are_named(house):
    service = assembly.assemble("triage", house)
    with service.works.begin(SYSTEM) as work:
        work.record("tested", "nothing")
    service.works.database.dispose()
    assert _trouble(house) == []

    house.master_key_file.unlink()
    keyfile.ensure_master_key(house.master_key_file)

    assert _trouble(house, *CHECKS) == [("triage", "The master keys are not those of what is kept.")]


def test_a_key_file_that_the_platform_hands_to_our_group_is_fine(house, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: house.master_key_file.stat().st_uid + 1)
    house.master_key_file.chmod(0o440)
    assert _trouble(house) == []
    house.master_key_file.chmod(0o444)
    assert "Others on this machine" in _trouble(house)[0][1]


def test_a_database_behind_its_migrations_or_away_is_named(house, tmp_path):
    fresh = {**house.database_urls, "triage": f"sqlite:///{tmp_path}/new.sqlite3"}
    waiting = len(list((Path(triage.__file__).parent / "migrations").glob("0*.py")))
    told = _trouble(replace(house, database_urls=fresh))
    assert ("triage", f"{waiting} migrations are to be applied.") in told
    away = {**house.database_urls, "intake": "postgresql+psycopg://x:secret@127.0.0.1:1/x"}
    told = _trouble(replace(house, database_urls=away), stores.databases)
    assert told[0][0] == "intake"
    assert "secret" not in str(told)


def test_a_database_that_a_newer_version_migrated_is_named_and_old_programs_go_on(house, monkeypatch, capsys):
    with closing(sqlite3.connect(Path(house.data_dir) / "triage.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    assert _trouble(house) == [("triage", "The database is of a newer version than this program.")]
    part = assembly.assemble("triage", house)
    assert Readiness("triage", checks.checks(part.works, None)).told(checks.TRAFFIC)[0]
    part.works.database.dispose()
    monkeypatch.setattr("sys.argv", ["jiandu", "db", "migrate"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    assert "9999" in capsys.readouterr().err


def test_a_changed_trail_is_named(house):
    service = assembly.assemble("triage", house)
    with service.works.begin(SYSTEM) as work:
        work.record("tested", "nothing")
    service.works.database.dispose()
    with closing(sqlite3.connect(Path(house.data_dir) / "triage.sqlite3")) as connection:
        connection.execute("UPDATE audit SET action = 'forged'")
        connection.commit()

    assert _trouble(house, stores.trail) == [("triage", "The audit trail was tampered with: 1 faults.")]


def test_a_broker_that_is_away_is_named(house):
    told = _trouble(replace(house, broker_url="amqp://guest:secret@127.0.0.1:1/"), broker)

    assert [about for about, _ in told] == ["broker"]
    assert "secret" not in str(told)


def test_a_broker_without_queues_or_listeners_is_named(house, rabbitmq_url):
    told = _trouble(replace(house, broker_url=rabbitmq_url), broker)

    assert "The queue triage.inbox is missing." in [text for _, text in told]


def test_where_no_service_may_make_a_queue_the_definitions_are_asked_for(house, rabbitmq_url):
    found = look_over(replace(house, broker_url=rabbitmq_url, topology="given"), (broker,))
    missing = next(each for each in found if each.text == "The queue triage.inbox is missing.")

    assert missing.level is Level.FAULT
    assert "jiandu queues definitions" in missing.advice
    assert "jiandu outbox replay" in missing.advice


def test_an_account_that_the_broker_refuses_is_told_from_a_broker_that_is_away(house, rabbitmq_url):
    refused = re.sub(r"//[^@]*@", "//nobody:secret@", rabbitmq_url)
    told = _trouble(replace(house, broker_url=refused), broker)

    assert told[0][1].startswith("The broker does not let this account in: AccessRefused")
    assert "secret" not in str(told)


def test_its_exit_code_tells_how_bad_it_is(house, monkeypatch):
    well = CliRunner().invoke(jiandu, ["doctor", "--json"])
    assert (well.exit_code, {finding["level"] for finding in json.loads(well.stdout)}) == (0, {"ok"})
    monkeypatch.setenv("JIANDU_DEMO", "1")
    assert CliRunner().invoke(jiandu, ["doctor"]).exit_code == 1
    house.master_key_file.unlink()
    assert CliRunner().invoke(jiandu, ["doctor"]).exit_code == 2
