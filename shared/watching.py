"""What every long-running program sets up so that operators can see it: logs, traces, and its own door."""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shared import logs, tracing
from shared.assembly import ServiceParts
from shared.metrics.door import WatchDoor
from shared.readiness.checks import checks
from shared.readiness.looking import Readiness
from shared.settings import Settings, SettingsError


def begin(settings: Settings) -> None:
    """Logs as the operator wants them; traces where they are exported to. Call it in the process that works:
    threads do not outlive a fork. Raises SettingsError."""
    logs.configure(settings.log_level, settings.log_form)
    if settings.traces_url:
        try:
            export = importlib.import_module("shared.tracing_export")
        except ImportError as error:
            raise SettingsError("JIANDU_TRACES_URL needs: pip install -r requirements/tracing.txt") from error
        tracing.export_to(export.to(export.processor(settings.traces_url)))


@contextmanager
def door(services: Sequence[ServiceParts], settings: Settings) -> Iterator[None]:
    """/healthz, /readyz and /metrics at JIANDU_WATCH_BIND while the block runs, if that is set."""
    if settings.watch_bind is None:
        yield
        return
    watched = [Readiness(part.name, checks(part.works, settings.broker_url)) for part in services]
    opened = WatchDoor(settings.watch_bind, watched)
    try:
        yield
    finally:
        opened.close()
