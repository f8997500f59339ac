"""A copy taken in the middle of the work, an empty machine, and the work goes on to its end: in one form of the house, the
next time in the other (tests/sampled.py); every third day (tests/dealing.py)."""

import json
from pathlib import Path

import pytest

from tests.journeys.conftest import FORMS, make_house
from tests.journeys.house import running
from tests.journeys.journey import Journey
from tests.journeys.process import Failed
from tests.sampled import dealt

PASSPHRASE = "春风又绿江南岸明月何时照我还"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("form", dealt(FORMS, 1, 2))
def test_half_finished_journeys_go_on_in_a_house_restored_on_an_empty_machine(
    form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    words, copy = tmp_path / "words", tmp_path / "copy"
    words.write_text(f"{PASSPHRASE}\n")
    with running(make_house(form, request, tmp_path / "first")) as first:
        half, begun = Journey(first), Journey(first)
        for step in half.ASSISTED[:7]:
            step(half)
        begun.submit()
        first.command("backup", str(copy), "--passphrase-file", str(words))
        first.kill9()

    second = make_house(form, request, tmp_path / "second")
    second.command("restore", str(copy), "--passphrase-file", str(words))
    with running(second):
        half.house = begun.house = second
        for step in half.ASSISTED[7:]:
            step(half)
        for step in begun.ASSISTED[1:]:
            step(begun)
        told = json.loads(second.command("doctor", "--audit", "--json", code=1))
        wrong = [finding for finding in told if finding["level"] != "ok"]
        assert [finding["about"] for finding in wrong] == ["settings"], "only that the demo is on"
        assert second.command("audit", "verify").count(" 0 faults") == 3
        with pytest.raises(Failed, match=r"another process works|is not empty"):
            second.command("restore", str(copy), "--passphrase-file", str(words))
