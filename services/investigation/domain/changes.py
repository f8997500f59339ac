"""What changed between two versions of a proposal, so that a head who returned it reads only that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

LONG = 4000
"""Texts beyond it are shown whole, before and after: marking every character would cost too much."""
Marks = list[tuple[str, str]]
KEPT, GONE, NEW = "kept", "gone", "new"


@dataclass(frozen=True)
class Change:
    """One content of an outcome (or of a finding) that is not what it was; None: it was or is not there."""

    of: str
    name: str
    before: str | None
    after: str | None


def first_result(before: str | None, after: str | None) -> list[Change]:
    """Of a recheck: what becomes of the opinion before."""
    return [] if before == after else [Change("proposal", "first_result", before, after)]


def outcomes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Change]:
    """By the outcomes' codes; of one that came or went, every content."""
    return _of(_by(before, "code"), _by(after, "code"), _contents)


def findings(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Change]:
    """By allegation."""
    return _of(_by(before, "allegation"), _by(after, "allegation"), _found)


def _of(before: Mapping[str, Any], after: Mapping[str, Any], contents: Any) -> list[Change]:
    changes = []
    for key in dict.fromkeys([*before, *after]):
        was, now = contents(before.get(key)), contents(after.get(key))
        changes += [
            Change(key, name, was.get(name), now.get(name))
            for name in dict.fromkeys([*was, *now])
            if was.get(name) != now.get(name)
        ]
    return changes


def _by(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, Mapping[str, Any]]:
    """Two outcomes of one code are told apart by their place."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        key, count = str(row[name]), 2
        while key in found:
            key, count = f"{row[name]} #{count}", count + 1
        found[key] = row
    return found


def _contents(row: Mapping[str, Any] | None) -> dict[str, str]:
    if row is None:
        return {}
    return dict(row["fields"]) | {"allegations": ", ".join(row["allegations"])}


FOUND = ("finding", "category", "nature", "serious", "facts", "reasons", "told")


def _found(row: Mapping[str, Any] | None) -> dict[str, str]:
    return {} if row is None else {name: str(row[name]) for name in FOUND if row.get(name) not in (None, "")}


def marks(before: str | None, after: str | None) -> Marks:
    """The two texts as one, in pieces that stayed, went or came."""
    was, now = before or "", after or ""
    if len(was) > LONG or len(now) > LONG:
        return [piece for piece in ((GONE, was), (NEW, now)) if piece[1]]
    found: Marks = []
    for op, i, j, k, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if op == "equal":
            found.append((KEPT, was[i:j]))
            continue
        found += [piece for piece in ((GONE, was[i:j]), (NEW, now[k:n])) if piece[1]]
    return found
