"""The sample cases of a demo house: told once, told on after an interruption, never where the demo is off."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.demo.load import complaints
from tests.journeys.house import Embedded, running
from tests.journeys.process import ROOT

SHOWN = {
    "received": "received",
    "asked": "more_information_needed",
    "accepted": "accepted",
    "investigating": "investigating",
    "proposed": "investigating",
    "returned": "investigating",
    "rectifying": "rectifying",
    "concluded": "concluded",
    "closed": "closed",
    "declined": "not_accepted",
    "referred": "referred",
    "recorded": "closed",
    "withdrawn": "withdrawn",
}


def _load(house: Embedded) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.demo.load"],
        env=house.environment,
        cwd=ROOT,
        timeout=170,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def _ledger(house: Embedded) -> Path:
    return house.directory / "var" / "demo" / "ledger.json"


def _forget_steps(house: Embedded) -> dict[str, list[str]]:
    """As if the loader had been killed after acting and before writing it down."""
    pages = json.loads(_ledger(house).read_text())
    steps = {key: page["steps"] for key, page in pages.items()}
    for page in pages.values():
        page["steps"] = []
    _ledger(house).write_text(json.dumps(pages))
    return steps


@pytest.mark.timeout(400)
def test_every_story_is_told_to_its_point_and_telling_again_changes_nothing(tmp_path: Path) -> None:
    with running(Embedded(tmp_path)) as house:
        _load(house)
        steps = _forget_steps(house)
        before = _told(house)
        _load(house)

        assert before == _told(house)
        assert steps == {key: page["steps"] for key, page in json.loads(_ledger(house).read_text()).items()}
        for item in complaints():
            if item["story"]["body"]:
                assert before[item["key"]][0] == SHOWN[item["story"]["until"]], item["key"]


def _told(house: Embedded) -> dict[str, tuple[str, int, int]]:
    """Of each complaint: how it stands, how much happened, how much was written."""
    found = {}
    for key, page in json.loads(_ledger(house).read_text()).items():
        path = f"/api/v1/complaints/{page['tracking_number']}"
        seen = house.receipt_holder(page["receipt_code"]).get(path)
        found[key] = (seen["status"], len(seen["timeline"]), len(seen["messages"]))
    return found


def test_nothing_is_loaded_where_the_demo_is_off(tmp_path: Path) -> None:
    house = Embedded(tmp_path)
    house.environment["JIANDU_DEMO"] = "0"

    assert "JIANDU_DEMO is not 1" in _load(house)
    assert not _ledger(house).exists()
