"""A copy of a house that `make up` runs becomes a new one by `make up RESTORE=…`, and the work goes on."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.up.keeper import make_secrets
from deploy.up.place import ROOT, Place
from tests.journeys.house import PASSWORD, House, running
from tests.journeys.journey import Journey
from tests.servers import session as servers


class UpHouse(House):
    """The production shape by the operator's own command; from a copy, if words follow."""

    words: tuple[str, ...] = ()

    def up(self, word: str, *words: str, code: int = 0) -> str:
        told = {"JIANDU_UP_DIR": str(self.directory), "JIANDU_BIND": f"127.0.0.1:{self.port}"}
        told |= {"JIANDU_DEMO": "1", "JIANDU_DEMO_PASSWORD": PASSWORD}
        done = subprocess.run(
            [sys.executable, "-m", "deploy.up", word, *words],
            cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self) -> None:
        self.up("up", *self.words)

    def stop(self) -> None:
        self.up("down")

    def command(self, *arguments: str, given: str = "", code: int = 0) -> str:
        done = subprocess.run(
            [str(self.directory / "jiandu"), *arguments],
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that PostgreSQL's own user can walk through."""
    servers.require("postgres")
    servers.require("rabbitmq")
    with tempfile.TemporaryDirectory(prefix="jiandu-up-") as made:
        yield Path(made)


@pytest.mark.broker
@pytest.mark.postgres
@pytest.mark.timeout(600)
def test_a_half_finished_case_goes_on_in_a_house_that_begins_from_a_copy(folder: Path) -> None:
    words, copy = folder / "words", folder / "copy"
    words.write_text("a passphrase of this test\n")
    with running(UpHouse(folder / "first")) as first:
        half, begun = Journey(first), Journey(first)
        half.submit()
        half.send_file()
        for step in half.ASSISTED[1:7]:
            step(half)
        begun.submit()
        first.command("backup", str(copy), "--passphrase-file", str(words))

    second = UpHouse(folder / "second")
    second.words = (str(copy), str(words))
    with running(second):
        assert "only a new house" in second.up("up", str(copy), str(words), code=1)
        half.house = begun.house = second
        for step in half.ASSISTED[7:]:
            step(half)
        for step in begun.ASSISTED[1:]:
            step(begun)
        told = json.loads(second.command("doctor", "--audit", "--json", code=1))
        assert {one["about"] for one in told if one["level"] != "ok"} <= {"settings", "disk"}, told
        place = f"/api/v1/complaints/{half.tracking_number}/attachments/{half.file_id}"
        assert half.citizen().ask("GET", place).status_code == 200


def test_only_a_house_that_begins_from_nothing_makes_a_key(tmp_path: Path) -> None:
    place = Place(tmp_path)
    key = place.secrets / "master_key"

    make_secrets(place, with_key=False)
    assert not key.exists()
    assert (place.secrets / "intake_owner_password").exists()

    make_secrets(place, with_key=True)
    brought = key.read_text()
    make_secrets(place, with_key=False)
    assert key.read_text() == brought
