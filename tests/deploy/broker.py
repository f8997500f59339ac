"""A virtual host filled from the definitions, and what an account meets there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
from pika.exceptions import ChannelClosedByBroker

from shared.messaging.definitions import ACCOUNTS, account_name, definitions
from tests.servers import session as servers

REFUSED = 403


@dataclass(frozen=True)
class DefinedBroker:
    """The run's broker after the import of definitions for one house of this test's own."""

    port: int
    vhost: str
    passwords: dict[str, str]

    def url(self, account: str) -> str:
        user = account_name(self.vhost, account)
        return f"amqp://{user}:{self.passwords[account]}@127.0.0.1:{self.port}/{self.vhost}"

    @contextmanager
    def channel(self, account: str) -> Iterator[Any]:
        """A channel with confirms, opened as `account`."""
        connection = pika.BlockingConnection(pika.URLParameters(self.url(account)))
        try:
            channel = connection.channel()
            channel.confirm_delivery()
            yield channel
        finally:
            connection.close()

    def refuses(self, account: str, action: str, *arguments: Any, **options: Any) -> bool:
        """Whether the broker forbids `account` this action of a channel."""
        with self.channel(account) as channel:
            try:
                getattr(channel, action)(*arguments, **options)
            except ChannelClosedByBroker as closed:
                return int(closed.reply_code) == REFUSED
        return False


def defined() -> DefinedBroker:
    """Definitions of a fresh virtual host, loaded into the run's private broker."""
    kept, folder = servers.reach("rabbitmq")
    vhost, passwords = f"defined-{uuid4().hex[:8]}", {account: uuid4().hex for account in ACCOUNTS}
    file: Path = folder / f"{vhost}.json"
    file.write_text(json.dumps(definitions(vhost, passwords)))
    kept.rabbit(folder).control("import_definitions", str(file))
    return DefinedBroker(kept.port, vhost, passwords)
