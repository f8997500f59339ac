"""What is judged is what was measured, and the table says so."""

import json
from collections import Counter
from pathlib import Path

from tests.bench import report
from tests.bench.figure import Figure, Goal, Pairs, percentile
from tests.bench.million import spread


def test_each_round_is_judged_by_itself():
    pairs = Pairs()
    pairs.add(10, 100)
    pairs.add(30, 100)
    pairs.add(20, 50)

    figure = pairs.figure("part", "what", "of the floor", "/s", Goal(0.5, 0.3))

    assert figure.rounds == [0.1, 0.3, 0.4]
    assert (figure.value, figure.holds, figure.aimed) == (0.3, True, False)


def test_less_is_better_for_what_lasts():
    assert Goal(20, 50, less_is_better=True).reached(19, 20)
    assert not Goal(20, 50, less_is_better=True).reached(51, 50)


def test_a_percentile_is_one_of_the_values():
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7.0], 0.99) == 7.0


def test_a_part_that_is_measured_again_replaces_its_lines_only(tmp_path: Path):
    (tmp_path / "docs").mkdir()

    def figure(part: str, value: float) -> Figure:
        return Figure(part, f"{part} rate", "1 /s", "2 /s", value, "of the floor", Goal(0.8, 0.5), [value])

    report.write({"relay": [figure("relay", 0.4)], "pages": [figure("pages", 0.9)]}, tmp_path)
    report.write({"relay": [figure("relay", 0.6)]}, tmp_path)
    results = json.loads((tmp_path / "docs" / "benchmarks.json").read_text())
    text = (tmp_path / "docs" / "benchmarks.md").read_text()

    assert results["parts"]["relay"]["figures"][0]["value"] == 0.6
    assert report.line(figure("relay", 0.6)) in text
    assert report.line(figure("pages", 0.9)) in text
    assert "**0.4**" not in text
    assert "- relay rate (relay): 0.6 of the floor" in text


def test_a_countrys_complaints_reach_every_body_and_the_busy_one_often():
    counted = Counter(spread.slots())

    assert 0.004 < counted[spread.HOME] / counted.total() < 0.006
    assert len(counted) > 3_000
    assert counted.most_common(1)[0][1] > 20 * min(counted.values())
    assert sum(spread.STATES.values()) == 100
