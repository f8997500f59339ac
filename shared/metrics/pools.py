"""How many connections to a database are open and in use, from SQLAlchemy's own signals."""

from typing import Any

from sqlalchemy import Engine, event

from shared.metrics.table import POOL_MOST, POOL_OPEN, POOL_USED


def watch(engine: Engine, service: str, most: int) -> None:
    """Keep the gauges of `service` by what happens in `engine`'s pool."""

    def opened(*_: Any) -> None:
        POOL_MOST.labels(service).set(most)
        POOL_OPEN.labels(service).inc()

    event.listen(engine, "connect", opened)
    event.listen(engine, "close", lambda *_: POOL_OPEN.labels(service).dec())
    event.listen(engine, "checkout", lambda *_: POOL_USED.labels(service).inc())
    event.listen(engine, "checkin", lambda *_: POOL_USED.labels(service).dec())
