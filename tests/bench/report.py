"""The table, for people (docs/benchmarks.md) and for programs (docs/benchmarks.json).

A run of some parts brings their lines up to date and leaves the others as they were measured.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure, Goal
from tests.bench.reading import HEAD, INTRODUCTION, READING
from tests.load import machine


def line(figure: Figure) -> str:
    """One row of the table."""
    goal = figure.goal
    aim, enough = (_said(goal, goal.aim), _said(goal, goal.enough)) if goal else ("", "")
    state = "" if goal is None else "aim" if figure.aimed else "done" if figure.holds else "**missed**"
    judged = f"**{figure.value:g}** {figure.unit}"
    cells = (figure.part, figure.name, figure.measured, figure.floor, judged, aim, enough, state)
    return "| " + " | ".join(cells) + " |"


def write(measured: Mapping[str, Sequence[Figure]], root: Path) -> None:
    """Results and table with what these parts have shown."""
    results, found = root / "docs" / "benchmarks.json", machine.shape()
    parts = json.loads(results.read_text())["parts"] if results.exists() else {}
    for part, figures in measured.items():
        parts[part] = {"machine": found, "figures": [figure.as_json() for figure in figures]}
    results.write_text(json.dumps({"parts": parts}, ensure_ascii=False, indent=1) + "\n")
    (root / "docs" / "benchmarks.md").write_text(table(parts))


def table(parts: Mapping[str, Any]) -> str:
    """The whole document."""
    measured: dict[str, list[str]] = {}
    for name, part in parts.items():
        measured.setdefault(machine.in_words(part["machine"]), []).append(name)
    machines = [f"{words} So: {', '.join(names)}." for words, names in measured.items()]
    figures = [_figure(row) for part in parts.values() for row in part["figures"]]
    lines = "".join(f"{line(figure)}\n" for figure in figures)
    missed = [
        f"- {figure.name} ({figure.part}): {figure.value:g} {figure.unit}"
        for figure in figures
        if not figure.aimed
    ]
    below = "\n".join(missed) or ("Nothing." if figures else "Nothing was measured yet: run `make bench`.")
    return INTRODUCTION + "\n\n".join(machines) + "\n\n" + HEAD + lines + READING.format(below=below)


def _figure(row: dict[str, Any]) -> Figure:
    kept = {name: value for name, value in row.items() if name not in ("holds", "aim_reached", "goal")}
    return Figure(**kept, goal=Goal(**row["goal"]) if row["goal"] else None)


def _said(goal: Goal, value: float) -> str:
    return f"{'≤' if goal.less_is_better else '≥'} {value:g}"
