"""The example client of a body's queue, as far as it needs no broker."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from deploy.examples.body_client import client
from deploy.examples.body_client.client import Box, Client, Letter, NotOurs

CASE = "01a21340-0c1b-7134-8051-6903784959ce"


def key_of(private: X25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()


def test_an_old_key_opens_what_was_sealed_for_it_and_a_lost_one_is_named() -> None:
    old, new = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    sealed = Box([], key_of(old)).fill("case.opened", CASE, {"serial": 1})

    assert Box([new, old], "").open("case.opened", CASE, sealed) == {"serial": 1}
    with pytest.raises(NotOurs, match=Box([new], "").names()[0]):
        Box([new], "").open("case.opened", CASE, sealed)


@pytest.fixture
def quiet(tmp_path: Path) -> Client:
    """A client whose connection is not there."""
    made = Client.__new__(Client)
    made.folder, made.box, made.unopened = tmp_path, Box([], "00"), []
    return made


def told(kind: str, **said: object) -> Letter:
    return Letter(CASE, kind, {"house_key": "00", **said})


def test_who_dies_while_keeping_a_case_has_the_one_before_whole(
    quiet: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet._take(told("case.opened", case={"id": CASE, "version": 1}, serial=1))
    with monkeypatch.context() as dying:
        dying.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space"):
            quiet._take(told("case.changed", case={"id": CASE, "version": 2}, serial=2))
    assert quiet.case(CASE) == {"id": CASE, "version": 1, "serial": 1}

    quiet._take(told("case.changed", case={"id": CASE, "version": 2}, serial=2))
    assert quiet.case(CASE) == {"id": CASE, "version": 2, "serial": 2}
    assert quiet._file(CASE).stat().st_mode & 0o777 == 0o600


def test_the_next_report_rests_on_the_last_that_was_accepted(quiet: Client) -> None:
    quiet._take(told("case.opened", case={"id": CASE, "version": 1, "state": "queued"}, serial=1))

    quiet._take(told("report.accepted", about="x", case={"id": CASE, "version": 3, "state": "investigating"}))
    quiet._take(told("report.accepted", about="w", case={"id": CASE, "version": 2, "state": "queued"}))

    assert quiet.case(CASE) == {"id": CASE, "version": 3, "state": "investigating", "serial": 1}


def test_on_a_withdrawn_case_nothing_is_reported(quiet: Client, capsys: pytest.CaptureFixture[str]) -> None:
    quiet._take(told("case.withdrawn", case={"id": CASE}, serial=4))

    asked = client._parser().parse_args(["report", "case.release", CASE, "--as", "anna"])
    assert client.report(quiet, asked) == 1
    assert "withdrawn" in capsys.readouterr().err


def test_what_was_typed_wrong_is_told_before_anything_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.json").write_text("{")
    for typed, said in (
        (["case.claim", "1", "--as", "anna"], "1 is no id of a case"),
        (["case.claim", CASE, "--as", "anna", "--contents", str(tmp_path / "none.json")], "No such file"),
        (["case.claim", CASE, "--as", "anna", "--contents", str(tmp_path / "broken.json")], "broken.json"),
    ):
        with pytest.raises(SystemExit):
            client.main(["report", *typed])
        assert said in capsys.readouterr().err
