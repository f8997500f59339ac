"""Configuration is read once, and contradictions are refused with a word."""

import pytest
from environs import EnvError

from shared.settings import SettingsError, load


def test_without_anything_set_it_is_the_embedded_default(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    read = load()

    assert read.embedded
    assert read.bind == "127.0.0.1:8000"
    assert not read.demo
    assert read.triage_mode == "assisted"
    assert read.database_urls["intake"] == f"sqlite:///{tmp_path}/var/intake.sqlite3"


def test_a_clock_of_ones_own_needs_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_CLOCK", "+3d")
    with pytest.raises(SettingsError, match="JIANDU_DEMO"):
        load()

    monkeypatch.setenv("JIANDU_DEMO", "1")
    assert load().clock == "+3d"


def test_an_unknown_mode_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_TRIAGE_MODE", "sometimes")
    with pytest.raises(EnvError):
        load()
