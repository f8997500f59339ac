"""kill -9 between any two steps and a restart continue the journey to its end, once.

A run cuts behind every third step in one of the two kinds of house, the next time in the other, in six times behind each
in both; the file has its turn every third day (tests/dealing.py).
"""

from pathlib import Path

import pytest

from tests.journeys.house import Embedded
from tests.journeys.journey import CASES, Journey
from tests.sampled import TURN, dealt, due

MODES = ("assisted", "automatic")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", dealt(MODES, 0, 2))
def test_a_power_cut_between_any_two_steps_loses_and_doubles_nothing(mode: str, tmp_path: Path) -> None:
    house = Embedded(tmp_path, triage_mode=mode)
    house.start()
    journey = Journey(house)
    try:
        for step in journey.ASSISTED if mode == "assisted" else journey.AUTOMATIC:
            step(journey)
            if due(journey.ASSISTED.index(step), 3, TURN // 3):
                house.kill9()
                house.restart()

        timeline = journey.public()["timeline"]
        assert timeline[-1]["status"] == "closed"
        assert len(timeline) == len({entry["text"] for entry in timeline}), "each step is told once"
        everything = {"state": "closed", "q": journey.tracking_number}
        assert len(journey.staff("head").get(CASES, params=everything)["items"]) == 1
        assert len(journey.case("head")["approvals"]) == 2, "one return and one approval"
        assert "0 faults" in house.command("audit", "verify")
    finally:
        house.stop()
