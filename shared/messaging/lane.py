"""A round of the relay: rows leave the outbox once the broker has confirmed them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from shared.contracts.routing import BODIES_EXCHANGE, EXCHANGE, goes_to_a_body
from shared.database import Database
from shared.messaging import queue_rows
from shared.messaging.publisher import WINDOW, Item, Publisher
from shared.messaging.queue_rows import OutboxRow
from shared.metrics.table import PUBLISH_ROWS, PUBLISH_SECONDS, PUBLISHED

log = structlog.get_logger("relay")

MOST = 4 * WINDOW
"""Rows of one round: while the broker makes the last window durable nothing else moves, so let it be rare.
Should the relay die after that and before its commit, so many are sent again, and the inboxes notice."""


@dataclass
class Refused(Exception):
    """Not all were confirmed."""

    confirmed: list[OutboxRow]
    kept: list[OutboxRow]


@dataclass
class Lane:
    """One connection to the broker, and rounds over it."""

    service: str
    database: Database
    publisher: Publisher

    def round(self, more: Callable[[int], bool] = lambda taken: False) -> int:
        """Publish what is due, up to MOST, and again in the same transaction while `more`, told how many
        rows were taken, says so; how many the last look took.

        The rows leave the outbox by a transaction that ends once the broker has confirmed them. Nobody
        else takes them meanwhile, and should this relay die, they are there again at once.
        """
        safe: list[OutboxRow] = []
        try:
            with self.database.writing() as connection:
                queue_rows.seek(connection)
                while True:
                    rows = queue_rows.take_out(connection, MOST)
                    self._publish(rows)
                    safe += rows
                    # SQLite has one writer: whoever would say more waits for this one.
                    if self.database.sqlite or not more(len(rows)):
                        break
        except Refused as answer:
            self._settle([*safe, *answer.confirmed], answer.kept)
        return len(rows)

    def _publish(self, rows: list[OutboxRow]) -> None:
        if not rows:
            return
        start = time.monotonic()
        confirmed = self.publisher.publish_batch([_item(row) for row in rows])
        PUBLISH_SECONDS.labels(self.service).observe(time.monotonic() - start)
        PUBLISH_ROWS.labels(self.service).observe(len(rows))
        PUBLISHED.labels(self.service, "confirmed").inc(len(confirmed))
        PUBLISHED.labels(self.service, "kept").inc(len(rows) - len(confirmed))
        if len(confirmed) < len(rows):
            taken = [row for row in rows if row.message_id in confirmed]
            raise Refused(taken, [row for row in rows if row.message_id not in confirmed])

    def _settle(self, confirmed: Sequence[OutboxRow], kept: Sequence[OutboxRow]) -> None:
        """Nothing has moved: let those go that are safe, and the others wait."""
        refused = kept if self.publisher.alive else []  # else it was the connection, not the rows
        with self.database.writing() as connection:
            queue_rows.keep_as_sent(connection, [row.id for row in confirmed])
            queue_rows.postpone(connection, refused)
        if refused:
            log.warning("events_refused", service=self.service, rows=len(refused))
            # Either there was no queue: they are made before the next connection. Or the broker said no, and
            # a cluster that just lost a node goes on saying so to this channel when all is well again.
            # A body whose queue is not made yet, or was removed, must not hold up the services.
            if not all(goes_to_a_body(row.name) for row in refused):
                self.publisher.close()


def _item(row: OutboxRow) -> Item:
    exchange = BODIES_EXCHANGE if goes_to_a_body(row.name) else EXCHANGE
    return Item(row.message_id, row.name, row.body, routing_key=row.name, exchange=exchange)
