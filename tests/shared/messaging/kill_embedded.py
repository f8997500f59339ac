"""A process that ends by kill -9 between the consumer's commit and the producer's delete.

`python -m tests.shared.messaging.kill_embedded FOLDER COUNT`: emits COUNT events, then delivers them.
"""

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from shared import crypto
from shared.messaging import embedded
from shared.messaging.embedded import Dispatcher
from tests.shared.messaging.toys import SERVICES, supplemented, toy


def die(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def main(folder: Path, count: int) -> None:
    crypto.configure([b"messaging tests: 32 bytes of key"])
    toys = {service: toy(service, f"sqlite:///{folder / service}.sqlite3") for service in SERVICES}
    toys[SERVICES[0]].emit(*(supplemented() for _ in range(count)))
    embedded.Postman._settle = die  # type: ignore[method-assign]  # the moment in question
    Dispatcher(list(toys.values())).drain()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
