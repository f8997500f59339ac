"""What intake does by itself: it looks at files (files.rounds), tells of news (news.rounds), and tells the
senders of orders what becomes of them (orders.chores)."""

import threading
import time

from services.intake.files import rounds
from services.intake.news import rounds as news
from services.intake.news.senders import senders_of
from services.intake.orders import chores
from shared.files import clamd
from shared.files.place import store_of
from shared.files.store import Store
from shared.metrics.table import FILES_WAITING, SCANNER_UP
from shared.settings import Settings
from shared.work import Works

MEASURE_SECONDS = 15.0


class _Round:
    """The store, opened once, and when was last measured."""

    def __init__(self) -> None:
        self._store: tuple[Settings, Store] | None = None
        self._measured = float("-inf")
        self._orders = chores.Chores()

    def once(self, works: Works, settings: Settings) -> bool:
        """One piece of news and one file, where they are due. Raises StoreAway, StoreFull."""
        if time.monotonic() - self._measured > MEASURE_SECONDS:
            self._measured = time.monotonic()
            self._measure(works, settings)
        told = self._orders.once(works, settings)
        told = news.do_next(works, senders_of(settings)) or told
        return rounds.do_next(works, self._opened(settings), settings.clamd) or told

    def _opened(self, settings: Settings) -> Store:
        if self._store is None or self._store[0] is not settings:
            self._store = (settings, store_of(settings))
        return self._store[1]

    def _measure(self, works: Works, settings: Settings) -> None:
        with works.reading() as session:
            FILES_WAITING.labels(works.service).set(rounds.waiting(session))
        if settings.clamd is not None:
            try:
                clamd.ping(settings.clamd)
                up = 1
            except clamd.Away:
                up = 0
            SCANNER_UP.labels(works.service).set(up)


_here = threading.local()


def once(works: Works, settings: Settings) -> bool:
    """Do one thing that is due; True when there may be more."""
    if not hasattr(_here, "round"):
        _here.round = _Round()
    done: bool = _here.round.once(works, settings)
    return done
