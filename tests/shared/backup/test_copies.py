"""Copies of one moment, whole or not at all, opened by the right keys only."""

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.backup import keys_copy, manifest, sqlite_copy, whole
from shared.backup.manifest import Damaged, Manifest
from shared.crypto import Keyring

KEYS = Keyring([b"a" * 32])


@pytest.fixture
def copy(tmp_path) -> Path:
    """A well-formed copy of one file."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "intake.sqlite3").write_bytes(b"rows")
    check = keys_copy.check_for(KEYS)
    made = Manifest(datetime.now(UTC), "sqlite", ("intake",), check, False, manifest.hashes(folder))
    made.write(folder)
    return folder


def test_a_whole_copy_is_read(copy):
    assert manifest.read(copy).services == ("intake",)


@pytest.mark.parametrize("damage", ["changed", "removed", "added", "manifest", "format"])
def test_any_damage_is_noticed(copy, damage):
    match damage:
        case "changed":
            (copy / "intake.sqlite3").write_bytes(b"rowz")
        case "removed":
            (copy / "intake.sqlite3").unlink()
        case "added":
            (copy / "more").write_bytes(b"")
        case "manifest":
            (copy / manifest.FILE).write_text("{}")
        case "format":
            said = (copy / manifest.FILE).read_text()
            (copy / manifest.FILE).write_text(said.replace('"format": 2', '"format": 3'))

    with pytest.raises(Damaged):
        manifest.read(copy)


def test_only_the_right_keys_open_a_copy():
    check = keys_copy.check_for(KEYS)

    assert keys_copy.opens(KEYS, check)
    assert keys_copy.opens(Keyring([b"b" * 32, b"a" * 32], KEYS.index_key), check)
    assert not keys_copy.opens(Keyring([b"b" * 32]), check)
    assert not keys_copy.opens(KEYS, "nonsense")


def test_only_the_passphrase_opens_the_keys():
    sealed = keys_copy.seal(b"the keys", "correct horse battery")

    assert b"the keys" not in sealed
    assert keys_copy.open_sealed(sealed, "correct horse battery") == b"the keys"
    with pytest.raises(keys_copy.WrongPassphrase):
        keys_copy.open_sealed(sealed, "correct horse batterz")


def test_two_databases_are_copied_as_of_one_moment_while_being_written(tmp_path):
    sources = {name: tmp_path / f"{name}.db" for name in ("first", "second")}
    for path in sources.values():
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)")
    stop, written = threading.Event(), threading.Event()
    writer = threading.Thread(target=_count_up, args=(sources, stop, written))
    writer.start()
    try:
        assert written.wait(60)
        for attempt in range(10):
            target = tmp_path / str(attempt)
            target.mkdir()
            sqlite_copy.copy(sources, target)
            first, second = (_last(target / f"{name}.sqlite3") for name in sources)
            # The second is written before the first: a copy may lack the newest of the first, never more.
            assert first <= second <= first + 1
    finally:
        stop.set()
        writer.join()


def _count_up(sources: dict[str, Path], stop: threading.Event, written: threading.Event) -> None:
    first, second = (sqlite3.connect(path, timeout=60, isolation_level=None) for path in sources.values())
    with closing(first), closing(second):
        number = 0
        while not stop.is_set():
            number += 1
            second.execute("INSERT INTO numbers VALUES (?)", (number,))
            first.execute("INSERT INTO numbers VALUES (?)", (number,))
            if number == 20:
                written.set()


def _last(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT max(n) FROM numbers").fetchone()[0])


def test_sealed_files_are_copied_and_what_vanishes_meanwhile_is_passed_over(tmp_path, monkeypatch):
    source, target = tmp_path / "attachments", tmp_path / "copy"
    for name in ("aa/one/original.00000", "bb/two/original.00000", "bb/two/.coming"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(b"sealed")
    real = shutil.copy2

    def copy2(path, place):
        if "two" in str(path):
            path.unlink()
        return real(path, place)

    monkeypatch.setattr(shutil, "copy2", copy2)
    whole._copy_attachments(source, target)
    whole._copy_attachments(tmp_path / "nothing", target)

    kept = [path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()]
    assert kept == ["aa/one/original.00000"]


def test_a_database_comes_back_whole_and_is_empty_only_without_tables(tmp_path):
    kept, house = tmp_path / "kept.sqlite3", tmp_path / "house" / "intake.sqlite3"
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("CREATE TABLE numbers (n INTEGER)")
        connection.execute("INSERT INTO numbers VALUES (7)")
        connection.commit()
    assert sqlite_copy.is_empty(house)
    sqlite_copy.bring_back(kept, house)

    assert not sqlite_copy.is_empty(house)
    assert _last(house) == 7
    assert house.stat().st_mode & 0o077 == 0
