"""`jiandu` as an operator types it: both languages, one line for what goes wrong, nothing done by looking."""

import json

import pytest
import structlog
from click.testing import CliRunner

from shared import i18n, keyfile
from shared.cli import common, words
from shared.cli.main import jiandu, main
from shared.contracts.terms import Service
from shared.settings import load
from shared.work import SYSTEM
from tests.migrated import standing


@pytest.fixture
def house(tmp_path, monkeypatch):
    """An embedded house with empty databases."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    keyfile.ensure_master_key(load().master_key_file)  # keys come before all that they seal
    for service in Service:
        standing(service, tmp_path / f"{service}.sqlite3").dispose()
    runner = CliRunner()
    assert runner.invoke(jiandu, ["db", "migrate"]).exit_code == 0
    yield runner
    structlog.reset_defaults()  # each command set up logging to the stream that the runner lent it


def _commands(group, path=()):
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))


@pytest.mark.parametrize(("path", "command"), list(_commands(jiandu)), ids=lambda value: str(value))
def test_every_command_says_what_it_is_for_in_both_languages(path, command, monkeypatch):
    texts = [command.help, *(option.help for option in command.params if getattr(option, "help", None))]

    assert command.help, path
    i18n.use("zh_CN")
    assert all(i18n.gettext(text) != text for text in texts), path


@pytest.mark.parametrize(
    ("said", "language"), [("zh_CN.UTF-8", "zh_CN"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_it_speaks_the_language_of_the_environment(said, language, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", said)
    words.speak()

    assert i18n.locale() == language


def test_an_empty_house_has_nothing_on_its_way(house):
    assert json.loads(house.invoke(jiandu, ["queues", "status", "--json"]).stdout) == [
        {"queue": f"{name} outbox", "ready": 0, "dead": 0} for name in ("intake", "investigation", "triage")
    ]
    told = json.loads(house.invoke(jiandu, ["outbox", "status", "--json", "--service", "triage"]).stdout)
    assert told == {"triage": {"waiting": 0, "refused": 0, "oldest_at": None, "sent": 0, "sent_since": None}}
    assert json.loads(house.invoke(jiandu, ["dead-letters", "list", "--json"]).stdout) == []
    assert house.invoke(jiandu, ["prune"]).exit_code == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["dead-letters", "show", "x"], 1),
        (["dead-letters", "retry", "x"], 1),
        (["dead-letters", "retry"], 2),
        (["dead-letters", "discard", "--all"], 2),
        (["dead-letters", "discard", "--all", "--reason", "x"], 1),
        (["dead-letters", "discard", "--all", "--reason", " "], 2),
        (["outbox", "replay"], 2),
        (["outbox", "replay", "--since", "yesterday"], 2),
        (["outbox", "replay", "--since", "1d", "--event", "complaint.recieved"], 2),
        (["outbox", "replay", "--since", "99999999999999999999d"], 2),
        (["queues", "status", "--service", "x"], 2),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_word(house, typed, code):
    answer = house.invoke(jiandu, typed)

    assert answer.exit_code == code
    assert answer.stderr
    assert not answer.exception or isinstance(answer.exception, SystemExit)


def test_a_database_without_tables_is_told_in_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["jiandu", "outbox", "status"])
    with pytest.raises(SystemExit) as ended:
        main()
    structlog.reset_defaults()

    assert ended.value.code == 3
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_body_gets_no_queue_where_there_is_no_broker(house, tmp_path):
    key = tmp_path / "public.pem"
    key.write_text("none")
    asked = ["bodies", "amqp", "create", "330106", "--public-key", str(key), "--output", str(tmp_path)]
    answer = house.invoke(jiandu, asked)

    assert answer.exit_code == 1
    assert "JIANDU_BROKER_URL" in answer.stderr


@pytest.mark.parametrize("typed", [["worker", "triage"], ["relay", "triage"], ["web", "triage"]])
def test_no_service_begins_with_the_keys_of_another_house(house, typed, monkeypatch, capsys):
    part = common.service("triage")
    with part.works.begin(SYSTEM) as work:
        work.record("tested", "nothing")
    part.works.database.dispose()
    monkeypatch.setenv("JIANDU_BROKER_URL", "amqp://nobody:x@127.0.0.1:1/%2F")
    monkeypatch.setenv("JIANDU_MASTER_KEYS", "ab" * 32)
    for begins in ("shared.watching.begin", "shared.cli.run.serve_web"):
        monkeypatch.setattr(begins, lambda *_: pytest.fail("it began"))
    monkeypatch.setattr("sys.argv", ["jiandu", *typed])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "the master keys are not those" in capsys.readouterr().err


@pytest.mark.parametrize("typed", [["worker", "x"], ["relay", "x"], ["web", "triage", "x"]])
def test_a_service_that_there_is_not_is_refused_with_a_word(house, typed):
    answer = house.invoke(jiandu, typed)

    assert answer.exit_code == 2
    assert "'x'" in answer.output
