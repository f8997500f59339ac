"""How much of what an officer would say the rules find, and how much of what they find is so."""

from dataclasses import dataclass, field
from typing import Any

from services.triage.domain.finding import Found, find
from shared.divisions import divisions

TARGETS = ("subject", "natures", "categories", "kinds", "division")


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read(statement: dict[str, Any]) -> Found:
    near = [statement["near"]] if statement["near"] else []
    return find(statement["text"], divisions(), near)


def told(found: Found) -> dict[str, set[str]]:
    """What is proposed, target by target."""
    accused = found.of("/respondents")
    places = {dict(one.detail).get("division") for one in accused if one.value != "other_agency"}
    return {
        "subject": set(found.values("/subject")),
        "natures": set(found.values("/claims/natures")),
        "categories": set(found.values("/claims/categories")),
        "kinds": {one.value for one in accused},
        "division": {place for place in places if place},
    }


def labelled(statement: dict[str, Any]) -> dict[str, set[str]]:
    labels = statement["labels"]
    lists = {name: set(labels[name]) for name in ("natures", "categories", "kinds")}
    return lists | {"subject": {labels["subject"]}, "division": {labels["division"]} - {None}}


def measured(statements: list[dict[str, Any]]) -> dict[str, Tally]:
    """Micro-averaged over all statements. What is said beside the matter of a complaint counts nowhere:
    natures and categories of what is no complaint are not looked at by anybody."""
    tallies = {target: Tally() for target in TARGETS}
    for statement in statements:
        got, wanted = told(read(statement)), labelled(statement)
        complaint = wanted["subject"] == {"complaint"}
        for target in TARGETS if complaint else ("subject",):
            tally = tallies[target]
            tally.right += len(got[target] & wanted[target])
            tally.wrong += len(got[target] - wanted[target])
            tally.missed += len(wanted[target] - got[target])
            if got[target] != wanted[target]:
                tally.errors.append(
                    f"{statement['id']} {target}: {sorted(got[target])} for {sorted(wanted[target])}"
                )
    return tallies


def table(name: str, tallies: dict[str, Tally]) -> str:
    lines = [f"{name:<10} precision  recall  right wrong missed"]
    lines += [
        f"{target:<10} {tally.precision:9.2f} {tally.recall:7.2f} {tally.right:6} {tally.wrong:5} {tally.missed:6}"
        for target, tally in tallies.items()
    ]
    return "\n".join(lines)
