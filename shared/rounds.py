"""What a service does by itself, beside what it is asked and told: `services.<name>.rounds`, if there is one.

Its `once(works, settings)` does one thing that is due and says whether there may be more; then the next
follows after its `PAUSE_SECONDS`, at once where it has none.
"""

import importlib
import importlib.util
import threading
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared.assembly import ServiceParts
from shared.files.store import StoreAway, StoreFull
from shared.messaging.failure import reason_of
from shared.settings import Settings
from shared.work import Works

log = structlog.get_logger("rounds")
REST_SECONDS = 1.0
TROUBLE_SECONDS = 10.0

Once = Callable[[Works, Settings], bool]


def begin(services: Sequence[ServiceParts], settings: Settings, stop: threading.Event) -> None:
    """A thread for each service that has something to do, until `stop`. Several processes may do it beside
    one another."""
    for service in services:
        name = f"services.{service.name}.rounds"
        if importlib.util.find_spec(name) is not None:
            module = importlib.import_module(name)
            pause = getattr(module, "PAUSE_SECONDS", 0.0)
            work = (module.once, service.works, settings, stop, pause)
            threading.Thread(target=_go_round, args=work, name=name, daemon=True).start()


def _go_round(
    once: Once, works: Works, settings: Settings, stop: threading.Event, pause: float = 0.0
) -> None:
    rest = 0.0
    while not stop.wait(rest):
        try:
            rest = pause if once(works, settings) else REST_SECONDS
        except (SQLAlchemyError, StoreAway, StoreFull) as error:
            log.warning("round_waits", service=works.service, reason=reason_of(error))
            rest = TROUBLE_SECONDS
        except Exception as error:  # noqa: BLE001 one thing that fails must not end the rounds for all others
            log.error("round_failed", service=works.service, error=type(error).__name__)
            rest = TROUBLE_SECONDS
