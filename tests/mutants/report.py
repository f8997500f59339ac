"""docs/mutants.md: how many changes the tests notice, and why the rest may live."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.mutants.operators import Mutant

PAGE = Path("docs/mutants.md")
EXPLAINED = Path(__file__).with_name("explained.toml")
UNEXPLAINED = "**not explained yet**"
HEAD = """# Mutants of triage's domain

Written by `make mutants` on {day}. Each mutant is `services/triage/domain` with one thing changed: a comparison, a
condition, a constant, an and for an or, a value that is not returned, a step left out. It is killed when one of the
domain's unit tests (`tests/triage/domain`, nothing else) fails against it. Texts for people and types are not changed.
What an earlier run killed is not tried again while its file is the same (`make mutants ARGS=--fresh` tries all).

Much is killed by two records of what the code answered when they were written and read through (`outcomes.txt`,
`finding/readings.txt`): they notice a change, they do not prove that the answer is lawful. That is for `oracle.py`.
The reasons below stand for groups of mutants; in `finding/` they are judgments about the texts at hand, not proofs.

**{killed} of {tried} killed: {share:.1%}.**

| file | mutants | killed | share |
|---|---:|---:|---:|
"""


@dataclass(frozen=True)
class Result:
    path: str
    tried: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> int:
        return self.tried - len(self.survivors)


@cache
def _explanations() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(EXPLAINED.read_text("utf-8")) if EXPLAINED.exists() else {}


def explained(path: str, mutant: Mutant) -> str:
    """Why this one may live; empty when nobody said. An entry may name a function, a change, or both."""
    entry = _entry(path, mutant)
    return "" if entry is None else entry["why"]


def _entry(path: str, mutant: Mutant) -> dict[str, str] | None:
    for entry in _explanations().get(_name(path), []):
        if (
            mutant.where.startswith(entry.get("where", ""))
            and entry.get("change", "") in f"{mutant.before} -> {mutant.after}"
        ):
            return entry
    return None


def idle(results: list[Result]) -> list[str]:
    """Reasons for mutants that do not live (any more), after a full run."""
    used = [_entry(result.path, one) for result in results for one in result.survivors]
    return [
        f"{name}: {entry['why']}"
        for name, entries in _explanations().items()
        for entry in entries
        if entry not in used
    ]


def write(results: list[Result]) -> None:
    """The page, from the results of a full run."""
    tried, killed = sum(one.tried for one in results), sum(one.killed for one in results)
    day = datetime.now(UTC).date().isoformat()
    lines = [HEAD.format(day=day, tried=tried, killed=killed, share=killed / tried)]
    lines += [_row(one) for one in results if one.tried]
    lines += ["\n## Those that live\n\nAll of them were looked at.\n"]
    for result in results:
        lines += _survivors(result)
    PAGE.write_text("".join(lines).rstrip() + "\n", "utf-8")


def _row(result: Result) -> str:
    return f"| `{_name(result.path)}` | {result.tried} | {result.killed} | {result.killed / result.tried:.0%} |\n"


def _survivors(result: Result) -> list[str]:
    if not result.survivors:
        return []
    reasons = Counter(explained(result.path, one) or UNEXPLAINED for one in result.survivors)
    lines = [f"\n### `{_name(result.path)}`\n"]
    for reason, count in reasons.items():
        lines.append(f"\n{reason} ({count}):\n\n")
        for one in result.survivors:
            if (explained(result.path, one) or UNEXPLAINED) == reason:
                lines.append(
                    f"- line {one.line}, {one.where or 'module'}: `{_short(one.before)}` → `{_short(one.after)}`\n"
                )
    return lines


def _name(path: str) -> str:
    return path.removeprefix("services/triage/domain/")


def _short(code: str) -> str:
    return (code if len(code) <= 90 else code[:87] + "...").replace("`", "'")
