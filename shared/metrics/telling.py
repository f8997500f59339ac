"""All metrics as Prometheus reads them."""

from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from shared.metrics import sharing
from shared.metrics.table import Row

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Seen:
    """Gauges that were looked up just now. Each value comes with the values of its row's labels."""

    def __init__(self) -> None:
        self._families: dict[str, GaugeMetricFamily] = {}

    def tell(self, row: Row, labels: Iterable[str], value: float) -> None:
        family = self._families.setdefault(row.name, GaugeMetricFamily(row.name, row.help, labels=row.labels))
        family.add_metric(list(labels), value)

    def collect(self) -> Iterable[Metric]:
        return self._families.values()


def tell(seen: Seen | None = None) -> bytes:
    """What was counted here, or in all processes that share a folder with this one, and what was `seen`."""
    registry = CollectorRegistry()
    if folder := sharing.shared_folder():
        MultiProcessCollector(registry, folder)
    if seen is not None:
        registry.register(seen)
    own = b"" if sharing.shared_folder() else generate_latest(REGISTRY)
    return own + generate_latest(registry)
