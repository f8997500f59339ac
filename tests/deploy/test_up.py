"""`make up`: the production shape on one machine takes complaints, survives its parts, and continues."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from deploy.servers.private import free_port
from deploy.up.children import Pause, born
from tests.journeys.door import Door
from tests.sampled import WHOLE, dealt
from tests.servers import session as servers

pytestmark = [pytest.mark.broker, pytest.mark.postgres]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
PARTS = [f"{name}-{side}" for name in ("intake", "triage", "investigation") for side in ("web", "worker")]
KILLED = (
    "intake-web",
    "triage-web",
    "investigation-web",
    "triage-worker",
    "investigation-worker",
    "intake-worker",
)
"""Two in a run, a web side and a worker of different services; and one of those that all of them need. Another day the
whole house goes on after an end instead (tests/dealing.py)."""


class House:
    """One house in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"127.0.0.1:{free_port()}"
        self.door = Door(f"http://{self.address}")

    def call(self, word: str) -> subprocess.CompletedProcess[str]:
        told = {"JIANDU_UP_DIR": str(self.folder), "JIANDU_BIND": self.address, "JIANDU_DEMO": "1"}
        command = [sys.executable, "-m", "deploy.up", word]
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False
        )

    def pid(self, name: str) -> int:
        return int(json.loads((self.folder / "run" / f"{name}.pid").read_text())["pid"])

    def submit(self) -> dict[str, Any]:
        said = {"identity": "anonymous", "statement": "检查人员没有出示证件。"}
        said |= {"respondents": [{"kind": "officer", "division": "330106"}]}
        given: dict[str, Any] = self.door.post("/api/v1/complaints", said, 201)
        return given

    def status(self, path: str, **headers: str) -> int:
        return self.door.ask("GET", path, headers=headers).status_code

    def follow(self, given: dict[str, Any]) -> int:
        path = f"/api/v1/complaints/{given['tracking_number']}"
        return self.status(path, Authorization=f"Receipt {given['receipt_code']}")

    def staff(self, name: str) -> str:
        password = (self.folder / "data" / "keys" / "demo-password").read_text().strip()
        token = self.door.post("/staff/api/v1/tokens", {"username": name, "password": password})
        return f"Bearer {token['access_token']}"

    def left(self) -> set[str]:
        """What stands in its folder, without what the servers keep in theirs, and what came of it in the logs."""
        inside = {"postgres/data", "rabbitmq/data", "rabbitmq/log", "rabbitmq/home", "log"}
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        return {str(path) for path in found if not any(path.is_relative_to(each) for each in inside)}

    def reaches_the_desk(self, given: dict[str, Any]) -> None:
        desk = self.staff("triage-330106")
        address = f"/triage/api/v1/complaints/{given['tracking_number']}"
        until(lambda: self.status(address, Authorization=desk) == 200)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    servers.require("postgres")
    servers.require("rabbitmq")
    with tempfile.TemporaryDirectory(prefix="jiandu-up-") as folder:
        made = House(Path(folder) / "house")
        up = made.call("up")
        try:
            assert up.returncode == 0, up.stdout + up.stderr
            yield made
        finally:
            down = made.call("down")
        assert down.returncode == 0, down.stdout + down.stderr


def test_a_complaint_reaches_the_desk_over_the_broker(house: House) -> None:
    house.reaches_the_desk(house.submit())


def test_metrics_stay_inside(house: House) -> None:
    for path in ("/metrics", "/triage/metrics", "/investigation/metrics"):
        assert house.status(path) == 404


def test_the_doctor_finds_the_house_well(house: House) -> None:
    found = subprocess.run(
        [str(house.folder / "jiandu"), "doctor", "--json"], capture_output=True, text=True, check=False
    )

    assert found.stdout, found.stderr
    ill = {one["about"] for one in json.loads(found.stdout) if one["level"] != "ok"}
    assert ill <= {"settings", "disk"}, found.stdout  # demo accounts are on; the disk is the machine's


def test_secrets_are_for_their_owner_alone(house: House) -> None:
    files = list((house.folder / "secrets").iterdir())

    assert len(files) >= 10
    assert not [file.name for file in files if file.stat().st_mode & 0o077]


@pytest.mark.parametrize("name", [*dealt(KILLED, 0, 3), *dealt(("postgres", "rabbitmq", "door"), 0, 3)])
def test_whatever_is_killed_comes_back_and_loses_nothing(house: House, name: str) -> None:
    before = house.submit()
    killed = house.pid(name)

    os.kill(killed, signal.SIGKILL)

    until(lambda: (house.folder / "run" / f"{name}.pid").exists() and house.pid(name) != killed)
    until(lambda: _answers(house))
    house.reaches_the_desk(before)


def _answers(house: House) -> bool:
    try:
        return all(
            house.status(path) == 200 for path in ("/readyz", "/triage/readyz", "/investigation/readyz")
        )
    except requests.RequestException:
        return False


def test_up_twice_is_one_house(house: House) -> None:
    keeper = (house.folder / "lock").read_text()

    assert house.call("up").returncode == 0
    assert (house.folder / "lock").read_text() == keeper


def test_it_continues_after_its_keeper_was_killed_and_after_down(house: House) -> None:
    """An orderly end leaves what is left when `down` ends what a killed keeper had begun, but for the note that the house
    is ready: the data, and nothing that tells of processes. So one start shows both, and a sweep starts it after
    either."""
    given = house.submit()
    parts = {name: house.pid(name) for name in [*PARTS, "postgres", "rabbitmq"]}
    os.kill(int((house.folder / "lock").read_text()), signal.SIGKILL)
    assert house.call("down").returncode == 0
    assert not [name for name, pid in parts.items() if born(pid)]
    left = house.left()
    assert house.call("up").returncode == 0
    assert house.follow(given) == 200
    house.reaches_the_desk(given)

    parts = {name: house.pid(name) for name in [*PARTS, "postgres", "rabbitmq"]}
    assert house.call("down").returncode == 0
    assert not [name for name, pid in parts.items() if born(pid)]
    assert house.left() == left - {"state.json"}
    if WHOLE:
        assert house.call("up").returncode == 0
        assert house.follow(given) == 200
        house.reaches_the_desk(given)


def test_a_part_that_keeps_failing_waits_longer_each_time() -> None:
    now = 0.0
    pause = Pause(clock=lambda: now)
    waited = []
    for _ in range(8):
        pause.began()
        ended = now
        while not pause.over():
            now += 0.25
        waited.append(now - ended)

    assert waited == sorted(waited)
    assert 0 < waited[0] <= 1
    assert waited[-1] == 30
