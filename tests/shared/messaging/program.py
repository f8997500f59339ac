"""One relay or worker as a program of its own, so that it can be killed.

`python -m tests.shared.messaging.program relay|worker SERVICE DATABASE_URL BROKER_URL`

Prints a line as soon as SIGTERM ends it in good order.
"""

import signal
import sys
import threading
from dataclasses import replace

from shared import crypto
from shared.messaging.consumer import run_consumer
from shared.messaging.relay import run_relay
from shared.settings import load
from tests.shared.messaging.toys import toy


def main(who: str, service: str, database: str, broker: str) -> None:
    crypto.configure([b"messaging tests: 32 bytes of key"])
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    run = run_relay if who == "relay" else run_consumer
    run(toy(service, database), replace(load(), broker_url=broker), stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
