"""`jiandu` with the probe in it, and if asked, without one of its guarantees.

python -m tests.faults.program [--without confirms|inbox|commit-first] worker triage
"""

import importlib
import os
import select
import sys
import threading
import time
from typing import Any

import structlog

from shared import cli
from shared.messaging import handling
from tests.faults.probe import probed
from tests.faults.weakened import WEAKENED

log = structlog.get_logger("drill")


def count_duplicates() -> None:
    """Tell in the log how many repetitions the inbox has absorbed."""
    apply_batch, known, lock = handling.apply_batch, 0, threading.Lock()

    def counted(listener: Any, bodies: Any) -> Any:
        nonlocal known
        verdicts = apply_batch(listener, bodies)
        repeated = sum(verdict.outcome is handling.Outcome.DUPLICATE for verdict in verdicts)
        if repeated:
            with lock:
                known += repeated
            log.info("repetitions_absorbed", count=repeated)
        return verdicts

    handling.apply_batch = counted


def sleep_by_another_road() -> None:
    """libfaketime makes time.sleep of Python 3.11 fail (EINVAL); waiting for nothing to become readable works."""
    time.sleep = lambda seconds: select.select([], [], [], max(0.0, seconds)) and None


def main() -> None:
    arguments = sys.argv[1:]
    if "FAKETIME_TIMESTAMP_FILE" in os.environ:
        sleep_by_another_road()
    if arguments[:1] == ["--without"]:
        WEAKENED[arguments[1]]()
        arguments = arguments[2:]
    if arguments[0] == "worker":
        probed(importlib.import_module(f"services.{arguments[1]}.handlers").HANDLERS)
        count_duplicates()
    sys.argv = ["jiandu", *arguments]
    cli.main()


if __name__ == "__main__":
    main()
