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


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("CLAMD", "clamd"),
        ("CLAMD", "clamd:"),
        ("CLAMD", "clamd:threethreeonezero"),
        ("CLAMD", ":3310"),
        ("SMS_URL", "https://gateway.example:eighty/"),
        ("SMS_URL", "https:///send"),
        ("SMTP_URL", "smtp://mail.example:587x"),
        ("SMTP_URL", "smtp://[mail.example"),
    ],
)
def test_an_address_that_is_none_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str
) -> None:
    monkeypatch.setenv("JIANDU_SMTP_FROM", "notices@example.cn")
    monkeypatch.setenv("JIANDU_SMTP_URL", "smtp://mail.example")
    monkeypatch.setenv(f"JIANDU_{name}", wrong)

    with pytest.raises(SettingsError, match=name):
        load()


@pytest.mark.parametrize("place", ["clamd:3310", "127.0.0.1:3310", "[::1]:3310", "/run/clamav/clamd.ctl"])
def test_a_scanner_has_a_port_or_a_socket(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("JIANDU_CLAMD", place)

    assert load().clamd == place


def test_an_unknown_mode_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_TRIAGE_MODE", "sometimes")
    with pytest.raises(EnvError):
        load()
