"""Which supervision certificate somebody holds (Measures art. 6), of all that the register has of them.

One that is renewed in time goes on: the new one begins when the old one ends, and both are in the register
for a while. Between two that do not meet there is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.triage.domain.registers.entries import LAST, Cells, holds, period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """The certificate to be shown, and the days on which one is held without a break."""

    paper: Cells
    first: date
    last: date


def held_on(papers: Iterable[Cells], day: date) -> Held | None:
    """On that day; where none is held then, the next one to come, else the last one that was."""
    rows = _unbroken(papers)
    if not rows:
        return None
    now = next((row for row in rows if _first(row) <= day <= _last(row)), None)
    chosen = now or next((row for row in rows if _first(row) > day), rows[-1])
    shown = [paper for paper in chosen if holds(paper, day)] or chosen
    return Held(max(shown, key=_ends) if now else chosen[0], _first(chosen), _last(chosen))


def history(papers: Iterable[Cells]) -> list[dict[str, str]]:
    """All of them, each with its days: what was done lawfully under one that has ended stays so."""
    return [
        {"number": paper["number"], "first": first.isoformat(), "last": last.isoformat()}
        for paper in sorted(papers, key=lambda each: (period(each), each["number"]))
        for first, last in (period(paper),)
    ]


def _unbroken(papers: Iterable[Cells]) -> list[list[Cells]]:
    """Those that follow one another without a day between, by their first days."""
    rows: list[list[Cells]] = []
    for paper in sorted(papers, key=period):
        if rows and (_last(rows[-1]) == LAST or period(paper)[0] <= _last(rows[-1]) + ONE_DAY):
            rows[-1].append(paper)
        else:
            rows.append([paper])
    return rows


def _first(row: list[Cells]) -> date:
    return period(row[0])[0]


def _last(row: list[Cells]) -> date:
    return max(_ends(paper) for paper in row)


def _ends(paper: Cells) -> date:
    return period(paper)[1]
