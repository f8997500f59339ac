"""A master key is changed while everything stays readable, and is forgotten only when nothing needs it."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner
from sqlalchemy import LargeBinary, MetaData, Table, update
from sqlalchemy.schema import Column

from shared import assembly, crypto, i18n, keyfile, migrate
from shared.cli.main import jiandu
from shared.contracts.terms import Service
from shared.database import Database
from shared.keys import places, renewal, rows, steps
from shared.keys.places import Unnamed
from shared.sealed import Digest
from shared.settings import SettingsError, load
from tests.migrated import standing
from tests.shared.keys.filling import fill, seen

SERVICES = [str(service) for service in Service]


class House:
    """A house whose every table has a row, and an operator at its command line."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "keys" / "master.key"
        settings = load()
        self.parts = [assembly.assemble(name, settings) for name in SERVICES]
        for part in self.parts:
            fill(part.works.database, part.metadata)

    def command(self, *arguments: str) -> Any:
        done = CliRunner().invoke(jiandu, ["keys", *arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def check(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.command("check", "--json").stdout)
        return told

    def left(self) -> int:
        return sum(one["left"] for one in self.check()["services"].values())

    def seen(self) -> list[Any]:
        """What every service reads now, with the keys that the file holds now; the trail but for its growth."""
        crypto.configure(keyfile.read_master_keys(self.file).keyring())
        found = [seen(part.works.database, part.metadata) for part in self.parts]
        for one in found:
            del one["audit_head"]
            one["audit"] = [row for row in one["audit"] if row[3] == "x"]
        return found


on_both = pytest.mark.parametrize(
    "house", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(steps, "SETTLE_SECONDS", 0)
    monkeypatch.setattr(renewal, "PAUSE_SECONDS", 0)
    assembly.unlock(load())  # keys come before all that they seal
    lite = getattr(request, "param", "sqlite") == "sqlite"
    for name in SERVICES:
        there = standing(
            name, tmp_path / f"{name}.sqlite3" if lite else request.getfixturevalue("new_postgres_url")
        )
        monkeypatch.setenv(
            f"JIANDU_{name.upper()}_DATABASE_URL", there.url.render_as_string(hide_password=False)
        )
        there.dispose()
    i18n.use("en")
    made = House(tmp_path)
    yield made
    i18n.use(i18n.DEFAULT)
    for part in made.parts:
        part.works.database.dispose()
    structlog.reset_defaults()


@on_both
def test_after_a_rotation_everything_reads_as_before_and_nothing_needs_the_former_key(house: House) -> None:
    before, former = house.seen(), keyfile.read_master_keys(house.file).masters[0]
    assert house.command("check").exit_code == 0
    assert house.command("rotate").exit_code == 0

    told = house.check()
    assert house.seen() == before
    assert told["keys"][1] == crypto.id_of(former).hex()
    assert {service["left"] for service in told["services"].values()} == {0}
    assert {service["ending"] for service in told["services"].values()} == {
        1,
        3,
    }  # kept answers; a draft and a file with it
    columns = [column for one in told["services"].values() for column in one["columns"].values()]
    assert all(column["unreadable"] == 0 for column in columns)


@on_both
def test_a_key_is_forgotten_only_when_nothing_needs_it(house: House) -> None:
    before = house.seen()
    keyfile.write(house.file, keyfile.read_master_keys(house.file).rotated(datetime.now(UTC)))
    assert house.command("check").exit_code == 1
    assert "still needed" in house.command("retire", "--yes", "--at-once").stderr
    house.command("rotate")
    assert "--at-once" in house.command("retire", "--yes").stderr

    assert house.command("retire", "--yes", "--at-once").exit_code == 0
    assert len(keyfile.read_master_keys(house.file).masters) == 1
    kept = {"kept_answer", "draft", "draft_file_key"}
    crypto.configure(keyfile.read_master_keys(house.file).keyring())
    for part, was in zip(house.parts, before, strict=True):
        parted = MetaData()
        for table in part.metadata.sorted_tables:
            if table.name not in kept | {"audit", "audit_head"}:
                table.to_metadata(parted)
        assert seen(part.works.database, parted) == {name: was[name] for name in parted.tables}


def test_after_a_month_the_former_key_goes_without_a_loss(house: House) -> None:
    house.command("rotate")
    for part in house.parts:
        with part.works.database.transaction() as session:
            for name in {"kept_answer", "draft", "draft_file_key"} & set(part.metadata.tables):
                table = part.metadata.tables[name]
                session.execute(update(table).values(expires_on=datetime.now(UTC).date() - timedelta(days=2)))
    keys = keyfile.read_master_keys(house.file)
    month = datetime.now(UTC) - timedelta(days=32)
    keyfile.write(house.file, keyfile.KeyFile(keys.masters, keys.index_key, None, month))
    house.command("rotate")

    assert house.command("check").exit_code == 0
    assert house.command("retire", "--yes").exit_code == 0


@on_both
def test_an_interrupted_rotation_goes_on_with_the_same_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, writes = house.seen(), iter(range(9))

    def cut(*arguments: Any) -> None:
        if next(writes, None) is None:
            raise ConnectionAbortedError
        write(*arguments)

    write = rows.write
    with monkeypatch.context() as patched:
        patched.setattr(rows, "write", cut)
        with pytest.raises(ConnectionAbortedError):
            house.command("rotate")
    begun, left = keyfile.read_master_keys(house.file), house.left()
    house.command("rotate")

    assert left > 0
    assert keyfile.read_master_keys(house.file) == begun
    assert house.left() == 0
    assert house.seen() == before


def test_a_next_key_is_known_to_all_before_it_seals(house: House) -> None:
    house.command("stage")
    staged = keyfile.read_master_keys(house.file)
    told = house.command("rotate").stdout

    assert staged.upcoming is not None
    assert keyfile.read_master_keys(house.file).masters[0] == staged.upcoming
    assert crypto.id_of(staged.upcoming).hex() in told
    assert all(key.hex() not in told for key in keyfile.read_master_keys(house.file).masters)


def test_a_keeper_elsewhere_is_told_each_step_in_a_file(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that this program cannot write: the operator carries them, and nothing reads otherwise meanwhile."""
    before, carried = house.seen(), tmp_path / "carried"
    monkeypatch.setenv("JIANDU_MASTER_KEYS", house.file.read_text())
    assert house.command("rotate").exit_code == 1
    for step in (["stage"], ["rotate"]):
        assert house.command(*step, "--output", str(carried)).exit_code == 0
        monkeypatch.setenv("JIANDU_MASTER_KEYS", carried.read_text())
        assert carried.stat().st_mode & 0o077 == 0
    assert house.left() > 0
    assert house.command("rotate").exit_code == 0
    assert house.left() == 0
    house.file.write_text(carried.read_text())
    assert house.seen() == before
    house.command("retire", "--yes", "--at-once", "--output", str(carried))

    assert len(keyfile.read_master_keys(carried).masters) == 1
    assert len(keyfile.read_master_keys(house.file).masters) == 2


def test_a_file_that_may_only_be_read_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(keyfile, "write", refused)

    with pytest.raises(SettingsError, match="cannot be changed here"):
        house.command("stage")


def test_what_cannot_be_read_is_named_and_stops_the_retirement(house: House) -> None:
    triage = next(part for part in house.parts if part.name == "triage")
    table, bad = triage.metadata.tables["complaint"], crypto.keyring().seal("another purpose", b"x")
    with triage.works.database.transaction() as session:
        raw = Table("complaint", MetaData(), *(Column(one.name, LargeBinary) for one in table.columns))
        session.execute(update(raw).values(statement=bad))

    found = house.command("check")
    assert found.exit_code == 2
    assert "complaint.statement" in found.stdout
    assert house.check()["services"]["triage"]["columns"]["complaint.statement"]["unreadable"] == 1
    house.command("rotate")
    assert house.command("retire", "--yes", "--at-once").exit_code == 1


def test_a_row_that_another_holds_is_met_at_a_later_pass(tmp_path: Path) -> None:
    """What is done is done: a second renewal finds nothing to write."""
    old, new = os.urandom(32), os.urandom(32)
    crypto.configure([old])
    database, metadata = Database(f"sqlite:///{tmp_path}/a.sqlite3"), migrate.metadata_of("intake")
    metadata.create_all(database.engine)
    fill(database, metadata)
    ring = crypto.configure([new, old])
    counts = [
        sum(renewal.renew(database, place, ring).rows for place in places.places(metadata)) for _ in "12"
    ]
    database.dispose()

    assert counts[0] > 0
    assert counts[1] == 0


@pytest.mark.parametrize("service", SERVICES)
def test_no_column_of_bytes_can_be_forgotten(service: str) -> None:
    """Every one says by its type what is in it; a new one that does not is refused here."""
    metadata = migrate.metadata_of(service)
    found = {f"{place.name}.{one.name}" for place in places.places(metadata) for one in place.columns}
    binary = {
        f"{table.name}.{one.name}"
        for table in metadata.sorted_tables
        for one in table.columns
        if "BLOB" in str(one.type.compile()) and not isinstance(one.type, Digest)
    }

    assert found == binary
    assert {"outbox.body", "sent.body", "dead_letter.body", "audit.detail", "kept_answer.sealed"} <= found


def test_a_column_of_bytes_that_says_nothing_is_refused() -> None:
    metadata = MetaData()
    Table("new", metadata, Column("id", LargeBinary(4), primary_key=True))

    with pytest.raises(Unnamed, match=r"new\.id"):
        places.places(metadata)
