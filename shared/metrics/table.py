"""The table of all metrics: name, kind, labels and what each tells. Dashboards and alerts use these alone.

Every metric has a label at least: with one, prometheus_client opens its value at first use and not at
import, so that `sharing` may still decide where values live.
Labels never hold what a person sent: routes are written as the code writes them, outcomes are words of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client import Counter, Gauge, Histogram

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 10.0)
"""Bounds in seconds for what a person or a queue waits for."""
LONG = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""Bounds in seconds for the way from one service's commit to another's, which lasts through outages."""
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Row:
    """One line of the table. `name` is without the endings that the format adds (`_total`, `_bucket`)."""

    name: str
    kind: str
    labels: tuple[str, ...]
    help: str


TABLE: dict[str, Row] = {}


def _row(name: str, kind: str, help: str, labels: Sequence[str]) -> Row:
    row = TABLE[f"jiandu_{name}"] = Row(f"jiandu_{name}", kind, ("service", *labels), help)
    return row


def _counter(name: str, help: str, *labels: str) -> Counter:
    row = _row(name, "counter", help, labels)
    return Counter(row.name, row.help, row.labels)


def _histogram(name: str, help: str, *labels: str, bounds: Sequence[float] = QUICK) -> Histogram:
    row = _row(name, "histogram", help, labels)
    return Histogram(row.name, row.help, row.labels, buckets=bounds)


def _gauge(name: str, help: str, *labels: str) -> Gauge:
    """A sum over the living processes that share a folder of values."""
    row = _row(name, "gauge", help, labels)
    return Gauge(row.name, row.help, row.labels, multiprocess_mode="livesum")


def _looked_up(name: str, help: str, *labels: str) -> Row:
    """A gauge that nobody keeps: it is looked up when somebody asks (`shared.readiness`)."""
    return _row(name, "gauge", help, labels)


# --- the web sides ---

REQUESTS = _counter("http_requests", "Requests answered", "method", "route", "status")
REQUEST_SECONDS = _histogram("http_request_seconds", "Time to answer a request", "route")
REQUESTS_OPEN = _gauge("http_requests_open", "Requests that are being answered")

# --- what happens ---

REPORTS_TAKEN = _counter("reports_taken", "Reports of bodies' own systems, by what became of them", "became")
EVENTS_SAID = _counter(
    "events_said", "Events committed to the outbox, by name: what happens, and how often", "event"
)

ESCALATED = _counter(
    "complaints_escalated",
    "Complaints not decided by their day and told to a body above, by how many bodies above know",
    "level",
)

# --- on the way ---

PUBLISHED = _counter(
    "events_published", "Outbox rows offered to the broker, by its answer: confirmed or kept", "outcome"
)
PUBLISH_SECONDS = _histogram("publish_seconds", "Time until the broker has answered for a batch")
PUBLISH_ROWS = _histogram("publish_batch_rows", "Outbox rows in one batch to the broker", bounds=SIZES)
BROKER_CONNECTED = _gauge("broker_connected", "1 while a relay or worker is connected to the broker", "role")
BROKER_BLOCKED = _gauge("broker_blocked", "1 while the broker refuses to take messages: memory or disk alarm")
BROKER_RECONNECTS = _counter(
    "broker_reconnects", "Connections to the broker that ended unasked or failed", "role"
)

HANDLED = _counter(
    "events_handled",
    "Messages met, by what became of them: applied, duplicate, unknown or poison",
    "event",
    "outcome",
)
EVENT_DELAY_SECONDS = _histogram(
    "event_delay_seconds", "From an event's commit to its effect here", bounds=LONG
)
BATCH_SECONDS = _histogram("batch_seconds", "Time to apply a batch of events and commit")
BATCH_ROWS = _histogram("batch_rows", "Events in one batch", bounds=SIZES)
BATCHES_SPLIT = _counter("batches_split", "Batches applied one by one because one of their events failed")
HELD = _counter("events_held", "Times that a batch had to wait because something it needs was away")

# --- the database ---

POOL_OPEN = _gauge("database_connections_open", "Connections to the database that are open")
POOL_USED = _gauge("database_connections_used", "Connections to the database that are in use")
POOL_MOST = _gauge("database_connections_most", "Connections to the database that may be open")

# --- files ---

FILES_LOOKED_AT = _counter(
    "files_looked_at",
    "Files of complainants looked at, by what became of the copy: ready, failed, impossible; or refused",
    "outcome",
)
FILES_WAITING = _gauge("files_waiting", "Files in quarantine that nobody has looked at yet")
SCANNER_UP = _gauge("virus_scanner_up", "1 when the virus scanner answers; absent where there is none")

# --- news for complainants ---

NEWS_SENT = _counter(
    "news_sent", "Times that a complainant was told of news: sent, later or given_up", "way", "outcome"
)

# --- looked up when asked ---

READY = _looked_up("ready", "1 when the readiness check of that name is fine", "check")
OUTBOX_WAITING = _looked_up("outbox_waiting", "Events in the outbox, not yet delivered")
OUTBOX_REFUSED = _looked_up("outbox_refused", "Events in the outbox that were tried in vain")
OUTBOX_AGE = _looked_up("outbox_oldest_seconds", "How long the oldest undelivered event has waited")
QUEUE_READY = _looked_up("queue_ready", "Messages in the service's queue that no worker holds")
QUEUE_CONSUMERS = _looked_up("queue_consumers", "Workers that consume the service's queue")
DEAD_LETTERS = _looked_up("dead_letters", "Events that could never be applied and wait for an operator")
REPORTS_READY = _looked_up("reports_ready", "Reports of bodies' own systems that no worker holds")
REPORTS_CONSUMERS = _looked_up("reports_consumers", "Workers that take reports of bodies' own systems")
BODIES_READY = _looked_up("bodies_ready", "Letters that wait for bodies' own systems, of all bodies")
BODIES_IDLE = _looked_up("bodies_idle", "Bodies' own systems for which letters wait and that take none")
BODIES_DEAD = _looked_up("bodies_dead", "Letters to bodies' own systems, and their reports, that died")
