"""The table of a whole run, for people (docs/benchmarks.md) and for programs (bench/results.json)."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figure import Figure
from tests.load import machine

HEAD = (
    "| part | what | measured | beside | judged | aim | done at | |\n"
    "|---|---|--:|--:|--:|--:|--:|---|\n"
)


def line(figure: Figure) -> str:
    goal = figure.goal
    sign = "≤" if goal and goal.less_is_better else "≥"
    aim, enough = (f"{sign} {goal.aim:g}", f"{sign} {goal.enough:g}") if goal else ("", "")
    state = "" if goal is None else "aim" if figure.aimed else "done" if figure.holds else "**missed**"
    cells = (
        figure.part, figure.name, figure.measured, figure.floor, f"**{figure.value:g}** {figure.unit}",
        aim, enough, state,
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def write(figures: Sequence[Figure], root: Path) -> None:
    found = machine.shape()
    results = root / "bench" / "results.json"
    results.parent.mkdir(exist_ok=True)
    whole = {"machine": found, "figures": [figure.as_json() for figure in figures]}
    results.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
