"""`jiandu` with a mine under whoever takes reports, and if asked, without one of its guarantees.

python -m tests.faults.bodies.program --mine FILE [--without memory|ack-last] worker investigation
"""

import argparse
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from services.investigation import broker
from services.investigation.bodies import reports
from shared import cli
from shared.messaging import one_by_one
from tests.faults.bodies.mine import Mine

TAKEN, COMMITTING, COMMITTED = "taken", "committing", "committed"
"""Before the transaction, before its commit, and after it: each before the acknowledgement."""
_here = threading.local()


def lay_under(mine: Mine) -> None:
    take = broker.take

    def mined(works: Any, settings: Any, message: Any) -> str:
        _here.kind = kind = json.loads(message.body)["type"]
        mine.step(TAKEN, kind)
        try:
            became = take(works, settings, message)
        finally:
            _here.kind = ""
        mine.step(COMMITTED, kind)
        return became

    def committing(_: Any) -> None:
        if kind := getattr(_here, "kind", ""):
            mine.step(COMMITTING, kind)

    broker.take = mined
    event.listen(Engine, "commit", committing)


def forgetting() -> None:
    """What was answered is not remembered: the same report takes effect again."""
    answer = reports._answer

    def unremembered(work: Any, link: Any, came: Any, report: Any, letter: Any, contents: Any) -> None:
        answer(work, link, came, None, letter, contents)

    reports._answer = unremembered


def acknowledging_first() -> None:
    """The broker forgets a report before anything became of it."""
    settle: Any = one_by_one.OneByOne._settle

    def hasty(self: Any, message: Any, drain: Any) -> None:
        message.ack()
        message.ack = lambda: None
        settle(self, message, drain)

    one_by_one.OneByOne._settle = hasty  # type: ignore[method-assign]


WEAKENED: dict[str, Callable[[], None]] = {"memory": forgetting, "ack-last": acknowledging_first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mine", type=Path, required=True)
    parser.add_argument("--without", choices=WEAKENED)
    asked, rest = parser.parse_known_args()
    if asked.without:
        WEAKENED[asked.without]()
    lay_under(Mine(asked.mine))
    sys.argv = ["jiandu", *rest]
    cli.main()


if __name__ == "__main__":
    main()
