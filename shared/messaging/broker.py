"""Connections to the broker by kombu, with every time limit set: its defaults wait for ever.

With `amqps` the broker's certificate must be of an authority that this machine trusts (or that SSL_CERT_FILE
names) and for the host that was asked for; pika does the same by itself.
"""

from ssl import CERT_REQUIRED
from typing import Any

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError
from kombu.transport import TRANSPORT_ALIASES
from kombu.transport.pyamqp import Transport

from shared.messaging.publisher import CONNECT_SECONDS, HEARTBEAT_SECONDS, PUBLISH_SECONDS

BROKER_TROUBLE = (OSError, AMQPError, KombuError)
"""What py-amqp and kombu raise when the broker is away, hangs up or refuses."""


class Verified(Transport):
    """AMQP over TLS that compares the host's name too; kombu's own keeps the first node's for all."""

    def establish_connection(self) -> Any:
        asked: Any = self.client
        asked.ssl = {"cert_reqs": CERT_REQUIRED, "server_hostname": asked.hostname}
        return super().establish_connection()


TRANSPORT_ALIASES["amqps"] = f"{__name__}:{Verified.__name__}"


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
