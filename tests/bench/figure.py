"""What a measurement showed, and what was wished for."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What is aimed at, and what is enough; both in the unit of what is judged."""

    aim: float
    enough: float
    less_is_better: bool = False

    def reached(self, value: float, wanted: float) -> bool:
        return value <= wanted if self.less_is_better else value >= wanted


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` is judged where there is a goal: a ratio to the floor, or milliseconds."""

    part: str
    name: str
    measured: str
    floor: str
    value: float
    unit: str
    goal: Goal | None = None
    rounds: Sequence[float] = ()
    """What `value` is the median of."""

    @property
    def holds(self) -> bool:
        return self.goal is None or self.goal.reached(self.value, self.goal.enough)

    @property
    def aimed(self) -> bool:
        return self.goal is None or self.goal.reached(self.value, self.goal.aim)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"holds": self.holds, "aim_reached": self.aimed}


@dataclass
class Pairs:
    """Floor and subject, measured in turns: each round gives one ratio, since the machine's mood changes."""

    subject: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    def add(self, subject: float, floor: float) -> None:
        self.subject.append(subject)
        self.floor.append(floor)

    @property
    def ratios(self) -> list[float]:
        return [round(one / other, 3) for one, other in zip(self.subject, self.floor, strict=True)]

    def figure(self, part: str, name: str, floor_name: str, unit: str, goal: Goal | None) -> Figure:
        return Figure(
            part,
            name,
            f"{said(median(self.subject))} {unit}",
            f"{said(median(self.floor))} {unit} {floor_name}",
            round(median(self.ratios), 3),
            "of the floor",
            goal,
            self.ratios,
        )


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of all lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered)) - 1))]


def said(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
