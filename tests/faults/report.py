"""The table of a whole run of drills, for people and for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.faults.drill import Result
from tests.load import machine

HEAD = (
    "| drill | what happens | sent | 201 | stored | triage | investigation | lost | doubled | absorbed "
    "| down s | recovery s | longest wait for 201 s | longest way s |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
)
INTRODUCTION = """# Fault drills

`make drill` starts the production shape on this machine – a web side, a relay and a worker for each of the three
services, PostgreSQL and RabbitMQ – and lets citizens complain at {rate:g} a second through real HTTP. Each draws
number and code first and sends the complaint, with the same ticket and `Idempotency-Key`, until it is answered 201.
Then something breaks. When it is whole again and nothing moves any more, the ledger compares what the citizens
noted with what stands in the three databases.

- **lost**: answered 201, or kept, but without any one of: complaint, audit row, judgment, decision, case, and the
  citizen's, triage's and investigation's knowledge of it.
- **doubled**: any of these more than once, or an event that took effect more than once, or the same words under two
  numbers. A probe in each handler counts effects in the transaction of the effect.
- **absorbed**: events that were delivered again and recognised by the inbox.
- **recovery**: from the end of the fault until all that had been answered was in its body's queue.

{machine}

"""
PROOF = """
## The ledger notices

The same drills with one guarantee switched off (in `tests/faults/weakened.py`; the product has no such switch).
Here lost and doubled must not both be 0.

"""


def write(results: Sequence[Result], left_out: Sequence[str], rate: float, folder: Path) -> None:
    """docs/drills.md and docs/drills.json."""
    found = machine.shape()
    rows = [result.as_json() for result in results]
    whole = {"machine": found, "rate": rate, "drills": rows, "left_out": list(left_out)}
    (folder / "drills.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    text = INTRODUCTION.format(rate=rate, machine=machine.in_words(found))
    text += HEAD + "".join(row(result) for result in results if not result.without)
    text += PROOF + HEAD + "".join(row(result) for result in results if result.without)
    if left_out:
        text += "\nLeft out here: " + "; ".join(left_out) + ".\n"
    text += LIMITS
    (folder / "drills.md").write_text(text)


LIMITS = """
## What this does not show

Processes were killed, frozen and cut off; the power stayed on, so the disks were never asked to prove that what they
called written was written (PostgreSQL ran with `fsync`, RabbitMQ with quorum queues). Each drill ran once.
"""


def row(result: Result) -> str:
    kept = result.ledger
    cells = (
        result.fault, result.says, kept.sent, kept.answered, kept.stored, kept.triage, kept.investigation,
        f"**{kept.lost}**", f"**{kept.doubled}**", result.absorbed, result.down_for, result.recovery,
        _said(result.longest_wait), _said(result.longest_way),
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _said(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:g}"
