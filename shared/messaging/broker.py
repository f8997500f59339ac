"""Connections to the broker by kombu, with every time limit set: its defaults wait for ever."""

from typing import Any

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError

from shared.messaging.publisher import CONNECT_SECONDS, HEARTBEAT_SECONDS, PUBLISH_SECONDS

BROKER_TROUBLE = (OSError, AMQPError, KombuError)
"""What py-amqp and kombu raise when the broker is away, hangs up or refuses."""


def connect(url: str, timeout: float = CONNECT_SECONDS) -> Connection:
    """A connection to one of the nodes named in `url` (`amqp://a/v;amqp://b/v`), opened at first use."""
    options: dict[str, Any] = {
        "connect_timeout": timeout,
        "read_timeout": PUBLISH_SECONDS,
        "write_timeout": PUBLISH_SECONDS,
        # kombu's own retries wait up to 30 s and cannot be stopped: whoever connects has a back-off.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
    return Connection(url, connect_timeout=timeout, heartbeat=HEARTBEAT_SECONDS, transport_options=options)
