"""Keys from a file, from the environment or from a command; read anew when they change; never quoted."""

import os
import sys
from pathlib import Path

import pytest
from flask import Flask, session

from shared import assembly, crypto, keyfile, keysource
from shared.keyfile import KeyFile
from shared.keysource import FromCommand, FromEnvironment, FromFile, source_of
from shared.settings import SettingsError, load
from shared.staff import tokens
from shared.web.application import _follow_keys

KEYS = KeyFile((bytes(range(32)), bytes(range(32, 64))), bytes(range(64, 96)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "master.key"
    keyfile.ensure_master_key(path)
    return path


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "LOOK_SECONDS", 0)


def printing(tmp_path: Path, text: str, code: int = 0) -> FromCommand:
    script = tmp_path / "kms.py"
    script.write_text(
        f"import sys\nsys.stdout.write({text!r})\nsys.stderr.write({text!r})\nsys.exit({code})\n"
    )
    return FromCommand(f"{sys.executable} {script}")


def test_each_source_says_the_same(tmp_path: Path, file: Path) -> None:
    keyfile.write(file, KEYS)
    text = KEYS.text()

    for source in (FromFile(file), FromEnvironment(text.replace("\n", ";")), printing(tmp_path, text)):
        assert source.read() == KEYS


def test_the_settings_choose_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(source_of(load()), FromFile)
    monkeypatch.setenv("JIANDU_MASTER_KEYS", "ab" * 32)
    assert isinstance(source_of(load()), FromEnvironment)
    assert "abab" not in repr(load())
    assert "abab" not in repr(source_of(load()))
    monkeypatch.setenv("JIANDU_MASTER_KEY_COMMAND", "kms get jiandu")
    with pytest.raises(SettingsError, match="both set"):
        load()


@pytest.mark.parametrize(("text", "code"), [(KEYS.text(), 3), ("zz" * 40, 0), ("", 0)])
def test_a_command_that_fails_is_told_without_a_word_of_what_it_said(
    tmp_path: Path, text: str, code: int
) -> None:
    with pytest.raises(SettingsError) as refused:
        printing(tmp_path, text, code).read()

    assert KEYS.masters[0].hex() not in str(refused.value)
    assert "zzzz" not in str(refused.value)


def test_a_command_that_is_not_there_is_told() -> None:
    for command in ("/nowhere/kms", "", '"'):
        with pytest.raises(SettingsError, match="JIANDU_MASTER_KEY_COMMAND failed"):
            FromCommand(command).read()


def test_a_house_that_lost_its_key_file_does_not_make_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    assembly.unlock(load())
    (tmp_path / "intake.sqlite3").touch()
    load().master_key_file.unlink()

    with pytest.raises(SettingsError, match="bring it back"):
        assembly.unlock(load())


def test_a_process_takes_a_new_key_from_the_file_without_a_restart(file: Path) -> None:
    first = keysource.unlock(FromFile(file))
    keyfile.write(file, keyfile.read_master_keys(file).rotated())

    assert crypto.keyring().current != first.current
    assert crypto.keyring().open("a", first.seal("a", b"text")) == b"text"


@pytest.mark.parametrize("harm", [lambda file: file.unlink(), lambda file: file.write_text("zz\n")])
def test_a_file_that_is_away_or_broken_takes_no_key_from_a_process(file: Path, harm) -> None:
    ring = keysource.unlock(FromFile(file))
    text = file.read_text()
    harm(file)
    assert crypto.keyring() is ring
    file.write_text(text)

    assert crypto.keyring().key_ids == ring.key_ids


def test_sign_ins_and_pages_of_before_a_rotation_are_known_in_every_process(file: Path) -> None:
    def application() -> Flask:
        made = Flask("follows")
        _follow_keys(made, "triage")
        made.add_url_rule("/put", "put", view_func=lambda: session.update(who="me") or "")
        made.add_url_rule("/get", "get", view_func=lambda: session.get("who", "nobody"))
        return made

    keysource.unlock(FromFile(file))
    old, verifier = application().test_client(), tokens.Verifier(None)
    old.get("/put")
    keyfile.write(file, keyfile.read_master_keys(file).rotated())
    new = application().test_client()
    new._cookies.update(old._cookies)

    assert new.get("/get").text == old.get("/get").text == "me"
    assert len(verifier.keys()) == 2
    old.get("/put")
    keyfile.write(file, keyfile.read_master_keys(file).retired())
    assert new.get("/get").text == "nobody"
    assert old.get("/get").text == "me"


def test_the_index_key_does_not_follow_from_an_upcoming_key() -> None:
    bare = KeyFile((os.urandom(32),))

    for keys in (bare.staged(), bare.staged().rotated(), bare.staged().rotated().retired()):
        assert keys.keyring().index_key == bare.keyring().index_key
        assert keyfile.understood(keys.text(), "here").keyring().index_key == bare.keyring().index_key
