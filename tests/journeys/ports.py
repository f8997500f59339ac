"""Free ports for the servers that tests start, from one range, a slice per test process."""

import os
import socket
from itertools import cycle

RANGE = range(18400, 18500)
SLICE = 20


def _slice() -> list[int]:
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    start = (number * SLICE) % len(RANGE)
    return list(RANGE)[start : start + SLICE]


_next = cycle(_slice())


def free_port() -> int:
    """A port on which nobody listens, and not the last one given, which may be just closing."""
    for _ in range(SLICE):
        port = next(_next)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port in {_slice()}")
