"""Making a copy, in the way of an operator: killed, twice at once, with any umask, told in a line what went wrong."""

import errno
import fcntl
import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import structlog
from click.testing import CliRunner
from sqlalchemy import insert, select

from shared import i18n
from shared.backup import manifest, whole
from shared.cli import common
from shared.cli.main import jiandu, main
from shared.messaging.tables import inbox


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Makes a copy of an empty embedded house at the path that it is given."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path / "house"))
    runner = CliRunner()
    assert runner.invoke(jiandu, ["db", "migrate"]).exit_code == 0
    yield lambda folder: runner.invoke(jiandu, ["backup", str(folder), "--without-keys"])
    structlog.reset_defaults()


def test_what_a_killed_copy_left_does_not_stand_in_the_way(make, tmp_path):
    left = tmp_path / ".copy.coming"
    (left / "attachments").mkdir(parents=True)
    (left / "half.dump").write_bytes(b"half")

    answer = make(tmp_path / "copy")

    assert answer.exit_code == 0, answer.output
    assert not left.exists()
    assert not list((tmp_path / "copy").glob("**/half*"))


def test_of_two_copies_into_one_folder_the_second_is_refused(make, tmp_path):
    coming = tmp_path / ".copy.coming"
    coming.mkdir()
    held = os.open(coming, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with i18n.speaking("en"):
        answer = make(tmp_path / "copy")
    os.close(held)

    assert answer.exit_code == 1
    assert "is being made" in answer.output
    assert coming.exists()


def test_nobody_else_reads_a_copy_also_after_it_was_moved(make, tmp_path):
    before = os.umask(0)
    try:
        assert make(tmp_path / "copy").exit_code == 0
    finally:
        os.umask(before)

    open_to_others = [path for path in (tmp_path / "copy").rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "file: No space left on device"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/a/b"), "file: No such file: /a/b"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "broker: ConnectionRefusedError"),
        (
            sqlite3.OperationalError("database or disk is full"),
            "database: OperationalError (database or disk",
        ),
        (psycopg.OperationalError("... port 1 failed: Connection refused"), "(connection refused)"),
        (psycopg.OperationalError('FATAL: database "secret" does not exist'), "(no such database or role)"),
    ],
)
def test_what_went_wrong_is_told_in_a_line(make, error, told, tmp_path, monkeypatch, capsys):
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(whole, "make", fails)
    monkeypatch.setattr("sys.argv", ["jiandu", "backup", str(Path(tmp_path, "copy")), "--without-keys"])
    with pytest.raises(SystemExit) as ended:
        main()

    line = capsys.readouterr().err.strip()
    assert ended.value.code == 3
    assert told in line
    assert "secret" not in line
    assert len(line.splitlines()) == 1


def test_a_passphrase_that_is_no_text_is_refused_with_a_word(make, tmp_path):
    words = tmp_path / "words"
    words.write_bytes(bytes(range(128, 256)))
    answer = CliRunner().invoke(jiandu, ["backup", str(tmp_path / "copy"), "--passphrase-file", str(words)])

    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)


def test_what_an_old_copy_had_met_is_not_forgotten_before_it_is_said_again(make, tmp_path, monkeypatch):
    words, long_ago = tmp_path / "words", datetime.now(UTC) - timedelta(days=90)
    words.write_text("a passphrase that is long\n")
    row = {"message_id": uuid4(), "name": "complaint.received", "handled_at": long_ago}
    with common.service("triage").works.database.transaction() as session:
        session.execute(insert(inbox).values(row))
    runner, option = CliRunner(), ["--passphrase-file", str(words)]
    assert runner.invoke(jiandu, ["backup", str(tmp_path / "copy"), *option]).exit_code == 0

    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path / "another machine"))
    answer = runner.invoke(jiandu, ["restore", str(tmp_path / "copy"), *option])
    assert answer.exit_code == 0, answer.output
    assert runner.invoke(jiandu, ["prune"]).exit_code == 0

    with common.service("triage").works.reading() as session:
        assert session.scalars(select(inbox.c.message_id)).all() == [row["message_id"]]


@pytest.mark.parametrize("told", [2, 1])
def test_a_copy_whose_manifest_was_written_again_by_a_stranger_is_refused(make, tmp_path, monkeypatch, told):
    words, copy = tmp_path / "words", tmp_path / "copy"
    words.write_text("a passphrase that is long\n")
    runner, option = CliRunner(), ["--passphrase-file", str(words)]
    assert runner.invoke(jiandu, ["backup", str(copy), *option]).exit_code == 0
    with closing(sqlite3.connect(copy / "triage.sqlite3")) as changed:
        changed.execute("CREATE TABLE strange (n INTEGER)")
        changed.commit()
    said = json.loads((copy / manifest.FILE).read_text())
    said |= {"files": manifest.hashes(copy), "format": told}
    (copy / manifest.FILE).write_text(json.dumps(said))

    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path / "another machine"))
    answer = runner.invoke(jiandu, ["restore", str(copy), *option])

    assert answer.exit_code == 1
    assert "written by someone without the keys" in answer.output
    assert not list((tmp_path / "another machine").glob("*.sqlite3"))


def test_what_is_wrong_is_told_in_the_operator_s_language(make, tmp_path):
    (tmp_path / "copy").mkdir()
    with i18n.speaking("zh_CN"):
        answer = make(tmp_path / "copy")

    assert answer.exit_code == 1
    assert answer.output.strip().endswith("已经存在"), answer.output
