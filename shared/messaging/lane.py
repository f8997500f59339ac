"""A round of the relay: rows leave the outbox once the broker has confirmed them."""

import time
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
class Lane:
    """One connection to the broker, and rounds over it."""

    service: str
    database: Database
    publisher: Publisher

    def round(self) -> int:
        """Publish what is due, up to MOST; how many rows were taken.

        The rows stay locked until the answer: no other relay sends them meanwhile, and should this
        one die, they are free again at once.
        """
        with self.database.transaction() as session:
            rows = queue_rows.take(session, MOST)
            if not rows:
                return 0
            start = time.monotonic()
            confirmed = self.publisher.publish_batch([_item(row) for row in rows])
            PUBLISH_SECONDS.labels(self.service).observe(time.monotonic() - start)
            kept = [row for row in rows if row.message_id not in confirmed]
            queue_rows.keep_as_sent(session, [row.id for row in rows if row.message_id in confirmed])
            refused = kept if self.publisher.alive else []  # else it was the connection, not the rows
            queue_rows.postpone(session, refused)
        PUBLISH_ROWS.labels(self.service).observe(len(rows))
        PUBLISHED.labels(self.service, "confirmed").inc(len(confirmed))
        PUBLISHED.labels(self.service, "kept").inc(len(kept))
        if refused:
            log.warning("events_refused", service=self.service, rows=len(refused))
            # Either there was no queue: they are made before the next connection. Or the broker said no, and
            # a cluster that just lost a node goes on saying so to this channel when all is well again.
            # A body whose queue is not made yet, or was removed, must not hold up the services.
            if not all(goes_to_a_body(row.name) for row in refused):
                self.publisher.close()
        return len(rows)


def _item(row: OutboxRow) -> Item:
    exchange = BODIES_EXCHANGE if goes_to_a_body(row.name) else EXCHANGE
    return Item(row.message_id, row.name, row.body, routing_key=row.name, exchange=exchange)
