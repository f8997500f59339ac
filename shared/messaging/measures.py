"""What messaging counts, for /metrics."""

from prometheus_client import Counter

HANDLED = Counter(
    "jiandu_events_handled",
    "Events met by a service, by what became of them: applied, duplicate, unknown or dead",
    ["service", "event", "outcome"],
)
PUBLISHED = Counter(
    "jiandu_events_published",
    "Outbox rows offered to the broker, by the broker's answer: confirmed, or not and kept",
    ["service", "outcome"],
)
HELD = Counter(
    "jiandu_events_held",
    "Times that a batch had to wait because something it needs was away",
    ["service"],
)
